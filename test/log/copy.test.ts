// Copies are the log again: export → copy → export gives the same bytes, and every interruption is made good by doing it again.
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { isRefusal } from '#domain/refusal.ts';
import { hashOf, sha256 } from '#log/chain.ts';
import { copyInto, type Copied } from '#log/copy.ts';
import { LogError, type EventLog } from '#log/event-log.ts';
import { exportTo, type Exported } from '#log/export.ts';
import { foundInFile } from '#log/exported-file.ts';
import { lineOf } from '#log/line.ts';
import { memoryLog } from '#log/memory.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { foundIn } from '#log/verify.ts';
import { arbitraryFact } from '../support/arbitrary-fact.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { collected, fromTheFuture, note, notes, refusal } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';

const AT = 1_479_000_000_000;
const newPlace = temporaryPlaces();

const filled = async (): Promise<EventLog> => {
  const log = memoryLog();
  await log.append('a', 'none', notes(0, 3), AT);
  await log.append('b', 'none', [note(10, 'Zürich \u{1F642}'), fromTheFuture(11)], AT + 1);
  await log.append('a', 2, notes(3, 3), AT + 2);
  return log;
};

const exported = async (log: EventLog, path = newPlace()): Promise<string> => {
  const result = await exportTo(path, log);
  if (isRefusal(result)) throw new Error(result.refused);
  return path;
};

const copied = async (log: EventLog, path: string): Promise<Copied> => {
  const result = await copyInto(log, () => foundInFile(path));
  if (!('added' in result)) throw new Error(JSON.stringify(result));
  return result;
};

const bytes = (path: string): string => readFileSync(path, 'utf8');

/** The log, but for a fault after so many appends. */
const failingAfter = (appends: number, log: EventLog): EventLog => {
  let left = appends;
  return {
    ...log,
    append: (...given) => (left-- > 0 ? log.append(...given) : Promise.reject(new LogError('full', 'no space left'))),
  };
};

spec('log/copy [law]', (test) => {
  const history = fc.array(
    fc.record({
      stream: fc.constantFrom('model', 'a', 'é \u{1F642}'),
      facts: fc.array(arbitraryFact(), { minLength: 1, maxLength: 3 }),
      at: fc.nat(1e12),
    }),
    { maxLength: 12 },
  );

  test('export, copy, export is the identity, and so is copying from log to log', () =>
    holds(
      fc.asyncProperty(history, async (appends) => {
        const log = memoryLog();
        const ends = new Map<string, number>();
        for (const { stream, facts, at } of appends) {
          const end = ends.get(stream) ?? -1;
          await log.append(stream, end < 0 ? 'none' : end, facts, at);
          ends.set(stream, end + facts.length);
        }
        const first = await exported(log);
        const [restored, moved] = [memoryLog(), memoryLog()];
        const { root } = await copied(restored, first);
        await copyInto(moved, () => foundIn(log));
        assert.is(bytes(await exported(restored)), bytes(first));
        assert.equal(await collected(moved.readStored()), await collected(log.readStored()));
        assert.is(((await exportTo(first, log)) as Exported).root, root);
      }),
      { runs: runs(30, 500) },
    ));

  test('into SQLite and back, too', async () => {
    const first = await exported(await filled());
    const log = await openSqliteLog(newPlace(), 'write');
    assert.equal((({ facts, added }) => [facts, added])(await copied(log, first)), [8, 8]);
    assert.is(bytes(await exported(log)), bytes(first));
    await log.close();
  });

  test('a copy that was interrupted anywhere is finished by copying again', async () => {
    const first = await exported(await filled());
    for (const appends of [0, 1, 2, 3]) {
      const log = memoryLog();
      if (appends < 3) assert.is((await refusal(copyInto(failingAfter(appends, log), () => foundInFile(first)))).message, 'no space left');
      const { added, facts } = await copied(log, first);
      assert.is(facts, 8);
      assert.ok(added <= 8);
      assert.is(bytes(await exported(log)), bytes(first));
      assert.is((await copied(log, first)).added, 0);
    }
  });

  test('a copy made again brings what came since', async () => {
    const [from, to] = [await filled(), memoryLog()];
    await copyInto(to, () => foundIn(from));
    await from.append('a', 5, notes(6, 1), AT);
    const again = await copyInto(to, () => foundIn(from));
    assert.is('added' in again && again.added, 1);
    assert.equal(await to.heads(), await from.heads());
  });

  test('a broken source changes nothing and is named', async () => {
    const first = await exported(await filled());
    writeFileSync(first, bytes(first).replace('note 3', 'note 4'));
    const log = memoryLog();
    const result = await copyInto(log, () => foundInFile(first));
    assert.ok('broken' in result);
    assert.equal('broken' in result && result.broken.breaks.map(({ stream, revision }) => [stream, revision]), [['a', 3]]);
    assert.equal(await log.heads(), []);
  });

  test('a log that holds anything else is refused and stays as it was', async () => {
    const first = await exported(await filled());
    for (const facts of [notes(1, 1), notes(0, 7)]) {
      const log = memoryLog();
      await log.append('a', 'none', facts, AT);
      const result = await copyInto(log, () => foundInFile(first));
      assert.match(isRefusal(result) ? result.refused : '', 'its stream a is not the beginning');
      assert.is((await collected(log.readStored())).length, facts.length);
    }
    const log = memoryLog();
    await log.append('c', 'none', notes(0, 1), AT);
    assert.ok(isRefusal(await copyInto(log, () => foundInFile(first))));
  });

  test('hashes that fit do not make a fact of what is none', async () => {
    const text =
      '{"data":{"level":"down"},"id":"00000000-0000-4000-8000-000000000001","occurredAt":"2016-01-16T19:30:00Z","type":"OutageBegan","v":1}';
    const link = { stream: 'a', revision: 0, recordedAt: AT, text };
    const path = newPlace();
    writeFileSync(path, `${lineOf({ ...link, hash: hashOf(link, null) })}\n`);
    const result = await copyInto(memoryLog(), () => foundInFile(path));
    assert.match(
      isRefusal(result) ? `${result.place}: ${result.refused}` : '',
      'line 1: a stored OutageBegan is damaged: data.component is missing',
    );
  });

  test('a fact that was blacked out is copied, verified, and read as one that says nothing', async () => {
    const first = await exported(await filled());
    const lines = bytes(first).split('\n');
    const { data, ...rest } = JSON.parse(lines[3] as string) as Fact & Record<string, unknown>;
    const dataHash = sha256(JSON.stringify({ about: { component: 'a' }, text: 'Zürich \u{1F642}' }));
    assert.equal(data, { about: { component: 'a' }, text: 'Zürich \u{1F642}' });
    const order = Object.entries({ ...rest, dataHash }).toSorted(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(first, lines.with(3, JSON.stringify(Object.fromEntries(order))).join('\n'));
    const log = memoryLog();
    const { root } = await copied(log, first);
    const whole = await copyInto(memoryLog(), () => foundIn(log));
    assert.is('root' in whole && whole.root, root);
    const [read] = await collected(log.readStream('b'));
    assert.ok(read !== undefined && 'raw' in read.fact && !read.fact.raw.includes('Zürich'));
  });

  test('a source that changes between the two walks is caught before it is appended', async () => {
    const [good, bad] = [await exported(await filled()), newPlace()];
    writeFileSync(bad, bytes(good).replace('note 3', 'note 4'));
    let walks = 0;
    const log = memoryLog();
    const error = await refusal(copyInto(log, () => foundInFile(walks++ === 0 ? good : bad)));
    assert.match(error.message, 'changed meanwhile');
    assert.not.ok((await collected(log.readStored())).some(({ text }) => text.includes('note 4"') && text.includes('0003')));
  });
});

spec('log/export [integration]', (test) => {
  test('an export that was cut anywhere is finished by exporting again, and one made again adds what is new', async () => {
    const log = await filled();
    const whole = bytes(await exported(log));
    const path = newPlace();
    for (const size of [0, 10, 300, whole.length - 40, whole.length]) {
      writeFileSync(path, whole);
      truncateSync(path, size);
      await exported(log, path);
      assert.is(bytes(path), whole);
    }
    await log.append('c', 'none', notes(20, 2), AT);
    const again = await exportTo(path, log);
    assert.equal('added' in again && [again.facts, again.added], [10, 2]);
    assert.is(bytes(path), bytes(await exported(log)));
  });

  test('a file that holds anything else is refused and left alone', async () => {
    const log = await filled();
    const whole = bytes(await exported(log));
    for (const content of [
      'hello',
      `${whole}x`,
      `${whole}${whole.slice(0, 200)}\n`,
      whole.replace('note 1', 'note 2'),
      whole.slice(0, 200) + 'x',
    ]) {
      const path = newPlace();
      writeFileSync(path, content);
      const result = await exportTo(path, log);
      assert.match(isRefusal(result) ? result.refused : '', 'holds something else');
      assert.is(bytes(path), content);
    }
  });
});

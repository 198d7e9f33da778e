// Whatever is done to a log behind its back is found, and the first break of each stream is named with what lies behind it.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { EventLog } from '#log/event-log.ts';
import { foundInChunks } from '#log/exported-file.ts';
import { lineOf, readLine } from '#log/line.ts';
import { memoryLog } from '#log/memory.ts';
import { sqlDriver } from '#sqlite/driver.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { foundIn, verified, type Break, type Verified } from '#log/verify.ts';
import { isRefusal } from '#domain/refusal.ts';
import { arbitraryFact } from '../support/arbitrary-fact.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { collected, fromTheFuture, note, notes, refusal } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';

const AT = 1_479_000_000_000;
const newPlace = temporaryPlaces();

const filled = async (log: EventLog): Promise<EventLog> => {
  await log.append('a', 'none', notes(0, 3), AT);
  await log.append('b', 'none', [note(10, 'Zürich \u{1F642} \uFFFD'), fromTheFuture(11)], AT + 1);
  await log.append('a', 2, notes(3, 3), AT + 2);
  return log;
};

const exported = async (): Promise<string[]> => (await collected((await filled(memoryLog())).readStored())).map(lineOf);

const inFile = (text: string | Uint8Array): Promise<Verified> =>
  verified(foundInChunks([typeof text === 'string' ? Buffer.from(text) : text]));
const inLines = (lines: readonly string[]): Promise<Verified> => inFile(lines.map((line) => `${line}\n`).join(''));

const told = (breaks: readonly Break[]): string[] =>
  breaks.map(
    ({ stream, revision, place, why, behind, alsoBroken }) => `${stream}/${revision} at ${place}: ${why}; ${behind}, ${alsoBroken}`,
  );

/** A closed SQLite log with the sample facts, altered by `sql`, as verified. */
const altered = async (sql: string): Promise<Verified> => {
  const place = newPlace();
  await (await filled(await openSqliteLog(place, 'write'))).close();
  const connection = sqlDriver().open(place, 'write');
  connection.exec(sql);
  connection.close();
  const log = await openSqliteLog(place, 'read');
  try {
    return await verified(foundIn(log));
  } finally {
    await log.close();
  }
};

const HASH = 'its hash does not fit: the fact, or what stands before it, is not what was recorded';

spec('log/verify [unit]', (test) => {
  test('an untouched log holds, on every adapter and exported, with one root', async () => {
    const memory = await verified(foundIn(await filled(memoryLog())));
    assert.equal([memory.facts, memory.streams, memory.breaks], [8, 2, []]);
    assert.equal(await altered(''), memory);
    assert.equal(await inLines(await exported()), memory);
    assert.equal((await verified(foundIn(memoryLog()))).breaks, []);
  });

  for (const [what, sql, breaks] of [
    ['a text', `UPDATE facts SET body = replace(body, 'note 1', 'note 7') WHERE position = 2`, [`a/1 at position 2: ${HASH}; 4, 0`]],
    ['a time of recording', `UPDATE facts SET recorded_at = recorded_at - 1 WHERE position = 4`, [`b/0 at position 4: ${HASH}; 1, 0`]],
    [
      'a time of recording that is none',
      `UPDATE facts SET recorded_at = 9e15 WHERE position = 4`,
      ['b/0 at position 4: the time it was recorded is none; 1, 0'],
    ],
    ['a hash', `UPDATE facts SET hash = upper(hash) WHERE position = 1`, [`a/0 at position 1: ${HASH}; 5, 1`]],
    ['a fact taken out', `DELETE FROM facts WHERE position = 2`, ['a/2 at position 3: revision 1 of the stream is missing; 3, 0']],
    [
      'a fact taken out and the rest moved up',
      `DELETE FROM facts WHERE position = 2; UPDATE facts SET revision = revision - 1 WHERE stream = 1 AND position > 2`,
      [`a/1 at position 3: ${HASH}; 3, 3`],
    ],
    [
      'a space',
      `UPDATE facts SET body = replace(body, ':', ': ') WHERE position = 1`,
      ['a/0 at position 1: it is not in canonical form (RFC 8785); 5, 0'],
    ],
    ['a name of a stream', `UPDATE streams SET name = '"c"' WHERE id = 2`, [`c/0 at position 4: ${HASH}; 1, 1`]],
    [
      'two streams',
      `UPDATE facts SET body = replace(body, 'note', 'nota') WHERE position IN (1, 6, 8); DELETE FROM facts WHERE position = 4`,
      [`a/0 at position 1: ${HASH}; 5, 2`, 'b/1 at position 5: revision 0 of the stream is missing; 0, 0'],
    ],
  ] as const)
    test(`${what} changed is named with what lies behind it`, async () => assert.equal(told((await altered(sql)).breaks), breaks));

  test('facts cut off at the end, or a whole stream, show in the root alone', async () => {
    const whole = await inLines(await exported());
    for (const sql of ['DELETE FROM facts WHERE position = 8', 'DELETE FROM facts WHERE stream = 2']) {
      const cut = await altered(sql);
      assert.equal(cut.breaks, []);
      assert.is.not(cut.root, whole.root);
    }
  });

  test('a fact without its stream is refused as damage, not read as another’s', async () => {
    assert.match((await refusal(altered(`PRAGMA foreign_keys=OFF; DELETE FROM streams WHERE id = 2`))).message, 'is damaged');
  });

  test('a log cut or joined anywhere is found, and so are lines that are no facts', async () => {
    const lines = await exported();
    const whole = lines.map((line) => `${line}\n`).join('');
    assert.match((await inFile(whole.slice(0, -1))).breaks[0]?.why ?? '', 'the file was cut');
    assert.match((await inFile(`\uFEFF${whole}`)).breaks[0]?.why ?? '', 'no JSON');
    assert.match((await inFile(`${whole}\n`)).breaks[0]?.why ?? '', 'no JSON');
    assert.match((await inFile(whole.replaceAll('\n', '\r\n'))).breaks[0]?.why ?? '', 'canonical');
    assert.match((await inFile(Buffer.concat([Buffer.from(whole), Buffer.from([0xff, 0x0a])]))).breaks[0]?.why ?? '', 'UTF-8');
    const swapped = [lines[1], lines[0], ...lines.slice(2)] as string[];
    assert.equal(told((await inLines(swapped)).breaks), ['a/1 at line 1: revision 0 of the stream is missing; 5, 2']);
    assert.equal(told((await inLines([...lines, lines[7] as string])).breaks), [
      'a/5 at line 9: revision 5 stands behind revision 5; 0, 0',
    ]);
  });

  test('every random change of one byte of an exported log is found', async () => {
    const bytes = Buffer.from((await exported()).map((line) => `${line}\n`).join(''));
    const random = seeded(20_160_116);
    for (let change = 0; change < 10_000; change++) {
      const place = Math.floor(random() * bytes.length);
      const was = bytes[place] as number;
      bytes[place] = (was + 1 + Math.floor(random() * 255)) % 256;
      const { breaks } = await inFile(bytes);
      assert.ok(breaks.length > 0, `byte ${place} changed from ${was} to ${bytes[place]}`);
      bytes[place] = was;
    }
    assert.equal((await inFile(bytes)).breaks, []);
  });

  test('an exported file is read alike in chunks of any size', async () => {
    const bytes = Buffer.from((await exported()).map((line) => `${line}\n`).join(''));
    const whole = await collected(foundInChunks([bytes]));
    for (const size of [1, 7, 100, 1000]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
      assert.equal(await collected(foundInChunks(chunks)), whole);
    }
  });
});

spec('log/line [unit]', (test) => {
  test('a fact comes back from its line as it was, and no other line gives it', () =>
    holds(
      fc.asyncProperty(fc.array(arbitraryFact(), { minLength: 1, maxLength: 5 }), fc.string({ minLength: 1 }), async (facts, stream) => {
        const log = memoryLog();
        await log.append(stream, 'none', facts, AT);
        for (const { position: _, ...stored } of await collected(log.readStored())) {
          const line = lineOf(stored);
          assert.equal(readLine(line), stored);
          assert.is(JSON.stringify(JSON.parse(line)).length, line.length);
          assert.ok(isRefusal(readLine(` ${line}`)));
        }
      }),
      { runs: runs(100, 2000) },
    ));

  for (const [what, change, words] of [
    ['a stream', { stream: '' }, 'names no stream'],
    ['a revision', { revision: -1 }, 'no revision'],
    ['a hash', { hash: 7 }, 'no hash'],
    ['a time of recording', { recordedAt: '2016-01-16' }, 'when it was recorded'],
    ['its one form of the time', { recordedAt: '2016-01-16T20:30:00+01:00' }, 'when it was recorded'],
  ] as const)
    test(`a line without ${what} is no line`, async () => {
      const line = JSON.stringify({ ...(JSON.parse((await exported())[0] as string) as object), ...change });
      const read = readLine(line);
      assert.match(isRefusal(read) ? read.refused : '', words);
    });
});

/** Mulberry32: the same changes in every run. */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

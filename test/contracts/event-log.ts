// What every adapter of the log promises, as one suite that each of them runs. An adapter that can't keep a part says so by an option,
// with its reason.
// Long because the promises are one list.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { hashOf } from '#log/chain.ts';
import type { AnyRecorded, EventLog } from '#log/event-log.ts';
import { collected, fromTheFuture, ids, note, notes, refusal } from '../log/sample-facts.ts';
import { spec } from '../support/spec.ts';
import { followingContract } from './following.ts';
import type { LogAdapter } from './log-adapter.ts';

const AT = 1_479_000_000_000;

export const eventLogContract = (adapter: LogAdapter): void => {
  followingContract(adapter);

  const withLog = async (use: (log: EventLog) => Promise<void>): Promise<void> => {
    const log = await adapter.open(adapter.newPlace());
    try {
      await use(log);
    } finally {
      await log.close();
    }
  };

  spec(`contracts/event-log ${adapter.name} [contract]`, (test) => {
    test('a new log is empty', () =>
      withLog(async (log) => {
        assert.equal(await collected(log.readAll()), []);
        assert.equal(await collected(log.readStream('model')), []);
        assert.equal(await log.heads(), []);
      }));

    test('what was appended is read back with its stream, revision and the time it was recorded', () =>
      withLog(async (log) => {
        const result = await log.append('component-a', 'none', notes(1, 2), AT);
        const read = await collected(log.readAll());
        assert.equal(
          read.map(({ position, ...rest }) => rest),
          notes(1, 2).map((fact, revision) => ({ fact, stream: 'component-a', revision, recordedAt: AT })),
        );
        assert.equal(result, { kind: 'appended', revision: 1, position: read[1]?.position, added: 2 });
        assert.equal(await collected(log.readStream('component-a')), read);
        assert.equal(await headsOf(log), [{ stream: 'component-a', revision: 1 }]);
      }));

    test('what is kept is the fact’s canonical text, chained to what stands before it in its stream', () =>
      withLog(async (log) => {
        await log.append('s', 'none', [note(1), fromTheFuture(2)], AT);
        await log.append('t', 'none', notes(3, 1), AT);
        await log.append('s', 1, notes(4, 2), [AT + 1, AT - 1]);
        const stored = await collected(log.readStored());
        assert.equal(
          stored.map(({ stream, revision, position, recordedAt }) => ({ stream, revision, position, recordedAt })),
          (await collected(log.readAll())).map(({ fact: _, ...place }) => place),
        );
        assert.is(stored[1]?.text, fromTheFuture(2).raw);
        assert.equal(
          stored.map(({ recordedAt }) => recordedAt - AT),
          [0, 0, 0, 1, -1],
        );
        const last = new Map<string, string>();
        for (const one of stored) {
          assert.is(one.hash, hashOf(one, last.get(one.stream) ?? null));
          last.set(one.stream, one.hash);
        }
        assert.equal(
          (await log.heads()).map(({ stream, hash }) => [stream, hash]),
          [...last],
        );
        assert.equal(await collected(log.readStored({ after: stored[2]?.position ?? '', limit: 1 })), stored.slice(3, 4));
      }));

    test('a second append stands behind the first; times of recording are kept, even when they go back', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(1, 2), AT);
        const result = await log.append('s', 1, notes(3, 1), AT - 1);
        assert.equal(result.kind === 'appended' && [result.revision, result.added], [2, 1]);
        const read = await collected(log.readStream('s'));
        assert.equal(ids(read), idsOf(notes(1, 3)));
        assert.equal(
          read.map((record) => record.recordedAt),
          [AT, AT, AT - 1],
        );
      }));

    test('an append behind anything but the last revision is a conflict that tells both, and adds nothing', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(1, 2), AT);
        const conflict = { kind: 'conflict', stream: 's', actual: 1 };
        assert.equal(await log.append('s', 'none', notes(5, 1), AT), { ...conflict, expected: 'none' });
        assert.equal(await log.append('s', 0, notes(5, 1), AT), { ...conflict, expected: 0 });
        assert.equal(await log.append('s', 7, notes(5, 1), AT), { ...conflict, expected: 7 });
        assert.equal(await log.append('t', 0, notes(5, 1), AT), { kind: 'conflict', stream: 't', expected: 0, actual: 'none' });
        assert.equal(ids(await collected(log.readAll())), idsOf(notes(1, 2)));
        assert.equal(await headsOf(log), [{ stream: 's', revision: 1 }]);
      }));

    test('the same append again adds nothing and answers as the first did, whatever came behind it', () =>
      withLog(async (log) => {
        const first = await log.append('s', 'none', notes(1, 2), AT);
        const second = await log.append('s', 1, notes(3, 2), AT);
        assert.equal(await log.append('s', 'none', notes(1, 2), AT + 5), { ...first, added: 0 });
        assert.equal(await log.append('s', 1, notes(3, 2), AT + 5), { ...second, added: 0 });
        const read = await collected(log.readAll());
        assert.equal(ids(read), idsOf(notes(1, 4)));
        assert.ok(read.every((record) => record.recordedAt === AT));
      }));

    test('a part of an append that stands already is a conflict: appends are whole', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(1, 2), AT);
        const conflict = { kind: 'conflict', stream: 's', expected: 'none', actual: 1 };
        assert.equal(await log.append('s', 'none', notes(1, 3), AT), conflict);
        assert.equal(await log.append('s', 'none', [note(2), note(1)], AT), conflict);
        assert.equal(await log.append('s', 'none', [note(1), note(9)], AT), conflict);
        assert.equal(ids(await collected(log.readAll())), idsOf(notes(1, 2)));
      }));

    test('streams are apart: each counts its own revisions', () =>
      withLog(async (log) => {
        await log.append('b', 'none', notes(1, 1), AT);
        await log.append('a', 'none', notes(2, 2), AT);
        await log.append('b', 0, notes(4, 1), AT);
        assert.equal(await headsOf(log), [
          { stream: 'a', revision: 1 },
          { stream: 'b', revision: 1 },
        ]);
        assert.equal(ids(await collected(log.readStream('b'))), idsOf([note(1), note(4)]));
        assert.equal(ids(await collected(log.readAll())), idsOf(notes(1, 4)));
      }));

    test('a stream is read from a revision on, backwards from one, and no further than asked', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(0, 50), AT);
        await log.append('t', 'none', notes(100, 1), AT);
        const revisions = async (options: Parameters<EventLog['readStream']>[1]) =>
          (await collected(log.readStream('s', options))).map((record) => record.revision);
        const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index);
        assert.equal(await revisions({}), upTo(50));
        assert.equal(await revisions({ from: 47 }), [47, 48, 49]);
        assert.equal(await revisions({ from: 10, limit: 3 }), [10, 11, 12]);
        assert.equal(await revisions({ from: 50 }), []);
        assert.equal(await revisions({ direction: 'backwards' }), upTo(50).reverse());
        assert.equal(await revisions({ direction: 'backwards', limit: 1 }), [49]);
        assert.equal(await revisions({ direction: 'backwards', from: 2 }), [2, 1, 0]);
        assert.equal(await revisions({ direction: 'backwards', from: 99, limit: 2 }), [49, 48]);
        assert.equal(await revisions({ limit: 0 }), []);
      }));

    test('reading on from any position, in pages of any size, gives the same whole', () =>
      withLog(async (log) => {
        for (let stream = 0; stream < 5; stream++) await log.append(`s${stream}`, 'none', notes(stream * 10, 1 + stream), AT);
        const whole = await collected(log.readAll());
        assert.is(whole.length, 15);
        for (const [index, record] of whole.entries())
          assert.equal(await collected(log.readAll({ after: record.position })), whole.slice(index + 1));
        for (const limit of [1, 2, 7, 15, 99]) {
          const read: AnyRecorded[] = [];
          for (let page = await collected(log.readAll({ limit })); page.length > 0;) {
            assert.ok(page.length <= limit);
            read.push(...page);
            page = await collected(log.readAll({ limit, after: (page.at(-1) as AnyRecorded).position }));
          }
          assert.equal(read, whole);
        }
        assert.ok(whole.every((record, index) => index === 0 || (whole[index - 1] as AnyRecorded).position < record.position));
      }));

    test('who has read to the end finds later appends behind the last position', () =>
      withLog(async (log) => {
        const first = await log.append('s', 'none', notes(1, 3), AT);
        const after = first.kind === 'appended' ? first.position : '';
        assert.equal(await collected(log.readAll({ after })), []);
        await log.append('t', 'none', notes(9, 2), AT);
        assert.equal(ids(await collected(log.readAll({ after }))), idsOf(notes(9, 2)));
      }));

    test('appends at the same time to many streams each stand together', () =>
      withLog(async (log) => {
        const streams = Array.from({ length: 10 }, (_, index) => `s${index}`);
        await Promise.all(streams.map((stream, index) => log.append(stream, 'none', notes(index * 10, 4), AT)));
        const order = (await collected(log.readAll())).map((record) => record.stream);
        assert.is(order.length, 40);
        assert.is(order.filter((stream, index) => stream !== order[index - 1]).length, 10);
      }));

    test('of appends at the same time behind one revision exactly one wins', () =>
      withLog(async (log) => {
        for (let round = 0; round < 5; round++) {
          const expected = round === 0 ? 'none' : round - 1;
          const results = await Promise.all([0, 1, 2, 3].map((writer) => log.append('s', expected, [note(round * 10 + writer)], AT)));
          assert.is(results.filter((result) => result.kind === 'appended').length, 1);
          const conflicts = results.filter((result) => result.kind === 'conflict');
          assert.ok(conflicts.every((conflict) => conflict.kind === 'conflict' && conflict.actual === round));
        }
        assert.is((await collected(log.readStream('s'))).length, 5);
      }));

    test('names of streams and texts come back as they were, whatever they are written in', () =>
      withLog(async (log) => {
        const text = 'Zürich – 東京 – 🙂 – "quoted" \\ \u0000 \u2028 e\u0301 \u{10FFFF}';
        const names = [text, 'a', 'A', 'é', 'e\u0301', '\uFF5E', '\u{1F600}', ' ', "'; DROP TABLE facts; --", 'x'.repeat(1000)];
        for (const [index, name] of names.entries()) await log.append(name, 'none', [note(index, text)], AT);
        const read = await collected(log.readAll());
        assert.equal(
          read.map((record) => record.stream),
          names,
        );
        assert.ok(read.every((record) => textIn(record) === text));
        assert.equal(
          (await log.heads()).map((head) => head.stream),
          [...names].sort(),
        );
        for (const name of names) assert.is((await collected(log.readStream(name))).length, 1);
      }));

    test('a fact of almost a megabyte is kept whole, and so is a long import’s append', () =>
      withLog(async (log) => {
        const text = 'ünter '.repeat(140_000);
        await log.append('large', 'none', [note(1, text)], AT);
        const imported = Array.from({ length: 10_000 }, (_, n) => note(100 + n, `note ${100 + n}`, 'long'));
        await log.append('long', 'none', imported, AT);
        const [large] = await collected(log.readStream('large'));
        assert.is(large === undefined ? '' : textIn(large), text);
        const long = await collected(log.readStream('long'));
        assert.equal(ids(long), idsOf(notes(100, 10_000)));
        assert.is((await collected(log.readAll())).length, 10_001);
        assert.is((await collected(log.readAll({ limit: 2_500 }))).length, 2_500);
      }));

    test('a fact of a type from the future is kept byte for byte', () =>
      withLog(async (log) => {
        await log.append('s', 'none', [note(1), fromTheFuture(2), note(3)], AT);
        const read = await collected(log.readAll());
        assert.equal(
          read.map((record) => record.fact),
          [note(1), fromTheFuture(2), note(3)],
        );
        const again = await log.append('s', 'none', [note(1), fromTheFuture(2), note(3)], AT);
        assert.is(again.kind === 'appended' && again.added, 0);
      }));

    test('what was read shares nothing with what was appended', () =>
      withLog(async (log) => {
        const fact = note(1) as { data: { text: string } } & Fact;
        await log.append('s', 'none', [fact], AT);
        fact.data.text = 'changed behind the log’s back';
        assert.equal((await collected(log.readAll()))[0]?.fact, note(1));
      }));

    test('a reader that stops half-way holds nobody up', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(0, 100), AT);
        for await (const record of log.readAll()) if (record.revision === 20) break;
        const reader = log.readStream('s')[Symbol.asyncIterator]();
        await reader.next();
        assert.is((await log.append('s', 99, notes(100, 1), AT)).kind, 'appended');
        assert.is(((await reader.next()).value as AnyRecorded).revision, 1);
      }));

    test('an append without facts, without a stream or behind no revision is a bug of the caller', () =>
      withLog(async (log) => {
        assert.match((await refusal(log.append('s', 'none', [], AT))).message, 'no facts');
        assert.match((await refusal(log.append('', 'none', notes(1, 1), AT))).message, 'empty name');
        assert.match((await refusal(log.append('s', -1, notes(1, 1), AT))).message, 'expected revision');
        assert.match((await refusal(log.append('s', 'none', notes(1, 1), 0.5))).message, 'recordedAt');
        assert.match((await refusal(log.append('s', 'none', notes(1, 1), 8e15))).message, 'recordedAt');
        assert.match((await refusal(log.append('s', 'none', notes(1, 2), [AT]))).message, 'not one recordedAt');
        const spaced = { ...fromTheFuture(1), raw: fromTheFuture(1).raw.replace('{', '{ ') };
        assert.match((await refusal(log.append('s', 'none', [spaced], AT))).message, 'not in canonical form');
        assert.match((await refusal(collected(log.readAll({ limit: -1 })))).message, 'limit');
        assert.match((await refusal(collected(log.readAll({ after: 'nowhere' })))).message, 'not a position');
        assert.match((await refusal(collected(log.readStream('s', { from: 1.5 })))).message, 'from');
        assert.equal(await log.heads(), []);
      }));

    test('a closed log can be closed again, and refuses all else', async () => {
      const log = await adapter.open(adapter.newPlace());
      await log.append('s', 'none', notes(0, 100), AT);
      const half = log.readAll()[Symbol.asyncIterator]();
      await half.next();
      await log.close();
      await log.close();
      const uses = [log.append('s', 99, notes(100, 1), AT), collected(log.readAll()), collected(log.readStream('s')), log.heads()];
      for (const use of uses) assert.match((await refusal(use)).message, 'closed');
    });

    if (adapter.volatile === undefined)
      test('a log opened again holds what it held, and goes on from there', async () => {
        const place = adapter.newPlace();
        const before = await adapter.open(place);
        await before.append('s', 'none', notes(0, 20), AT);
        const held = await collected(before.readAll());
        await before.close();
        const after = await adapter.open(place);
        assert.equal(await collected(after.readAll()), held);
        assert.is((await after.append('s', 'none', notes(0, 20), AT)).kind, 'appended');
        assert.is((await after.append('s', 19, notes(20, 1), AT)).kind, 'appended');
        assert.is((await collected(after.readAll())).length, 21);
        await after.close();
      });
  });
};

const headsOf = async (log: EventLog): Promise<object[]> => (await log.heads()).map(({ stream, revision }) => ({ stream, revision }));

const textIn = (record: AnyRecorded): string => (record.fact as Fact & { type: 'NoteAdded' }).data.text;

const idsOf = (facts: readonly Fact[]): string[] => facts.map((fact) => fact.id);

// A log in columns against the same log as objects: what counts, in which order, and all that a replay tells of it.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { DecodeData } from '#domain/facts/effective.ts';
import { BEGAN, OTHER, recordedIn, type FactRows } from '#domain/facts/fact-rows.ts';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { asked } from '#domain/impact/asked.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { advance, newRun } from '#domain/impact/run.ts';
import { FoldedTimeline } from '#domain/impact/timeline.ts';
import { exactly } from '#domain/time/instant.ts';
import { importDigest } from '#log/completed.ts';
import type { EventLog } from '#log/event-log.ts';
import { factTable } from '#log/fact-table.ts';
import { memoryLog } from '#log/memory.ts';
import { recordsOf } from '#log/records.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import type { KnownBy } from '#log/visible.ts';
import { countingRows } from '#queries/fact-rows.ts';
import { historyOf } from '#queries/history.ts';
import { dataConversion } from '#wire/conversions.ts';
import { temporaryPlaces } from '../log/temporary.ts';
import { amended, arrived } from '../support/arbitrary-amended.ts';
import { allFaults } from '../support/kernel-cases.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { told } from '../support/told.ts';

const UNTIL = 80;
const decode = ((type: never, data: unknown) => dataConversion(type).decode(data)) as DecodeData;

/** What happens to facts of a history besides: some come with an import, which is completed or not, some are there twice. */
interface Besides {
  readonly stamped: readonly boolean[];
  readonly completed: boolean;
  readonly again: readonly number[];
  readonly unreported: readonly boolean[];
}

const besides: fc.Arbitrary<Besides> = fc.record({
  stamped: fc.array(fc.boolean(), { maxLength: 40 }),
  completed: fc.boolean(),
  again: fc.array(fc.nat(), { maxLength: 3 }),
  unreported: fc.array(fc.boolean(), { maxLength: 40 }),
});

const withBesides = (facts: readonly Recorded[], { stamped, completed, again, unreported }: Besides): readonly Recorded[] => {
  const all = facts.map((one, index): Recorded => {
    const { reportedAt, ...fact } = one.fact;
    const reported = unreported[index] === true ? {} : { reportedAt };
    return { ...one, fact: { ...fact, ...reported, ...(stamped[index] === true ? { import: 'i' } : {}) } };
  });
  const ids = all.filter(({ fact }) => fact.import === 'i').map(({ fact }) => fact.id);
  const completion = {
    id: 'completion',
    type: 'ImportCompleted',
    v: 1,
    import: 'i',
    occurredAt: exactly(0),
    data: { import: 'i', count: ids.length, digest: importDigest(ids) },
  } as const;
  const twice = again.map((place) => ({ ...(all[place % all.length] as Recorded), stream: 'again' }));
  const done = completed && ids.length > 0 ? [{ ...(all[0] as Recorded), fact: completion, stream: 'import-i' }] : [];
  return arrived([...all, ...twice, ...done]);
};

const keep = async (log: EventLog, facts: readonly Recorded[]): Promise<EventLog> => {
  for (const { stream, revision, fact, recordedAt } of facts)
    await log.append(stream, revision === 0 ? 'none' : revision - 1, [fact], recordedAt);
  return log;
};

const replayed = (facts: readonly Recorded[] | FactRows, others: readonly Recorded[]): unknown => {
  const run = newRun(scaleOf(others), asked(others));
  advance(run, facts, UNTIL);
  const { kernel, inapplicable, world } = run;
  return told({ timeline: new FoldedTimeline(kernel.graph, kernel.transitions, UNTIL), faults: allFaults(kernel), inapplicable, world });
};

spec('queries/fact-rows [property]', (test) => {
  const place = temporaryPlaces();
  let [plain, other] = [0, 0];

  const same = async (log: EventLog, by: KnownBy): Promise<void> => {
    const { facts } = historyOf(await recordsOf(log), decode, by);
    const { rows, others } = countingRows(await factTable(log), decode, by);
    for (const row of rows.order) if (rows.kind[row] === OTHER) other++;
    plain += rows.order.length;
    assert.equal(recordedIn(rows, 0, rows.order.length), inFoldOrder(facts));
    const notPlain = new Set(others.map(({ fact }) => fact.id));
    assert.equal(
      others,
      facts.filter(({ fact }) => notPlain.has(fact.id)),
    );
    assert.equal(replayed(rows, others), replayed(inFoldOrder(facts), facts));
  };
  const by = fc.record({
    known: fc.option(fc.integer({ min: 0, max: 1_060 }), { nil: undefined }),
    recorded: fc.option(fc.integer({ min: 1_000, max: 1_060 }), { nil: undefined }),
  });

  test('a log in memory counts and folds alike, with amendments, imports, and as known and as recorded at an instant', () =>
    holds(
      fc.asyncProperty(amended, besides, by, async (facts, more, limits) =>
        same(await keep(memoryLog(), withBesides(facts, more)), limits),
      ),
      { runs: runs(150, 10_000) },
    ));
  test('so does an SQLite log', () =>
    holds(
      fc.asyncProperty(amended, besides, by, async (facts, more, limits) => {
        const log = await openSqliteLog(place(), 'write');
        await same(await keep(log, withBesides(facts, more)), limits);
        await log.close();
      }),
      { runs: runs(8, 200) },
    ));
  test('both plain facts and others were there', () => {
    assert.ok(plain > 500 && other > 200, `${plain} facts, ${other} of them not plain`);
  });
  test('a fault is found by its name, whether it began as a row or not', async () => {
    const at = (time: number, type: Fact['type'], data: object): Fact =>
      ({ id: `${type}-${time}`, type, v: 1, occurredAt: exactly(time), data }) as Fact;
    const facts = [
      at(0, 'ComponentDeclared', { component: 'a', definition: {} }),
      at(1, 'OutageBegan', { component: 'a', level: 'down', fault: 'row' }),
      at(2, 'OutageBegan', { component: 'a', level: 'degraded', fault: 'tagged', tags: { x: 'y' } }),
      at(3, 'OutageBegan', { component: 'a', level: 'degraded', fault: 'row' }),
      at(4, 'OutageEnded', { component: 'a', fault: 'row' }),
      at(5, 'OutageEnded', { component: 'a', fault: 'never' }),
      at(6, 'OutageBegan', { component: 'a', level: 'down' }),
      at(7, 'OutageEnded', { component: 'a', fault: 'OutageBegan-6' }),
      at(8, 'OutageBegan', { component: 'nobody', level: 'down', fault: 'f' }),
      at(9, 'OutageBegan', { component: 'a', level: 'upside-down', fault: 'f' }),
      at(9, 'OutageEnded', { component: 'a', fault: 'tagged' }),
      { ...at(10, 'OutageBegan', { component: 'a', level: 'down', fault: 'one' }), id: 'the-first' },
      { ...at(10, 'OutageBegan', { component: 'a', level: 'down', fault: 'two' }), id: 'the-other' },
    ];
    const log = memoryLog();
    await log.append('s', 'none', facts, 0);
    const { rows } = countingRows(await factTable(log), decode);
    assert.is(rows.kind.filter((kind) => kind === BEGAN).length, 7);
    await same(log, {});
  });
});

// Planned downtime against a counter that looks at every minute (test/oracles/planned-minutes.ts), and its laws (S6).
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { seenOtherwise } from '#domain/maintenance/observed.ts';
import { plannedIn } from '#projections/planned.ts';
import type { Policy } from '#domain/time/policy.ts';
import { minutesInWindows, plannedMinutes } from '../oracles/planned-minutes.ts';
import { arbitraryHistory, type History, type HistoryOptions } from '../support/arbitrary-history.ts';
import { withMaintenance } from '../support/arbitrary-maintenance.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const UNTIL = 40;
const many = { runs: runs(40, 2_000) };

const histories = (latches: boolean, options: HistoryOptions = {}): fc.Arbitrary<History> =>
  withMaintenance(arbitraryHistory({ modelChanges: false, latches, dense: true, maxFacts: 10, ...options }));

const minutesOf = (facts: readonly Recorded[], id: string, by: Policy['planned'] = 'cause'): readonly number[] =>
  plannedIn(
    facts,
    replay(facts, { until: UNTIL }),
    by,
  )(id).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));

spec('planned downtime [law]', (test) => {
  test('is what the minute counter counts', async () => {
    let planned = 0;
    await holds(
      fc.property(histories(false, { observations: false }), ({ scale, facts }) => {
        const base = replay(facts, { until: UNTIL });
        const opened = base.faults.map(({ name, began, ended }) => ({ id: began.fact.id, name, ended }));
        for (const [id, minutes] of plannedMinutes(facts, scale, opened, UNTIL)) {
          planned += minutes.length;
          assert.equal(minutesOf(facts, id), minutes, id);
        }
      }),
      many,
    );
    assert.ok(planned > 50, `only ${planned} planned minutes were met`);
  });

  test('counted by window is what the minute counter finds inside windows', async () => {
    let [inside, byCause] = [0, 0];
    await holds(
      fc.property(histories(true), ({ scale, facts }) => {
        const listed = new Set(
          facts.flatMap((one) => (isA(one, 'MaintenancePlanned', 'MaintenanceChanged') ? one.fact.data.components : [])),
        );
        for (const [id, minutes] of minutesInWindows(facts, scale, UNTIL)) {
          inside += minutes.length;
          if (!listed.has(id)) byCause += minutes.length;
          assert.equal(minutesOf(facts, id, 'window'), minutes, id);
        }
      }),
      many,
    );
    assert.ok(inside > 50 && byCause > 5, `only ${inside} minutes in windows were met, ${byCause} of them by cause`);
  });

  test('rests on histories in which what was observed is said by faults, and comes to the same levels', () =>
    holds(
      // What is observed of a component that requires itself holds its cycle, which no fault does.
      fc.property(histories(true, { cycles: false }), ({ facts }) => {
        const told = facts.filter((one) => !isA(one, 'StatusObserved', 'ObservationReleased'));
        const { others } = seenOtherwise(facts, UNTIL, () => undefined);
        const levelsOf = (some: readonly Recorded[]): unknown =>
          [...replay(some, { until: UNTIL }).timeline].toSorted(([a], [b]) => (a < b ? -1 : 1));
        assert.equal(levelsOf([...told, ...others]), levelsOf(facts));
      }),
      many,
    ));

  test('is time worse than full service', () =>
    holds(
      fc.property(histories(true), ({ facts }) => {
        const base = replay(facts, { until: UNTIL });
        for (const [id, levels] of base.timeline) {
          for (const minute of minutesOf(facts, id)) {
            const level = levels.find(({ from, to }) => from <= minute && minute < to)?.level ?? 0;
            assert.ok(level >= base.scale.impaired && level !== base.scale.unknown, `${id} at ${minute} is at ${level}`);
          }
        }
      }),
      many,
    ));

  test('a window changes no level', () =>
    holds(
      fc.property(histories(true), ({ facts }) => {
        const without = facts.filter(({ fact }) => !fact.type.startsWith('Maintenance'));
        assert.equal([...replay(facts, { until: UNTIL }).timeline], [...replay(without, { until: UNTIL }).timeline]);
      }),
      many,
    ));

  test('where no fault is planned, nothing is', () =>
    holds(
      fc.property(histories(true, { observations: false }), ({ facts }) => {
        const unplanned = facts.map((one): Recorded => {
          return isA(one, 'OutageBegan') ? { ...one, fact: { ...one.fact, data: { ...one.fact.data, planned: false } } } : one;
        });
        for (const id of replay(unplanned).timeline.keys()) assert.equal(minutesOf(unplanned, id), []);
      }),
      many,
    ));

  // Without observations: one that binds is a fault that nobody planned, and may take a part in what planned faults do (S5.7).
  test('where every fault is planned for its whole length, and nothing latches, all time worse than full service is', () =>
    holds(
      fc.property(histories(false), ({ facts }) => {
        const planned = facts
          .filter(
            ({ fact }) => !fact.type.startsWith('Maintenance') && fact.type !== 'StatusObserved' && fact.type !== 'ObservationReleased',
          )
          .map((one): Recorded => {
            return isA(one, 'OutageBegan') ? { ...one, fact: { ...one.fact, data: { ...one.fact.data, planned: true } } } : one;
          });
        const base = replay(planned, { until: UNTIL });
        const ofFaults = new Set(base.faults.map(({ component }) => component));
        for (const id of ofFaults) {
          const levels = base.timeline.get(id) ?? [];
          const bad = levels.filter(({ level }) => level >= base.scale.impaired && level !== base.scale.unknown);
          const minutes = bad.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
          const without = planned.filter((one) => !isA(one, 'OutageBegan'));
          const idle = new Set(
            (replay(without, { until: UNTIL }).timeline.get(id) ?? []).flatMap(({ from, to, level }) =>
              level === 0 ? Array.from({ length: to - from }, (_, i) => from + i) : [],
            ),
          );
          // What would be as bad without any fault (an absent member) is owed to none.
          for (const minute of minutes) if (idle.has(minute)) assert.ok(minutesOf(planned, id).includes(minute), `${id} at ${minute}`);
        }
      }),
      many,
    ));
});

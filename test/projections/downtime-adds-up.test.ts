// Two reports over the same history tell one story: what `report downtime` shares out is what `report availability` counts, with
// the planned downtime beside it what a replay holds at `down`; cut into periods it is the same again.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { defaultPolicy } from '#domain/time/policy.ts';
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { availabilityOf } from '#projections/availability.ts';
import { changesWithin } from '#projections/changes.ts';
import { outageReport } from '#projections/outage-report.ts';
import { arbitraryHistory, type History } from '../support/arbitrary-history.ts';
import { withMaintenance } from '../support/arbitrary-maintenance.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const granted = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(value.refused);
  return value;
};

const holidays = (): never => {
  throw new Error('no calendar here has holidays');
};

const reports = ({ facts }: History, span: { readonly from: number; readonly to: number }, now: number) => {
  const services = [...catalogueOf(facts).components.keys()];
  const policy = defaultPolicy(scaleOf(facts));
  const replayed = replay(facts, { until: now });
  return {
    replayed,
    availability: granted(availabilityOf({ facts, replayed, services, span, unit: 'month', policy, now, holidays })),
    outages: granted(outageReport({ facts, services, span, policy, now, holidays })),
  };
};

const history = withMaintenance(arbitraryHistory({ dense: true }));
const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);

spec('projections/downtime adds up [property]', (test) => {
  test('shares add up to each outage, outages to the downtime of the availability report, and both to the replay', () =>
    holds(
      fc.property(history, fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }), (made, from, length, now) => {
        const span = { from, to: from + length };
        const { replayed, availability, outages } = reports(made, span, now);
        for (const [index, { service, outages: found, owedTo }] of outages.services.entries()) {
          const down = availability.services[index]?.cells[0]?.figures.rawDowntime ?? 0;
          const atPlanned = sum(found.filter(({ planned }) => planned).map(({ raw }) => raw));
          const atDown = (replayed.timeline.get(service) ?? []).filter(({ level }) => level === replayed.scale.down);
          const inReplay = sum(atDown.map((one) => Math.max(0, Math.min(one.to, span.to, now) - Math.max(one.from, span.from))));
          const words = `${service} in [${String(span.from)}, ${String(span.to)}) at ${String(now)}`;
          assert.is(sum(owedTo.map(({ raw }) => raw)), down, words);
          assert.is(sum(found.filter(({ planned }) => !planned).map(({ raw }) => raw)), down, words);
          for (const outage of found) assert.is(sum(outage.shares.map(({ raw }) => raw)), outage.raw, words);
          assert.is(down + atPlanned, inReplay, words);
        }
      }),
      { runs: runs(150, 3000) },
    ));

  test('the changes of a span, followed from its start, lead to the levels at its end', () =>
    holds(
      fc.property(history, fc.nat(20), fc.integer({ min: 1, max: 20 }), ({ facts }, from, length) => {
        const levelsAt = (instant: number): Map<string, number> =>
          new Map([...replay(facts, { until: instant }).world.states].map(([id, { level }]) => [id, level]));
        const levels = levelsAt(from);
        const last = from + length;
        const changes = changesWithin(facts, { from, to: last });
        for (const change of changes.rows) {
          if (levels.has(change.component))
            assert.is(levels.get(change.component), change.before, `${change.component} at ${String(change.at)}`);
          if (change.level === undefined) levels.delete(change.component);
          else levels.set(change.component, change.level);
        }
        for (const [id, level] of levelsAt(last)) if (levels.has(id)) assert.is(levels.get(id), level, id);
      }),
      { runs: runs(100, 2000) },
    ));
});

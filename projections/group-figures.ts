// Figures of several services together: times and outages added up, availability rolled up from theirs by the policy (weighted by the time that
// counts, their plain mean, or the worst of them). O(services + outages).
import type { Figures } from '#domain/time/availability.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { Rollup } from '#domain/time/policy.ts';
import { add, type Ratio } from '#domain/time/ratio.ts';
import { rollUp } from '#domain/time/rollup.ts';
import type { Columns } from '#domain/time/tally.ts';

/** `availability`: of each, rolled up where it is made of parts. At least one. */
export const together = (
  members: readonly { readonly figures: Figures; readonly availability: Ratio | 'no data' }[],
  rollup: Rollup,
): Figures =>
  addedUp(
    members.map(({ figures }) => figures),
    rollUp(
      rollup,
      members.map(({ availability, figures: { denominator } }) => ({ availability, denominator })),
    ),
  );

const addedUp = (figures: readonly Figures[], availability: Figures['availability']): Figures => {
  const sum = (of: (figures: Figures) => number): number => figures.reduce((total, one) => total + of(one), 0);
  const [first] = figures;
  if (first === undefined) throw new Error('a group without members has no figures');
  return {
    period: first.period,
    raw: figures.map(({ raw }) => raw).reduce(sumOfColumns),
    counted: figures.map(({ counted }) => counted).reduce(sumOfColumns),
    denominator: sum(({ denominator }) => denominator),
    rawDowntime: sum(({ rawDowntime }) => rawDowntime),
    countedDowntime: sum(({ countedDowntime }) => countedDowntime),
    weightedDowntime: figures.map(({ weightedDowntime }) => weightedDowntime).reduce(add),
    availability,
    rawAtRisk: sum(({ rawAtRisk }) => rawAtRisk),
    countedAtRisk: sum(({ countedAtRisk }) => countedAtRisk),
    outages: figures.flatMap(({ outages }) => outages).toSorted((one, other) => one.from - other.from || one.to - other.to),
    soFar: figures.some(({ soFar }) => soFar),
  };
};

const sumOfColumns = (a: Columns, b: Columns): Columns => ({
  levels: a.levels.map((time: Duration, level) => time + (b.levels[level] ?? 0)),
  planned: a.planned + b.planned,
  noData: a.noData + b.noData,
  absent: a.absent + b.absent,
  ahead: a.ahead + b.ahead,
});

// A group of services as one more row of a report: times and outages of its members added up, its availability rolled up from theirs by the
// policy (weighted by the time that counts, their plain mean, or the worst of them). It has no target of its own.
import { catalogueOf, inForce } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Columns, Figures } from '#domain/time/availability.ts';
import type { Duration } from '#domain/time/instant.ts';
import { add } from '#domain/time/ratio.ts';
import { rollUp } from '#domain/time/rollup.ts';
import type { AvailabilityCell, AvailabilityReport, ServiceAvailability } from './availability.ts';

/** The report with a row for each of the names asked for that is a group. O(groups · members · periods). */
export const withGroups = (report: AvailabilityReport, facts: readonly Recorded[], asked: readonly string[]): AvailabilityReport => {
  const catalogue = catalogueOf(facts);
  const at = Math.min(report.to, report.now) - 1;
  const rows = asked.flatMap((name) => {
    const members = inForce(catalogue.groups, name, at);
    const found = report.services.filter(({ service }) => members?.includes(service) === true);
    return found.length === 0 ? [] : [groupRow(name, found, report)];
  });
  return rows.length === 0 ? report : { ...report, services: [...report.services, ...rows] };
};

const groupRow = (name: string, members: readonly ServiceAvailability[], report: AvailabilityReport): ServiceAvailability => {
  const together = (cells: readonly AvailabilityCell[]): AvailabilityCell => {
    const [first] = cells;
    if (first === undefined) throw new Error('a group without members has no row');
    const figures = cells.map((cell) => cell.figures).reduce(sum);
    const availability = rollUp(
      report.policy.rollup,
      cells.map((cell) => ({ availability: cell.availability, denominator: cell.figures.denominator })),
    );
    return {
      ...first,
      figures: { ...figures, availability },
      availability,
      target: undefined,
      met: undefined,
      restsOn: {
        downtime: [...new Set(cells.flatMap(({ restsOn }) => restsOn.downtime))],
        atRisk: [...new Set(cells.flatMap(({ restsOn }) => restsOn.atRisk))],
      },
    };
  };
  const count = members[0]?.cells.length ?? 0;
  return {
    service: `group:${name}`,
    name: `${name} (${members.length} services)`,
    hours: 'of its members',
    cells: Array.from({ length: count }, (_, index) => together(members.flatMap(({ cells }) => cells[index] ?? []))),
    overall: together(members.map(({ overall }) => overall)),
  };
};

const sum = (a: Figures, b: Figures): Figures => ({
  ...a,
  raw: sumOfColumns(a.raw, b.raw),
  counted: sumOfColumns(a.counted, b.counted),
  denominator: a.denominator + b.denominator,
  rawDowntime: a.rawDowntime + b.rawDowntime,
  countedDowntime: a.countedDowntime + b.countedDowntime,
  weightedDowntime: add(a.weightedDowntime, b.weightedDowntime),
  rawAtRisk: a.rawAtRisk + b.rawAtRisk,
  countedAtRisk: a.countedAtRisk + b.countedAtRisk,
  outages: [...a.outages, ...b.outages].toSorted((one, other) => one.from - other.from || one.to - other.to),
  soFar: a.soFar || b.soFar,
});

const sumOfColumns = (a: Columns, b: Columns): Columns => ({
  levels: a.levels.map((time: Duration, level) => time + (b.levels[level] ?? 0)),
  planned: a.planned + b.planned,
  noData: a.noData + b.noData,
  absent: a.absent + b.absent,
  ahead: a.ahead + b.ahead,
});

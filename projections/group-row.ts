// A group of services as one more row of a report: times and outages of its members added up, its availability rolled up from theirs by the
// policy (weighted by the time that counts, their plain mean, or the worst of them). It has no target of its own. Where times are uncertain its
// least and most are those of its members added up; they are exact where every member's are, since those all come from the same two histories.
import { catalogueOf, inForce } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Figures } from '#domain/time/availability.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { Rollup } from '#domain/time/policy.ts';
import { add, type Ratio } from '#domain/time/ratio.ts';
import { rollUp } from '#domain/time/rollup.ts';
import type { Columns } from '#domain/time/tally.ts';
import type { AvailabilityCell, AvailabilityReport, ServiceAvailability } from './availability.ts';
import type { FigureRange } from './ranges.ts';

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
  const cellOf = (cells: readonly AvailabilityCell[]): AvailabilityCell => {
    const [first] = cells;
    if (first === undefined) throw new Error('a group without members has no row');
    const availability = rollUp(
      report.policy.rollup,
      cells.map((cell) => ({ availability: cell.availability, denominator: cell.figures.denominator })),
    );
    return {
      ...first,
      figures: together(
        cells.map(({ figures }) => figures),
        availability,
      ),
      availability,
      target: undefined,
      met: undefined,
      range: rangeTogether(cells, report.policy.rollup),
      ranges: undefined,
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
    cells: Array.from({ length: count }, (_, index) => cellOf(members.flatMap(({ cells }) => cells[index] ?? []))),
    overall: cellOf(members.map(({ overall }) => overall)),
    levels: [],
    planned: [],
    unrecorded: [],
  };
};

const rangeTogether = (cells: readonly AvailabilityCell[], rollup: Rollup): FigureRange | undefined => {
  if (cells.every(({ range }) => range === undefined)) return undefined;
  const sum = (of: (cell: AvailabilityCell) => Duration): Duration => cells.reduce((total, cell) => total + of(cell), 0);
  const rolled = (end: 'least' | 'most'): Ratio | 'no data' =>
    rollUp(
      rollup,
      cells.map(({ availability, range, figures: { denominator } }) => ({
        availability: range?.availability?.[end] ?? availability,
        denominator,
      })),
    );
  const [least, most] = [rolled('least'), rolled('most')];
  return {
    raw: {
      least: sum(({ range, figures }) => range?.raw.least ?? figures.rawDowntime),
      most: sum(({ range, figures }) => range?.raw.most ?? figures.rawDowntime),
    },
    counted: {
      least: sum(({ range, figures }) => range?.counted.least ?? figures.countedDowntime),
      most: sum(({ range, figures }) => range?.counted.most ?? figures.countedDowntime),
    },
    availability: least === 'no data' || most === 'no data' ? undefined : { least, most },
    kind: cells.some(({ range }) => range?.kind === 'searched') ? 'searched' : 'exact',
  };
};

const together = (figures: readonly Figures[], availability: Figures['availability']): Figures => {
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

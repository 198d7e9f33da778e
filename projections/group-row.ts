// A group of services as one more row of a report: times and outages of its members added up, its availability rolled up from theirs by the
// policy. It has no target of its own. Where times are uncertain it is counted as a whole in each history, as its members are.
import { catalogueOf, inForce } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { AvailabilityCell, AvailabilityReport, ServiceAvailability } from './availability.ts';
import { together } from './group-figures.ts';
import { downtimeRange, type Ranges } from './ranges.ts';

/** The members of each of the names asked for that is a group, by the name of its row; only services that are counted. */
export const groupsAsked = (
  facts: readonly Recorded[],
  services: readonly ComponentId[],
  asked: readonly string[],
  at: Instant,
): ReadonlyMap<string, readonly ComponentId[]> => {
  const { groups } = catalogueOf(facts);
  const found = new Map<string, readonly ComponentId[]>();
  for (const name of asked) {
    const members = inForce(groups, name, at);
    const counted = services.filter((service) => members?.includes(service) === true);
    if (counted.length > 0) found.set(groupId(name), counted);
  }
  return found;
};

const PREFIX = 'group:';
const groupId = (name: string): string => `${PREFIX}${name}`;

/** The report with a row for each of its groups. O(groups · members · periods). */
export const withGroups = (report: AvailabilityReport, groups: ReadonlyMap<string, readonly ComponentId[]>): AvailabilityReport => {
  const rows = [...groups].map(([id, members]) =>
    groupRow(
      id,
      report.services.filter(({ service }) => members.includes(service)),
      report,
    ),
  );
  return rows.length === 0 ? report : { ...report, services: [...report.services, ...rows] };
};

const groupRow = (id: string, members: readonly ServiceAvailability[], report: AvailabilityReport): ServiceAvailability => {
  const cellOf = (cells: readonly AvailabilityCell[], ranges: Ranges | undefined): AvailabilityCell => {
    const [first] = cells;
    if (first === undefined) throw new Error('a group without members has no row');
    const figures = together(cells, report.policy.rollup);
    return {
      ...first,
      figures,
      availability: figures.availability,
      target: undefined,
      met: undefined,
      range: downtimeRange(ranges),
      ranges,
      restsOn: {
        downtime: [...new Set(cells.flatMap(({ restsOn }) => restsOn.downtime))],
        atRisk: [...new Set(cells.flatMap(({ restsOn }) => restsOn.atRisk))],
      },
    };
  };
  const count = members[0]?.cells.length ?? 0;
  const ranges = report.groupRanges.get(id);
  return {
    service: id,
    name: `${id.slice(PREFIX.length)} (${members.length} services)`,
    hours: 'of its members',
    cells: Array.from({ length: count }, (_, index) =>
      cellOf(
        members.flatMap(({ cells }) => cells[index] ?? []),
        ranges?.[index],
      ),
    ),
    overall: cellOf(
      members.map(({ overall }) => overall),
      ranges?.[count],
    ),
    levels: [],
    planned: [],
    unrecorded: [],
  };
};

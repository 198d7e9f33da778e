// The same outage where it happened and where it was felt, side by side (S5.7): for each service asked for its figures, for each group those of
// its members together (site-hours) and apart (the least and the most any of them lost), and beside them what each account says and would give.
import { catalogueOf, inForce } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import { accountsOf, type Account } from './accounts.ts';
import type { AvailabilityCell, AvailabilityReport } from './availability.ts';
import type { Range } from './ranges.ts';

export interface VantageRow {
  /** A component, or `group:NAME`. */
  readonly service: string;
  readonly name: string;
  /** How many places it stands for. */
  readonly sites: number;
  /** The least and the most that one of them was down. */
  readonly each: Range<Duration>;
  /** The same over all the times there may have been; undefined where uncertain times move none of them. */
  readonly eachRange: Range<Duration> | undefined;
  /** All of them together: added up, availability rolled up by the policy. */
  readonly together: AvailabilityCell;
}

export interface VantageReport {
  readonly report: AvailabilityReport;
  readonly rows: readonly VantageRow[];
  readonly accounts: readonly Account[];
}

/** `report`: over one whole span, with a row for each group asked for. `asked`: names as they were given; none: every service. */
export const vantageOf = (
  report: AvailabilityReport,
  facts: readonly Recorded[],
  asked: readonly string[],
  holidays: HolidaySource,
): VantageReport | Refusal => {
  const { groups } = catalogueOf(facts);
  const at = Math.min(report.to, report.now) - 1;
  const membersOf = (name: string): readonly string[] => inForce(groups, name, at) ?? [];
  const groupsAsked = asked.filter((name) => membersOf(name).length > 0);
  const onlyMembers = new Set(groupsAsked.flatMap(membersOf));
  const rows = report.services
    .filter(({ service, name }) => !onlyMembers.has(service) || asked.includes(service) || asked.includes(name))
    .map(({ service, name, overall }): VantageRow => {
      const group = service.startsWith('group:') ? service.slice('group:'.length) : undefined;
      const members = group === undefined ? [] : membersOf(group);
      const places =
        group === undefined ? [overall] : report.services.filter((one) => members.includes(one.service)).map((one) => one.overall);
      const each = spanning(places.map(({ figures: { rawDowntime } }) => alone(rawDowntime)));
      const moved = places.some(({ range }) => range !== undefined);
      const eachRange = moved ? spanning(places.map(({ range, figures }) => range?.raw ?? alone(figures.rawDowntime))) : undefined;
      return { service, name, sites: places.length, each, eachRange, together: overall };
    });
  const components = new Set(report.services.map(({ service }) => service));
  const accounts = accountsOf({
    facts,
    scale: report.scale,
    components,
    span: report,
    policy: report.policy,
    now: report.now,
    holidays,
  });
  return isRefusal(accounts) ? accounts : { report, rows, accounts };
};

const alone = (time: Duration): Range<Duration> => ({ least: time, most: time });

const spanning = (ranges: readonly Range<Duration>[]): Range<Duration> => ({
  least: Math.min(...ranges.map(({ least }) => least)),
  most: Math.max(...ranges.map(({ most }) => most)),
});

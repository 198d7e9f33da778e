// Least, best and most of every outage against its objective where times are known only to a range (S4.4). In each history with uncertain
// times at their ends the outages are judged again. The n-th outage of one is the n-th of another only where all have equally many and none
// reaches into what another may have taken; else none is followed, and how many there may have been is told. Always searched: an outage is
// judged in the histories that were tried.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { isRefusal } from '#domain/refusal.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import { compare, ONE, ratio, ZERO } from '#domain/time/ratio.ts';
import {
  objectiveRows,
  type ObjectiveRange,
  type ObjectiveRow,
  type ObjectivesReport,
  type ObjectivesRequest,
  type ServiceObjectives,
} from './objectives.ts';
import { moves, rangesOf, surely, wholeRange, type Counted, type NamedRange, type Ranges } from './ranges.ts';

const NUMBERS = ['from', 'to', 'raw', 'counted', 'margin', 'met'] as const;
type Name = (typeof NUMBERS)[number];

/** The report with the ranges of its outages. As many replays as `rangesOf` makes. */
export const withObjectiveRanges = (
  report: ObjectivesReport,
  request: ObjectivesRequest & { readonly progress?: ((done: number, total: number) => void) | undefined },
): ObjectivesReport => {
  const { facts, replayed, span, now, services, progress } = request;
  const book = hoursBook(catalogueOf(facts), request.holidays);
  const found = rangesOf({
    facts,
    scale: replayed.scale,
    span,
    now,
    services,
    countAll: (moved, other) => {
      const rowsOf = objectiveRows({ ...request, facts: moved, replayed: other, book });
      return (service) => {
        const rows = rowsOf(service);
        return isRefusal(rows) ? [] : [numbersOf(rows)];
      };
    },
    notMonotone: new Set(),
    combined: false,
    progress,
  });
  return { ...report, services: report.services.map((service) => ranged(service, found.get(service.service)?.[0])) };
};

const numbersOf = (rows: readonly ObjectiveRow[]): Counted => {
  const numbers: [string, Counted[string]][] = [['outages', ratio(rows.length)]];
  for (const [index, { from, to, raw, counted, margin, verdict }] of rows.entries()) {
    const own: Readonly<Record<Name, Counted[string]>> = {
      from: ratio(from),
      to: ratio(to),
      raw: ratio(raw),
      counted: ratio(counted),
      margin: margin === undefined ? undefined : ratio(margin),
      met: verdict === undefined || verdict === 'running' ? undefined : verdict === 'met' ? ONE : ZERO,
    };
    for (const name of NUMBERS) numbers.push([`${name} ${index}`, own[name]]);
  }
  return Object.fromEntries(numbers);
};

const ranged = (service: ServiceObjectives, ranges: Ranges | undefined): ServiceObjectives => {
  const count = ranges?.get('outages');
  if (ranges === undefined || count === undefined) return service;
  const of = (name: Name, index: number): NamedRange | undefined => ranges.get(`${name} ${index}`);
  if (compare(count.least, count.most) < 0 || !areApart(service.outages, of)) return { ...service, mayHaveBeen: wholeRange(count) };
  return { ...service, outages: service.outages.map((row, index) => ({ ...row, range: rangeOf((name) => of(name, index)) })) };
};

/** Whether no outage, with all the times it may have had, reaches into the next. */
const areApart = (rows: readonly ObjectiveRow[], of: (name: Name, index: number) => NamedRange | undefined): boolean =>
  rows.every((_row, index) => {
    const [over, next] = [of('to', index)?.most, of('from', index + 1)?.least];
    return over === undefined || next === undefined || compare(over, next) < 0;
  });

const rangeOf = (of: (name: Name) => NamedRange | undefined): ObjectiveRange | undefined => {
  const [raw, counted, margin, met] = [of('raw'), of('counted'), of('margin'), of('met')];
  if (raw === undefined || counted === undefined) return undefined;
  if (![of('from'), of('to'), raw, counted, margin, met].some(moves)) return undefined;
  return {
    raw: wholeRange(raw),
    counted: wholeRange(counted),
    margin: margin === undefined ? undefined : wholeRange(margin),
    verdict: met !== undefined && !met.always ? 'depends' : surely(met),
  };
};

// Availability as services by periods, the reporting years' columns behind their months where they are asked for (the layout of a
// management report), the whole span last otherwise. Each cell has a mark that tells as much as its colour.
import { multiply, ofNumber, percent, ratio, roundHalfUp, subtractRatio, type Ratio } from '#domain/time/ratio.ts';
import type { AvailabilityCell, AvailabilityReport } from '#projections/availability.ts';
import { periodText } from './period.ts';

export interface MatrixColumn {
  readonly label: string;
  /** Sums up the columns before it. */
  readonly total: boolean;
}

export interface Matrix {
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly {
    readonly service: string;
    readonly name: string;
    readonly target: number | undefined;
    readonly cells: readonly AvailabilityCell[];
  }[];
}

/** `years`: the same report by years. */
export const matrixOf = (report: AvailabilityReport, years: AvailabilityReport | undefined): Matrix => {
  const periods = report.services[0]?.cells ?? [];
  const yearsIn = years?.services[0]?.cells ?? [];
  const order: { readonly total: boolean; readonly index: number }[] = [];
  let year = 0;
  periods.forEach(({ period }, index) => {
    order.push({ total: false, index });
    while (year < yearsIn.length && (yearsIn[year]?.period.to ?? Infinity) <= period.to) order.push({ total: true, index: year++ });
  });
  const labelOf = ({ period }: AvailabilityCell): string => periodText(period);
  const single = periods.length < 2;
  const pick = (cells: readonly AvailabilityCell[], totals: readonly AvailabilityCell[]): readonly AvailabilityCell[] =>
    order.flatMap(({ total, index }) => (total ? totals : cells)[index] ?? []);
  const columns = pick(periods, yearsIn).map((cell, index) => ({ label: labelOf(cell), total: order[index]?.total === true }));
  const withOverall = years === undefined && !single;
  return {
    columns: withOverall ? [...columns, { label: 'overall', total: true }] : columns,
    rows: report.services.map(({ service, name, cells, overall }) => ({
      service,
      name,
      target: overall.target,
      cells: [...pick(cells, years?.services.find((one) => one.service === service)?.cells ?? []), ...(withOverall ? [overall] : [])],
    })),
  };
};

export const shownPercent = (availability: Ratio | 'no data', decimals: number): string =>
  availability === 'no data' ? 'no data' : percent(availability, decimals);

/** By how many points of a percent a target is met, or (less than zero) missed; undefined without a target or without data. */
export const marginOf = (availability: Ratio | 'no data', target: number | undefined, decimals: number): string | undefined =>
  target === undefined || availability === 'no data'
    ? undefined
    : roundHalfUp(subtractRatio(multiply(availability, ratio(100)), ofNumber(target)), decimals);

/** `✗ 98.76`: the mark says whether the target is met, which colour alone never does. */
export const markedPercent = (cell: AvailabilityCell, decimals: number): string => {
  const text = shownPercent(cell.availability, decimals);
  return cell.met === undefined ? text : `${cell.met ? '✓' : '✗'} ${text}`;
};

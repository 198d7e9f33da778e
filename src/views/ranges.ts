// Least, best and most as people and programs read them, and whether a target is met whatever the uncertain times were (S4.4).
import { spokenDuration } from '#domain/time/duration.ts';
import { percent } from '#domain/time/ratio.ts';
import type { AvailabilityCell, AvailabilityReport } from '#projections/availability.ts';
import { surely, wholeRange, type FigureRange, type Ranges } from '#projections/ranges.ts';
import { periodText } from './period.ts';

/** Least, best and most downtime of the figures that uncertain times move. */
export const rangeLines = ({ services, policy }: AvailabilityReport): readonly string[] => {
  const lines = services.flatMap(({ name, cells, overall }) =>
    (cells.length > 1 ? [...cells, overall] : cells).flatMap(({ period, figures, range }) => {
      if (range === undefined) return [];
      const { counted, availability, kind } = range;
      const [least, most] = [spokenDuration(counted.least), spokenDuration(counted.most)];
      const share =
        availability === undefined
          ? ''
          : `, ${percent(availability.least, policy.decimals)} to ${percent(availability.most, policy.decimals)} %`;
      return [
        `  ${name} ${periodText(period)}: least ${least}, best ${spokenDuration(figures.countedDowntime)}, most ${most}${share} (${kind})`,
      ];
    }),
  );
  return lines.length === 0 ? [] : ['Downtime in service time, by how uncertain times may have been:', ...lines];
};

/** Whether targets are met whatever the uncertain times were, where they move the downtime. */
export const verdictLines = ({ services }: AvailabilityReport): readonly string[] => {
  const lines = services.flatMap(({ name, cells, overall }) =>
    (cells.length > 1 ? [...cells, overall] : cells).flatMap(({ period, range, ranges }) => {
      const verdict = surely(ranges?.get('met'));
      if (range === undefined || verdict === undefined) return [];
      return [
        `  ${name} ${periodText(period)}: ${verdict === 'depends' ? 'depends on them' : `${verdict} whatever they were`} (${range.kind})`,
      ];
    }),
  );
  return lines.length === 0 ? [] : ['Target, by how uncertain times may have been:', ...lines];
};

/** `ranges`: of the other figures. */
export const rangeJson = (range: FigureRange | undefined, decimals: number, ranges?: Ranges): object | null => {
  if (range === undefined) return null;
  const whole = (name: string) => {
    const found = ranges?.get(name);
    return found === undefined ? undefined : wholeRange(found);
  };
  return {
    kind: range.kind,
    leastRawMs: range.raw.least,
    mostRawMs: range.raw.most,
    leastCountedMs: range.counted.least,
    mostCountedMs: range.counted.most,
    leastAvailability: range.availability === undefined ? null : percent(range.availability.least, decimals),
    mostAvailability: range.availability === undefined ? null : percent(range.availability.most, decimals),
    verdict: surely(ranges?.get('met')) ?? null,
    leastLongestMs: whole('longest')?.least ?? null,
    mostLongestMs: whole('longest')?.most ?? null,
    leastOutages: whole('outages')?.least ?? null,
    mostOutages: whole('outages')?.most ?? null,
  };
};

/** Columns of a CSV for least and most; empty where no uncertain time moves the downtime. */
export const RANGE_COLUMNS = [
  'least_raw_downtime_ms',
  'most_raw_downtime_ms',
  'least_counted_downtime_ms',
  'most_counted_downtime_ms',
  'least_availability',
  'most_availability',
  'range_kind',
  'range_verdict',
] as const;

export const rangeCells = ({ range, ranges }: AvailabilityCell, decimals: number): readonly (string | number)[] => {
  if (range === undefined) return RANGE_COLUMNS.map(() => '');
  const { raw, counted, availability, kind } = range;
  const share = (end: 'least' | 'most'): string => (availability === undefined ? '' : percent(availability[end], decimals));
  return [raw.least, raw.most, counted.least, counted.most, share('least'), share('most'), kind, surely(ranges?.get('met')) ?? ''];
};

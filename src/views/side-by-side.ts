// The same periods counted by several policies, side by side: the figure, and the rule each was made by.
import { describePolicy } from '#domain/time/policy.ts';
import { percent } from '#domain/time/ratio.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { AvailabilityCell, AvailabilityReport } from '#projections/availability.ts';
import type { Answer } from './answer.ts';
import { availabilityCsvOf } from './availability.ts';
import { markedPercent } from './availability-matrix.ts';
import { rangeJson, rangeLines, verdictLines } from './ranges.ts';
import type { Style } from './style.ts';
import { tableForms } from './table-report.ts';
import { periodText } from './period.ts';

/** Reports over the same services and periods, one a policy; at least one. */
export const sideBySideAnswer = (reports: readonly AvailabilityReport[]): Answer => ({
  json: sideBySideJson(reports),
  csv: () => availabilityCsvOf(reports),
  ...tableForms((style) => ({
    title: 'Availability by several policies, each in the periods of its own zone',
    columns: [
      { head: 'Service' },
      { head: 'Period' },
      ...reports.map(({ policy }) => ({ head: policy.name, align: 'right' as const })),
      { head: 'Target', align: 'right' as const },
    ],
    rows: rowsOf(reports, style),
    none: 'No services: give a component a `service` part in the model.',
    foot: [
      ...reports.map(({ policy, scale }) => `Policy ${describePolicy(policy, scale)}`),
      `Counted to ${formatInstant(reports[0]?.now ?? 0)}.`,
      ...reports.flatMap((report) => underPolicy(report, [...rangeLines(report), ...verdictLines(report)])),
      ...new Set(reports.flatMap(({ notes }) => notes.map((note) => `Note: ${note}.`))),
    ],
  })),
});

const underPolicy = ({ policy }: AvailabilityReport, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`Under ${policy.name}:`, ...lines];

interface Row {
  readonly service: string;
  readonly name: string;
  /** By policy. */
  readonly cells: readonly (AvailabilityCell | undefined)[];
}

const rowsIn = (reports: readonly AvailabilityReport[]): readonly Row[] =>
  (reports[0]?.services ?? []).flatMap(({ service, name, cells, overall }) => {
    const own = reports.map((report) => report.services.find((one) => one.service === service));
    const byPeriod = cells.map((_, index): Row => ({ service, name, cells: own.map((one) => one?.cells[index]) }));
    return cells.length > 1 ? [...byPeriod, { service, name: name, cells: own.map((one) => one?.overall ?? overall) }] : byPeriod;
  });

const rowsOf = (reports: readonly AvailabilityReport[], style: Style): readonly (readonly string[])[] =>
  rowsIn(reports).map(({ name, cells }) => [
    name,
    cells[0] === undefined ? '' : periodText(cells[0].period),
    ...cells.map((cell, index) => {
      if (cell === undefined) return '';
      const text = markedPercent(cell, reports[index]?.policy.decimals ?? 2);
      return cell.met === undefined ? text : cell.met ? style.green(text) : style.red(text);
    }),
    cells[0]?.target === undefined ? 'none set' : `${cells[0].target} %`,
  ]);

const sideBySideJson = (reports: readonly AvailabilityReport[]): object => ({
  now: formatInstant(reports[0]?.now ?? 0),
  policies: reports.map(({ policy, scale }) => ({ name: policy.name, description: describePolicy(policy, scale) })),
  figures: rowsIn(reports).flatMap(({ service, name, cells }) =>
    cells.flatMap((cell, index) => {
      const policy = reports[index]?.policy;
      if (cell === undefined || policy === undefined) return [];
      const { availability, figures, period } = cell;
      return [
        {
          service,
          name,
          period: period.label,
          policy: policy.name,
          from: formatInstant(period.from),
          to: formatInstant(period.to),
          availability: availability === 'no data' ? null : percent(availability, policy.decimals),
          target: cell.target ?? null,
          met: cell.met ?? null,
          denominatorMs: figures.denominator,
          countedDowntimeMs: figures.countedDowntime,
          range: rangeJson(cell.range, policy.decimals, cell.ranges),
        },
      ];
    }),
  ),
  notes: [...new Set(reports.flatMap(({ notes }) => notes))],
});

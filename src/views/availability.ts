// Availability as people and programs read it: never a figure without the policy it was made by, never a verdict by colour alone.
import { nameOf } from '#domain/impact/scale.ts';
import { countedOutages } from '#domain/time/outages.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { percent } from '#domain/time/ratio.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { AvailabilityCell, AvailabilityReport, ServiceAvailability } from '#projections/availability.ts';
import type { Answer } from './answer.ts';
import { marginOf, markedPercent, matrixOf, shownPercent, type Matrix } from './availability-matrix.ts';
import { availabilityPage } from './html/availability-page.tsx';
import { markdownPage, markdownTable } from './markdown.ts';
import { RANGE_COLUMNS, rangeCells, rangeJson, rangeLines, verdictLines } from './ranges.ts';
import { factText, instantJson, instantText, type Style } from './style.ts';
import { csvText, textTable, type Column } from './table.ts';
import type { Written } from './written.ts';
import { periodText, targetText } from './period.ts';

/** Months side by side in one block of the table. */
const COLUMNS = 7;
/** Up to this many periods, each cell is shown with its downtimes. */
const DETAILED = 2;

/** `years`: the same report by years, whose columns then stand behind their months. */
export const availabilityAnswer = (report: AvailabilityReport, years?: AvailabilityReport): Answer => ({
  json: availabilityJson(report, years),
  csv: () => csvOf([[report, years]]),
  text: (style) => [titleOf(report, style), '', tablesOf(report, years, style), '', ...footLines(report, style)].join('\n'),
  markdown: (style) => {
    const { columns, rows } = matrixTable(report, matrixOf(report, years), style);
    return markdownPage(titleOf(report, style), rows.length === 0 ? [NONE] : [markdownTable(columns, rows)], footLines(report, style));
  },
  html: (style) =>
    availabilityPage({
      title: titleOf(report, style),
      report,
      matrix: matrixOf(report, years),
      details: details(report, style, hasSomethingToTell),
      foot: footLines(report, style),
      style,
    }),
});

const NONE = 'No services: give a component a `service` part in the model.';

const titleOf = (report: AvailabilityReport, style: Style): string =>
  `Availability from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone})`;

const tablesOf = (report: AvailabilityReport, years: AvailabilityReport | undefined, style: Style): string => {
  if (report.services.length === 0) return NONE;
  const count = report.services[0]?.cells.length ?? 0;
  return count <= DETAILED && years === undefined ? detailedTable(report, style) : matrix(report, matrixOf(report, years), style);
};

/** Whether any service missed its target in any period. */
export const missesTarget = ({ services }: AvailabilityReport): boolean =>
  services.some(({ cells }) => cells.some(({ met }) => met === false));

/** The policy, what was left out of the count, and the uncertain times that figures rest on. */
export const footLines = (report: AvailabilityReport, style: Style): readonly string[] => [
  `Policy ${describePolicy(report.policy, report.scale)}`,
  `Counted to ${formatInstant(report.now)}.`,
  ...uncertainLines(report, style),
  ...rangeLines(report),
  ...verdictLines(report),
  ...report.notes.map((note) => `Note: ${note}.`),
];

const uncertainLines = ({ services }: AvailabilityReport, style: Style): readonly string[] => {
  const facts = new Set(services.flatMap(({ cells }) => cells.flatMap(({ restsOn }) => [...restsOn.downtime, ...restsOn.atRisk])));
  if (facts.size === 0) return [];
  return ['~ rests on a time not known exactly:', ...[...facts].map((fact) => `  ${factText(fact, style)}`)];
};

const verdict = ({ met, target }: AvailabilityCell, decimals: number, style: Style): string => {
  if (target === undefined) return 'none set';
  const text = `${targetText(target, decimals)} %`;
  if (met === undefined) return text;
  return met ? style.green(`${text} ✓ met`) : style.red(`${text} ✗ missed`);
};

/** Each cell with its downtimes: service by service, period by period. */
export const detailedTable = (report: AvailabilityReport, style: Style): string => {
  const { columns, rows } = details(report, style);
  return textTable(columns, rows, style);
};

/** Where there are many periods, those in which nothing happened are told by the matrix. */
const hasSomethingToTell = ({ figures, met }: AvailabilityCell): boolean =>
  met === false || figures.rawDowntime > 0 || figures.rawAtRisk > 0 || figures.raw.planned > 0;

const details = (report: AvailabilityReport, style: Style, wanted: (cell: AvailabilityCell) => boolean = () => true): Table => {
  const { policy } = report;
  const cells = report.services.flatMap((service) => service.cells.filter(wanted).map((cell) => ({ service, cell })));
  // A column of its own, where there is any.
  const planned = cells.some(({ cell }) => cell.figures.raw.planned > 0);
  return {
    columns: [
      { head: 'Service' },
      { head: 'Period' },
      { head: 'Hours' },
      { head: 'Down (raw)', align: 'right' },
      { head: 'Down (service time)', align: 'right' },
      ...(planned ? [{ head: 'Planned (service time)', align: 'right' as const }] : []),
      { head: 'At risk (raw)', align: 'right' },
      { head: 'Availability %', align: 'right' },
      { head: 'Target' },
    ],
    rows: cells.map(({ service, cell }) => [
      service.name,
      periodText(cell.period),
      service.hours === 'always' ? '24 × 7' : service.hours,
      downText(cell.figures.rawDowntime, cell),
      downText(cell.figures.countedDowntime, cell),
      ...(planned ? [cell.figures.counted.planned === 0 ? '-' : spokenDuration(cell.figures.counted.planned)] : []),
      cell.figures.rawAtRisk === 0 ? '-' : `${cell.restsOn.atRisk.length > 0 ? '~' : ''}${spokenDuration(cell.figures.rawAtRisk)}`,
      shownPercent(cell.availability, policy.decimals),
      verdict(cell, policy.decimals, style),
    ]),
  };
};

const downText = (length: number, { figures, restsOn }: AvailabilityCell): string =>
  length === 0 ? '-' : `${restsOn.downtime.length > 0 ? '~' : ''}${spokenDuration(length)}${figures.soFar ? ' so far' : ''}`;

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** The matrix as one table, the target last. */
const matrixTable = ({ policy }: AvailabilityReport, { columns, rows }: Matrix, style: Style): Table => ({
  columns: [{ head: 'Service' }, ...[...columns.map(({ label }) => label), 'target'].map((head) => ({ head, align: 'right' as const }))],
  rows: rows.map(({ name, cells, target }) => [
    name,
    ...cells.map((cell) => {
      const text = markedPercent(cell, policy.decimals);
      return cell.met === false ? style.red(text) : cell.met === true ? style.green(text) : text;
    }),
    target === undefined ? '' : targetText(target, policy.decimals),
  ]),
});

/** The matrix in blocks that fit a terminal, each with the names of the services. */
const matrix = (report: AvailabilityReport, found: Matrix, style: Style): string => {
  const { columns, rows } = matrixTable(report, found, style);
  const blocks: string[] = [];
  for (let first = 1; first < columns.length; first += COLUMNS) {
    // The target alone makes no block.
    const last = columns.length - first <= COLUMNS + 1 ? columns.length : first + COLUMNS;
    const part = <T>(of: readonly T[]): readonly T[] => [...of.slice(0, 1), ...of.slice(first, last)];
    blocks.push(textTable(part(columns), rows.map(part), style));
    if (last === columns.length) break;
  }
  const judged = found.rows.some(({ cells }) => cells.some(({ met }) => met !== undefined));
  return `${blocks.join('\n\n')}${judged ? '\n\n✓ target met, ✗ target missed' : ''}`;
};

/** The report as one object, for this command and for those that hold it among others. */
export const availabilityJson = (report: AvailabilityReport, years?: AvailabilityReport): object => ({
  from: formatInstant(report.from),
  to: formatInstant(report.to),
  by: report.unit,
  now: formatInstant(report.now),
  policy: { name: report.policy.name, description: describePolicy(report.policy, report.scale) },
  services: report.services.map((service) => ({
    service: service.service,
    name: service.name,
    hours: service.hours,
    periods: service.cells.map((cell) => cellJson(cell, report)),
    overall: cellJson(service.overall, report),
    ...(years === undefined ? {} : { years: cellsOf(years, service.service).map((cell) => cellJson(cell, report)) }),
  })),
  notes: report.notes,
});

const cellsOf = (report: AvailabilityReport | undefined, id: string): readonly AvailabilityCell[] =>
  report?.services.find(({ service }) => service === id)?.cells ?? [];

const cellJson = (cell: AvailabilityCell, { policy, scale }: AvailabilityReport): object => {
  const { figures, availability } = cell;
  const { count, longest } = countedOutages(figures.outages);
  return {
    period: cell.period.label,
    from: formatInstant(cell.period.from),
    to: formatInstant(cell.period.to),
    availability: availability === 'no data' ? null : percent(availability, policy.decimals),
    exact: availability === 'no data' ? null : { numerator: `${availability.numerator}`, denominator: `${availability.denominator}` },
    target: cell.target ?? null,
    met: cell.met ?? null,
    margin: marginOf(availability, cell.target, policy.decimals) ?? null,
    soFar: figures.soFar,
    range: rangeJson(cell.range, policy.decimals, cell.ranges),
    restsOn: { downtime: cell.restsOn.downtime.map(({ fact }) => fact.id), atRisk: cell.restsOn.atRisk.map(({ fact }) => fact.id) },
    denominatorMs: figures.denominator,
    rawDowntimeMs: figures.rawDowntime,
    countedDowntimeMs: figures.countedDowntime,
    rawAtRiskMs: figures.rawAtRisk,
    countedAtRiskMs: figures.countedAtRisk,
    rawPlannedMs: figures.raw.planned,
    countedPlannedMs: figures.counted.planned,
    noDataMs: figures.raw.noData,
    outages: count,
    longestOutageMs: longest,
    levels: Object.fromEntries(
      figures.raw.levels.map((rawMs, level) => [nameOf(scale, level), { rawMs, countedMs: figures.counted.levels[level] ?? 0 }]),
    ),
  };
};

const csvRow = (report: AvailabilityReport, service: ServiceAvailability, cell: AvailabilityCell): (string | number)[] => [
  service.service,
  service.name,
  cell.period.label,
  instantJson(cell.period.from) ?? '',
  instantJson(cell.period.to) ?? '',
  cell.availability === 'no data' ? '' : percent(cell.availability, report.policy.decimals),
  cell.target ?? '',
  cell.met === undefined ? '' : cell.met ? 'met' : 'missed',
  cell.figures.rawDowntime,
  cell.figures.countedDowntime,
  cell.figures.rawAtRisk,
  cell.figures.denominator,
  report.policy.name,
  cell.figures.raw.planned,
  cell.figures.counted.planned,
  ...rangeCells(cell, report.policy.decimals),
];

/** The rows of reports under one head. */
export const availabilityCsvOf = (reports: readonly AvailabilityReport[]): Written<'csv'> =>
  csvOf(reports.map((report) => [report, undefined]));

const csvOf = (reports: readonly (readonly [AvailabilityReport, AvailabilityReport | undefined])[]): Written<'csv'> =>
  csvText(
    [
      'service',
      'name',
      'period',
      'from',
      'to',
      'availability',
      'target',
      'verdict',
      'raw_downtime_ms',
      'counted_downtime_ms',
      'raw_at_risk_ms',
      'denominator_ms',
      'policy',
      'raw_planned_ms',
      'counted_planned_ms',
      ...RANGE_COLUMNS,
    ],
    reports.flatMap(([report, years]) =>
      report.services.flatMap((service) =>
        [...service.cells, ...cellsOf(years, service.service)].map((cell) => csvRow(report, service, cell)),
      ),
    ),
  );

// `report rto`: each outage against its recovery-time objective, how its impact rose, which steps fell due, and which fallbacks carried the service.
import { spokenDuration } from '#domain/time/duration.ts';
import type { Duration } from '#domain/time/instant.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { WorkingDuration } from '#domain/topology/definition.ts';
import type { ObjectiveRange, ObjectiveRow, ObjectivesReport, ServiceObjectives } from '#projections/objectives.ts';
import type { Range } from '#projections/ranges.ts';
import type { Answer } from './answer.ts';
import { instantJson, instantText, type Style } from './style.ts';
import { csvText, textTable, type Column } from './table.ts';
import { tableForms, type TableReport } from './table-report.ts';
import { inOneLine } from './shown.ts';

export const objectivesAnswer = (report: ObjectivesReport): Answer => ({
  approximate: report.approximate,
  json: {
    from: formatInstant(report.from),
    to: formatInstant(report.to),
    now: formatInstant(report.now),
    policy: { name: report.policy.name, description: describePolicy(report.policy, report.scale) },
    services: report.services.map(serviceObjectivesJson),
  },
  csv: () =>
    csvText(
      ['service', 'from', 'to', 'open', 'raw_ms', 'counted_ms', 'objective', 'due', 'verdict', 'margin_ms', ...RANGE_COLUMNS],
      report.services.flatMap(({ service, outages }) =>
        outages.map((row) => [
          service,
          instantJson(row.from),
          instantJson(row.to),
          String(row.open),
          row.raw,
          row.counted,
          row.rto === undefined ? '' : waitText(row.rto),
          row.due === undefined ? '' : instantJson(row.due),
          row.verdict ?? '',
          row.margin ?? '',
          ...rangeCells(row.range),
        ]),
      ),
    ),
  text: (style) =>
    [
      `Recovery from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone}), against the objective of each service`,
      '',
      objectivesTable(report, style),
      ...objectiveDetails(report, style),
      '',
      ...footLines(report, style),
    ].join('\n'),
  markdown: (style) => tableForms(() => page(report, style)).markdown(style),
  html: (style) => tableForms(() => page(report, style)).html(style),
});

const page = (report: ObjectivesReport, style: Style): TableReport => ({
  title: `Recovery from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone}), against the objective of each service`,
  columns: COLUMNS,
  rows: objectiveLines(report, style),
  none: NONE,
  foot: [...objectiveDetails(report, style).filter((line) => line !== ''), ...footLines(report, style)],
});

const footLines = (report: ObjectivesReport, style: Style): readonly string[] => [
  `Policy ${describePolicy(report.policy, report.scale)}`,
  `Counted to ${formatInstant(report.now)}.`,
  ...rangeLines(report, style),
];

/** Least and most of each outage that uncertain times move, and where none can be followed through them how many there may have been. */
const rangeLines = ({ services }: ObjectivesReport, style: Style): readonly string[] => {
  const lines = services.flatMap(({ name, outages, mayHaveBeen }) => [
    ...outages.flatMap(({ from, raw, range }) => {
      if (range === undefined) return [];
      const length = `least ${spokenDuration(range.raw.least)}, best ${spokenDuration(raw)}, most ${spokenDuration(range.raw.most)}`;
      return [`  ${name} ${instantText(from, style)}: ${length}${marginText(range)}${SURELY[range.verdict ?? 'none']} (searched)`];
    }),
    ...(mayHaveBeen === undefined
      ? []
      : [`  ${name}: ${countText(mayHaveBeen)}, which cannot be followed one by one through them (searched)`]),
  ]);
  return lines.length === 0 ? [] : ['Outages and objectives, by how uncertain times may have been:', ...lines];
};

const SURELY = {
  met: '; met whatever they were',
  missed: '; missed whatever they were',
  depends: '; met or missed depends on them',
  none: '',
};

const marginText = ({ margin }: ObjectiveRange): string => {
  if (margin === undefined) return '';
  const spoken = (time: Duration): string => (time < 0 ? `late by ${spokenDuration(-time)}` : `${spokenDuration(time)} to spare`);
  return margin.least === margin.most ? `; ${spoken(margin.least)}` : `; from ${spoken(margin.least)} to ${spoken(margin.most)}`;
};

const countText = ({ least, most }: Range<number>): string =>
  least === most ? `${most} outage${most === 1 ? '' : 's'}` : `${least} to ${most} outages`;

const RANGE_COLUMNS = [
  'least_raw_ms',
  'most_raw_ms',
  'least_counted_ms',
  'most_counted_ms',
  'least_margin_ms',
  'most_margin_ms',
  'range_verdict',
] as const;

/** Empty where no uncertain time moves it. */
const rangeCells = (range: ObjectiveRange | undefined): readonly (string | number)[] =>
  range === undefined
    ? RANGE_COLUMNS.map(() => '')
    : [
        range.raw.least,
        range.raw.most,
        range.counted.least,
        range.counted.most,
        range.margin?.least ?? '',
        range.margin?.most ?? '',
        range.verdict ?? '',
      ];

const rangeJson = (range: ObjectiveRange | undefined): object | null =>
  range === undefined
    ? null
    : {
        kind: 'searched',
        leastRawMs: range.raw.least,
        mostRawMs: range.raw.most,
        leastCountedMs: range.counted.least,
        mostCountedMs: range.counted.most,
        leastMarginMs: range.margin?.least ?? null,
        mostMarginMs: range.margin?.most ?? null,
        verdict: range.verdict ?? null,
      };

/** Whether an objective was missed. */
export const missesObjective = ({ services }: ObjectivesReport): boolean =>
  services.some(({ outages }) => outages.some(({ verdict }) => verdict === 'missed'));

const waitText = (wait: Duration | WorkingDuration): string =>
  typeof wait === 'number' ? spokenDuration(wait) : `${wait.working} working ${wait.unit.slice(0, wait.working === 1 ? -1 : undefined)}`;

const NONE = 'No outages.';
const COLUMNS: readonly Column[] = [
  { head: 'Service' },
  { head: 'From' },
  { head: 'To' },
  { head: 'Raw', align: 'right' },
  { head: 'Service time', align: 'right' },
  { head: 'Objective' },
  { head: 'Due' },
  { head: 'Verdict' },
];

const objectiveLines = ({ services }: ObjectivesReport, style: Style): readonly (readonly string[])[] =>
  services.flatMap(({ name, outages }) =>
    outages.map((row) => [
      name,
      instantText(row.from, style),
      row.open ? 'not over' : instantText(row.to, style),
      spokenDuration(row.raw),
      spokenDuration(row.counted),
      row.rto === undefined ? 'none' : waitText(row.rto),
      row.due === undefined ? '' : instantText(row.due, style),
      verdictText(row, style),
    ]),
  );

/** Each outage against its objective, in order. */
export const objectivesTable = (report: ObjectivesReport, style: Style): string => {
  const rows = objectiveLines(report, style);
  return rows.length === 0 ? NONE : textTable(COLUMNS, rows, style);
};

const verdictText = ({ verdict, margin = 0, range }: ObjectiveRow, style: Style): string => {
  const depends = range?.verdict === 'depends';
  switch (verdict) {
    case 'met':
      return style.green(`✓ met, ${spokenDuration(margin)} to spare${depends ? '; may be missed' : ''}`);
    case 'missed':
      return style.red(`✗ missed by ${spokenDuration(-margin)}${depends ? '; may be met' : ''}`);
    case 'running':
      return style.yellow('… running');
    case undefined:
      return '';
  }
};

/** What happened meanwhile, service by service. */
export const objectiveDetails = ({ services }: ObjectivesReport, style: Style): readonly string[] =>
  services.flatMap((service) => detailLines(service, style));

/** In order of time: how the impact rose, which steps fell due, which would have, and which fallbacks were in force. */
const detailLines = ({ service, name, outages, fallbacks }: ServiceObjectives, style: Style): readonly string[] => {
  const lines = [
    ...outages.flatMap((row) => [
      ...row.impact.map(({ level, from }) => ({ at: from, text: `impact ${level} from ${instantText(from, style)}` })),
      ...row.steps.flatMap(({ do: what, at, reached }) => {
        if (at === undefined) return [];
        const due = instantText(at, style);
        return [{ at, text: reached ? `${what}: due ${due}` : `${what}: not needed, it would have been due ${due}` }];
      }),
    ]),
    ...fallbacks.map(({ component, insteadOf, member, from, to, open }) => {
      const until = open ? ', not over' : ` to ${instantText(to, style)}`;
      const whose = component === service ? '' : ` of ${component}`;
      return { at: from, text: `fallback${whose} on ${member} instead of ${insteadOf} from ${instantText(from, style)}${until}` };
    }),
  ];
  return lines.length === 0 ? [] : ['', `${name}:`, ...lines.toSorted((a, b) => a.at - b.at).map(({ text }) => `  ${inOneLine(text)}`)];
};

export const serviceObjectivesJson = ({ service, name, zone, outages, mayHaveBeen, fallbacks }: ServiceObjectives): object => ({
  service,
  name,
  zone,
  mayHaveBeen: mayHaveBeen === undefined ? null : { leastOutages: mayHaveBeen.least, mostOutages: mayHaveBeen.most },
  outages: outages.map((row) => ({
    from: instantJson(row.from),
    to: formatInstant(row.to),
    open: row.open,
    rawMs: row.raw,
    countedMs: row.counted,
    objective: row.rto === undefined ? null : waitText(row.rto),
    due: row.due === undefined ? null : formatInstant(row.due),
    verdict: row.verdict ?? null,
    marginMs: row.margin ?? null,
    range: rangeJson(row.range),
    impact: row.impact.map(({ level, from }) => ({ level, from: formatInstant(from) })),
    steps: row.steps.map(({ do: what, at, reached }) => ({ do: what, due: at === undefined ? null : formatInstant(at), reached })),
  })),
  fallbacks: fallbacks.map(({ component, insteadOf, member, from, to, open }) => ({
    component,
    member,
    insteadOf,
    from: instantJson(from),
    to: formatInstant(to),
    open,
  })),
});

// `report rto`: each outage against its recovery-time objective, how its impact rose, which steps fell due, and which fallbacks carried the service.
import { spokenDuration } from '#domain/time/duration.ts';
import type { Duration } from '#domain/time/instant.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { WorkingDuration } from '#domain/topology/definition.ts';
import type { ObjectiveRow, ObjectivesReport, ServiceObjectives } from '#projections/objectives.ts';
import type { Answer } from './answer.ts';
import { instantJson, instantText, type Style } from './style.ts';
import { csvText, textTable, type Column } from './table.ts';
import { tableForms, type TableReport } from './table-report.ts';

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
      ['service', 'from', 'to', 'open', 'raw_ms', 'counted_ms', 'objective', 'due', 'verdict', 'margin_ms'],
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
      `Policy ${describePolicy(report.policy, report.scale)}`,
      `Counted to ${formatInstant(report.now)}.`,
    ].join('\n'),
  markdown: (style) => tableForms(() => page(report, style)).markdown(style),
  html: (style) => tableForms(() => page(report, style)).html(style),
});

const page = (report: ObjectivesReport, style: Style): TableReport => ({
  title: `Recovery from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone}), against the objective of each service`,
  columns: COLUMNS,
  rows: objectiveLines(report, style),
  none: NONE,
  foot: [
    ...objectiveDetails(report, style).filter((line) => line !== ''),
    `Policy ${describePolicy(report.policy, report.scale)}`,
    `Counted to ${formatInstant(report.now)}.`,
  ],
});

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

const verdictText = ({ verdict, margin = 0 }: ObjectiveRow, style: Style): string => {
  switch (verdict) {
    case 'met':
      return style.green(`✓ met, ${spokenDuration(margin)} to spare`);
    case 'missed':
      return style.red(`✗ missed by ${spokenDuration(-margin)}`);
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
  return lines.length === 0 ? [] : ['', `${name}:`, ...lines.toSorted((a, b) => a.at - b.at).map(({ text }) => `  ${text}`)];
};

export const serviceObjectivesJson = ({ service, name, zone, outages, fallbacks }: ServiceObjectives): object => ({
  service,
  name,
  zone,
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

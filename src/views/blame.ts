// `report blame` as people and programs read it: the downtime of each service and period, and under it what each part is owed to. On a page
// the parts stand as bars, too.
import type { BlameRule } from '#domain/blame/rules.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import type { Duration } from '#domain/time/instant.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { percent, ratio } from '#domain/time/ratio.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { BlameCell, BlameReport } from '#projections/blame.ts';
import type { BlameGroup } from '#projections/blame-groups.ts';
import type { BlameShare } from '#projections/blame-share.ts';
import type { Answer } from './answer.ts';
import { faultJson, faultText, instantJson, instantText, type Style } from './style.ts';
import { blamePage, type ServiceShares, type ShareBar } from './html/blame-page.tsx';
import { markdownPage, markdownTable } from './markdown.ts';
import { csvText, textTable, type Column } from './table.ts';
import { periodText } from './period.ts';

const UNATTRIBUTED = 'unattributed (no recorded fault explains it)';

/** What a rule does, in one sentence. */
export const BLAME_MEANING: Readonly<Record<BlameRule, string>> = {
  'first-cause': 'the earliest fault still at work owns each instant; a consequence passes it on to what it came from',
  'last-to-recover': 'of the faults at work the one that ended last owns each instant; a consequence passes it on to what it came from',
  'equal-split': 'all faults at work share each instant equally, a consequence counted together with what it came from',
  'but-for': 'the downtime that would not have been, had this fault and what came from it not happened; such parts need not add up',
  shapley: 'the fair share over all orders in which the faults of an incident could have come, consequences with what they came from',
};

export const blameAnswer = (report: BlameReport): Answer => ({
  approximate: report.approximate,
  json: blameJson(report),
  csv: () =>
    csvText(
      [
        'service',
        'period',
        'from',
        'to',
        'rule',
        'cause_component',
        'cause_fault',
        'cause_fact',
        'planned',
        'share_raw_ms',
        'share_counted_ms',
        'error_raw_ms',
        'error_counted_ms',
        'group',
      ],
      report.services.flatMap(({ service, cells }) => cells.flatMap((cell) => csvRows(service, cell, report))),
    ),
  text: (style) => {
    const { columns, rows } = blameTable(report, style);
    return [titleOf(report, style), '', rows.length === 0 ? NONE : textTable(columns, rows, style), '', ...footLines(report)].join('\n');
  },
  markdown: (style) => {
    const { columns, rows } = blameTable(report, style);
    return markdownPage(titleOf(report, style), [rows.length === 0 ? NONE : markdownTable(columns, rows)], footLines(report));
  },
  html: (style) =>
    blamePage({
      title: titleOf(report, style),
      lead: `${report.rule}: ${BLAME_MEANING[report.rule]}.`,
      services: chartsOf(report, style),
      table: blameTable(report, style),
      none: NONE,
      foot: footLines(report).slice(1),
    }),
});

const NONE = 'No downtime.';

const titleOf = (report: BlameReport, style: Style): string =>
  `Downtime from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone}), owed by ${report.rule}`;

/** The rule first. */
const footLines = (report: BlameReport): readonly string[] => [
  `${report.rule}: ${BLAME_MEANING[report.rule]}.`,
  ...(isEstimated(report) ? ['± is the standard error of a share that is the mean over random orders.'] : []),
  `Policy ${describePolicy(report.policy, report.scale)}`,
  `Counted to ${formatInstant(report.now)}.`,
];

/** Each period's parts as bars, the greatest first; services without downtime have none. */
const chartsOf = ({ services }: BlameReport, style: Style): readonly ServiceShares[] =>
  services.flatMap(({ service, name, cells }) => {
    const down = cells.filter(({ raw }) => raw > 0);
    if (down.length === 0) return [];
    const periods = down.map((cell) => ({
      label: cells.length > 1 || cell.period.partial ? periodText(cell.period) : undefined,
      total: `${length(cell.raw)} down, ${length(cell.counted)} of it in agreed service time`,
      bars:
        cell.groups === undefined
          ? cell.shares.map((share) => shareBar(share, cell, style))
          : cell.groups.map((own) => groupBar(own, cell)),
    }));
    return [{ service, name, periods }];
  });

const shareBar = ({ cause, planned, raw, counted }: BlameShare, cell: BlameCell, style: Style): ShareBar => ({
  name: causeText(cause, planned, style),
  share: raw / cell.raw,
  text: barText(raw, counted, cell),
  look: cause === undefined ? 'unknown' : planned ? 'planned' : 'down',
});

const groupBar = ({ label, raw, counted }: BlameGroup, cell: BlameCell): ShareBar => ({
  name: label,
  share: raw / cell.raw,
  text: barText(raw, counted, cell),
  look: 'down',
});

const barText = (raw: Duration, counted: Duration, cell: BlameCell): string =>
  `${part(raw, cell)}: ${length(raw)}, ${length(counted)} in service time`;

const isEstimated = ({ services }: BlameReport): boolean =>
  services.some(({ cells }) => cells.some(({ shares }) => shares.some(({ error }) => error !== undefined)));

const blameTable = (
  report: BlameReport,
  style: Style,
): { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] } => {
  const byPeriod = report.services.some(({ cells }) => cells.length > 1 || cells.some(({ period }) => period.partial));
  const rows = report.services.flatMap(({ name, cells }) =>
    cells.flatMap((cell) => {
      if (cell.raw === 0) return [];
      const head = [name, ...(byPeriod ? [periodText(cell.period)] : [])];
      const parts = report.groupBy === undefined ? cell.shares.map((share) => shareRow(share, cell, style)) : groupRows(cell);
      return [[...head, length(cell.raw), '', length(cell.counted), ''], ...parts.map((row) => [...head.map(() => ''), ...row])];
    }),
  );
  return {
    columns: [
      { head: 'Service' },
      ...(byPeriod ? [{ head: 'Period' }] : []),
      { head: 'Raw', align: 'right' as const },
      { head: 'Part', align: 'right' as const },
      { head: 'Service time', align: 'right' as const },
      { head: report.groupBy === undefined ? 'Owed to' : `Owed to (${report.groupBy})` },
    ],
    rows,
  };
};

const shareRow = ({ cause, planned, raw, counted, error }: BlameShare, cell: BlameCell, style: Style): readonly string[] => [
  `${length(raw)}${error === undefined ? '' : ` ± ${length(error.raw)}`}`,
  part(raw, cell),
  `${length(counted)}${error === undefined ? '' : ` ± ${length(error.counted)}`}`,
  causeText(cause, planned, style),
];

const causeText = (cause: BlameShare['cause'], planned: boolean, style: Style): string =>
  `${cause === undefined ? UNATTRIBUTED : faultText(cause, style)}${planned ? ' (planned)' : ''}`;

const groupRows = (cell: BlameCell): readonly (readonly string[])[] =>
  (cell.groups ?? []).map(({ label, raw, counted }) => [length(raw), part(raw, cell), length(counted), label]);

const part = (raw: Duration, cell: BlameCell): string => (cell.raw === 0 ? '' : `${percent(ratio(raw, cell.raw), 1)} %`);

const length = (time: Duration): string => (time === 0 ? '0' : time < 0 ? `-${spokenDuration(-time)}` : spokenDuration(time));

const csvRows = (service: string, cell: BlameCell, { rule, groupBy }: BlameReport): readonly (readonly (string | number | null)[])[] => {
  const head = [service, cell.period.label, formatInstant(cell.period.from), formatInstant(cell.period.to), rule];
  if (groupBy !== undefined)
    return (cell.groups ?? []).map(({ label, raw, counted }) => [...head, '', '', '', '', raw, counted, '', '', label]);
  return cell.shares.map(({ cause, planned, raw, counted, error }) => [
    ...head,
    cause?.component ?? '',
    cause?.name ?? '',
    cause?.began.fact.id ?? '',
    String(planned),
    raw,
    counted,
    error?.raw ?? '',
    error?.counted ?? '',
    '',
  ]);
};

/** The report as one object. */
const blameJson = (report: BlameReport): object => ({
  from: formatInstant(report.from),
  to: formatInstant(report.to),
  now: formatInstant(report.now),
  policy: { name: report.policy.name, description: describePolicy(report.policy, report.scale) },
  rule: report.rule,
  groupBy: report.groupBy ?? null,
  services: report.services.map(({ service, name, cells }) => ({
    service,
    name,
    periods: cells.map(({ period, raw, counted, shares, groups }) => ({
      period: period.label,
      from: instantJson(period.from),
      to: formatInstant(period.to),
      rawMs: raw,
      countedMs: counted,
      owedTo: shares.map(({ cause, planned, raw: rawMs, counted: countedMs, error }) => ({
        fault: cause === undefined ? null : faultJson(cause),
        planned,
        rawMs,
        countedMs,
        error: error === undefined ? null : { rawMs: error.raw, countedMs: error.counted },
      })),
      groups: groups?.map(({ label, raw: rawMs, counted: countedMs }) => ({ group: label, rawMs, countedMs })) ?? null,
    })),
  })),
});

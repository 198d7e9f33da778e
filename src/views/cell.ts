// `report … --explain`: a figure, the intervals it is made of, what each counts as, and the facts behind them.
import type { Recorded } from '#domain/facts/fact.ts';
import { nameOf, type Scale } from '#domain/impact/scale.ts';
import { ownOf } from '#domain/own.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { percent, roundHalfUp, type Ratio } from '#domain/time/ratio.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { ExplainedCell, ExplainedInterval, FaultTold } from '#projections/cell.ts';
import type { Answer } from './answer.ts';
import { marginOf } from './availability-matrix.ts';
import { factText, faultJson, faultText, instantJson, instantText, occurrenceJson, type Style } from './style.ts';
import { csvText, type Column } from './table.ts';
import { tableForms } from './table-report.ts';
import type { Written } from './written.ts';
import { periodText } from './period.ts';

export const cellAnswer = (cell: ExplainedCell): Answer => ({
  approximate: cell.approximate,
  json: cellJson(cell),
  csv: () => cellCsv(cell),
  ...tableForms((style) => ({
    title: titleOf(cell, style),
    columns: HEAD,
    rows: linesOf(cell, style),
    none: 'The period is empty.',
    foot: [
      ...sumsOf(cell),
      ...factLines(cell, style),
      `Policy ${describePolicy(cell.policy, cell.scale)}`,
      `Counted to ${formatInstant(cell.now)}.`,
    ],
  })),
});

const COLUMNS: Readonly<Record<string, string>> = {
  planned: 'planned downtime',
  noData: 'no records',
  absent: 'did not exist',
  ahead: 'not passed yet',
};

/** By window time up is planned, too. */
const columnText = ({ column, faults }: ExplainedInterval, scale: Scale): string => {
  if (typeof column === 'number') return nameOf(scale, column);
  return column === 'planned' && faults.length === 0 ? 'planned maintenance' : (ownOf(COLUMNS, column) ?? column);
};

const countsAsText = ({ countsAs }: ExplainedInterval, scale: Scale): string => {
  if (typeof countsAs === 'number') return nameOf(scale, countsAs);
  return countsAs === 'out' ? 'left out' : 'apart';
};

const shown = (availability: Ratio | 'no data', decimals: number): string =>
  availability === 'no data' ? 'no data' : `${percent(availability, decimals)} %`;

const HEAD: readonly Column[] = [
  { head: 'From' },
  { head: 'To' },
  { head: 'Was' },
  { head: 'Counts as' },
  { head: 'Raw', align: 'right' },
  { head: 'Service time', align: 'right' },
  { head: 'Owed to' },
];

const titleOf = ({ name, period, availability, policy, target, met }: ExplainedCell, style: Style): string => {
  const by = marginOf(availability, target, policy.decimals);
  const verdict =
    met === undefined ? '' : met ? ` ${style.green(`✓ met by ${by}`)}` : ` ${style.red(`✗ missed by ${by?.replace('-', '')}`)}`;
  const promised = target === undefined ? '' : `, target ${target} %${verdict}`;
  return `${name} in ${periodText(period)}: ${shown(availability, policy.decimals)}${promised}`;
};

const sumsOf = ({ figures, rolledUpFrom, policy }: ExplainedCell): readonly string[] => {
  if (rolledUpFrom.length > 0) {
    const parts = rolledUpFrom.map(({ period, availability }) => `${period.label} ${shown(availability, policy.decimals)}`);
    return [`Rolled up (${policy.rollup}) from ${parts.join(', ')}.`];
  }
  const down = Number(roundHalfUp(figures.weightedDowntime, 0));
  return [
    `Of ${spokenDuration(figures.denominator)} service time that counts, ${down === 0 ? 'nothing' : spokenDuration(down)} counts as down.`,
  ];
};

const linesOf = ({ intervals, scale }: ExplainedCell, style: Style): readonly (readonly string[])[] =>
  intervals.map((interval) => [
    instantText(interval.from, style),
    instantText(interval.to, style),
    columnText(interval, scale),
    countsAsText(interval, scale),
    spokenDuration(interval.raw),
    interval.counted === 0 ? '-' : spokenDuration(interval.counted),
    owedText(interval, style),
  ]);

const owedText = ({ cause, windows, overran }: ExplainedInterval, style: Style): string =>
  [
    ...(cause === undefined ? [] : [faultText(cause, style)]),
    ...namesOf(windows).map((name) => `maintenance ${name}`),
    ...namesOf(overran).map((name) => `beyond maintenance ${name}`),
  ].join('; ');

const namesOf = (windows: readonly { readonly maintenance: string }[]): readonly string[] => [
  ...new Set(windows.map(({ maintenance }) => maintenance)),
];

/** The facts behind the intervals, each once, in the order in which they come up. */
const factsIn = ({ intervals }: ExplainedCell): readonly Recorded[] => [
  ...new Set(
    intervals.flatMap((interval): readonly Recorded[] => [
      ...(interval.cause === undefined ? [] : [interval.cause.began]),
      ...factsBehind(interval),
    ]),
  ),
];

/** The faults at work with their ends, and the maintenance that planned them, in the interval or before it. */
const factsBehind = ({ faults, windows, overran }: ExplainedInterval): readonly Recorded[] => [
  ...faults.flatMap(({ fault, endedBy }) => [fault.began, ...endedBy]),
  ...[...windows, ...overran].flatMap(({ saidBy }) => saidBy),
];

const factLines = (cell: ExplainedCell, style: Style): readonly string[] => {
  const facts = factsIn(cell);
  return facts.length === 0 ? [] : ['Facts:', ...facts.map((one) => `  ${factText(one, style)} (fact ${one.fact.id})`)];
};

const cellJson = (cell: ExplainedCell): object => {
  const { scale, policy, figures, availability } = cell;
  return {
    service: cell.service,
    name: cell.name,
    period: cell.period.label,
    from: formatInstant(cell.period.from),
    to: formatInstant(cell.period.to),
    now: formatInstant(cell.now),
    policy: { name: policy.name, description: describePolicy(policy, scale) },
    availability: availability === 'no data' ? null : percent(availability, policy.decimals),
    target: cell.target ?? null,
    met: cell.met ?? null,
    margin: marginOf(availability, cell.target, policy.decimals) ?? null,
    denominatorMs: figures.denominator,
    countedDowntimeMs: figures.countedDowntime,
    rolledUpFrom: cell.rolledUpFrom.map(({ period, availability: share }) => ({
      period: period.label,
      availability: share === 'no data' ? null : percent(share, policy.decimals),
    })),
    intervals: cell.intervals.map((interval) => ({
      from: instantJson(interval.from),
      to: formatInstant(interval.to),
      was: typeof interval.column === 'number' ? nameOf(scale, interval.column) : interval.column,
      countsAs: typeof interval.countsAs === 'number' ? nameOf(scale, interval.countsAs) : interval.countsAs,
      rawMs: interval.raw,
      countedMs: interval.counted,
      cause: interval.cause === undefined ? null : faultJson(interval.cause),
      faults: interval.faults.map(faultTold),
      maintenance: namesOf(interval.windows),
      beyondMaintenance: namesOf(interval.overran),
    })),
    facts: factsIn(cell).map(({ fact }) => ({
      fact: fact.id,
      type: fact.type,
      component: 'component' in fact.data ? fact.data.component : null,
      occurredAt: fact.occurredAt === undefined ? null : occurrenceJson(fact.occurredAt),
    })),
  };
};

const faultTold = ({ fault, endedBy }: FaultTold): object => ({
  ...faultJson(fault),
  ended: fault.ended === undefined ? null : formatInstant(fault.ended),
  endedBy: endedBy.map(({ fact }) => fact.id),
});

const cellCsv = ({ service, scale, intervals }: ExplainedCell): Written<'csv'> =>
  csvText(
    ['service', 'from', 'to', 'was', 'counts_as', 'raw_ms', 'counted_ms', 'cause_component', 'cause_fault', 'facts'],
    intervals.map((interval) => [
      service,
      instantJson(interval.from),
      formatInstant(interval.to),
      columnText(interval, scale),
      countsAsText(interval, scale),
      interval.raw,
      interval.counted,
      interval.cause?.component ?? '',
      interval.cause?.name ?? '',
      [...new Set(factsBehind(interval).map(({ fact }) => fact.id))].join(' '),
    ]),
  );

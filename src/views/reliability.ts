// `report mttr` and `report budget`: how often and for how long a service fails, and how much of its error budget is left.
import { spokenDuration } from '#domain/time/duration.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { roundHalfUp, type Ratio } from '#domain/time/ratio.ts';
import { errorBudgetOf, reliabilityOf, type ErrorBudget, type Reliability } from '#domain/time/reliability.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { AvailabilityCell, AvailabilityReport } from '#projections/availability.ts';
import { moves, type NamedRange, type Ranges } from '#projections/ranges.ts';
import type { Answer } from './answer.ts';
import { footLines } from './availability.ts';
import { instantText, type Style } from './style.ts';
import { csvText, type Column } from './table.ts';
import { tableForms } from './table-report.ts';
import { periodText, targetText } from './period.ts';

/** A service's cells, its whole span last where it is more than one. */
const rowsIn = ({
  services,
}: AvailabilityReport): readonly { readonly service: string; readonly name: string; readonly cell: AvailabilityCell }[] =>
  services.flatMap(({ service, name, cells, overall }) =>
    (cells.length > 1 ? [...cells, overall] : cells).map((cell) => ({ service, name, cell })),
  );

/** Whole milliseconds, half rounded up; undefined of nothing. */
const milliseconds = (value: Ratio | undefined): number | undefined => (value === undefined ? undefined : Number(roundHalfUp(value, 0)));

const spoken = (value: Ratio | undefined): string => {
  const length = milliseconds(value);
  if (length === undefined) return '';
  // what is less than a minute is told to the millisecond: a budget may be overspent by one
  return spokenDuration(Math.abs(length) < 60_000 ? Math.round(length) : Math.round(length / 1_000) * 1_000);
};

const headOf = (report: AvailabilityReport) => ({
  from: formatInstant(report.from),
  to: formatInstant(report.to),
  by: report.unit,
  now: formatInstant(report.now),
  policy: { name: report.policy.name, description: describePolicy(report.policy, report.scale) },
});

const forms = (
  title: string,
  report: AvailabilityReport,
  columns: readonly Column[],
  rows: (style: Style) => readonly (readonly string[])[],
  ranges: readonly string[],
): ReturnType<typeof tableForms> =>
  tableForms((style) => ({
    title: `${title} from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone})`,
    columns,
    rows: rows(style),
    none: 'Nothing to tell.',
    foot: [...footLines(report, style), ...ranges],
  }));

const reliabilityJson = (reliability: Reliability): object => ({
  failures: reliability.failures,
  restorations: reliability.restorations,
  mttrMs: milliseconds(reliability.mttr) ?? null,
  mtbfMs: milliseconds(reliability.mtbf) ?? null,
  longestMs: reliability.longest,
});

const RELIABILITY = ['failures', 'restorations', 'mttr', 'mtbf', 'longest'] as const;
const RELIABILITY_ENDS = [
  'least_failures',
  'most_failures',
  'least_restorations',
  'most_restorations',
  'least_mttr_ms',
  'most_mttr_ms',
  'least_mtbf_ms',
  'most_mtbf_ms',
  'least_longest_ms',
  'most_longest_ms',
] as const;

/** Empty where no uncertain time moves any of them. */
const reliabilityEnds = (ranges: Ranges | undefined, time: 'raw' | 'counted'): readonly (string | number)[] => {
  const found = RELIABILITY.map((name) => ranges?.get(`${time} ${name}`));
  if (!found.some(moves)) return RELIABILITY_ENDS.map(() => '');
  return found.flatMap((range) => [milliseconds(range?.least) ?? '', milliseconds(range?.most) ?? '']);
};

/** Least and most of each figure in one kind of time; null where no uncertain time moves any of them. */
const reliabilityRangeJson = (ranges: Ranges | undefined, time: 'raw' | 'counted'): object | null => {
  const of = (name: string): NamedRange | undefined => ranges?.get(`${time} ${name}`);
  if (!RELIABILITY.some((name) => moves(of(name)))) return null;
  return {
    leastFailures: milliseconds(of('failures')?.least) ?? null,
    mostFailures: milliseconds(of('failures')?.most) ?? null,
    leastRestorations: milliseconds(of('restorations')?.least) ?? null,
    mostRestorations: milliseconds(of('restorations')?.most) ?? null,
    leastMttrMs: milliseconds(of('mttr')?.least) ?? null,
    mostMttrMs: milliseconds(of('mttr')?.most) ?? null,
    leastMtbfMs: milliseconds(of('mtbf')?.least) ?? null,
    mostMtbfMs: milliseconds(of('mtbf')?.most) ?? null,
    leastLongestMs: milliseconds(of('longest')?.least) ?? null,
    mostLongestMs: milliseconds(of('longest')?.most) ?? null,
    longestKind: of('longest')?.kind ?? null,
  };
};

/** `what 1 h to 2 h (searched)` of a figure that uncertain times move. */
const movedText = (what: string, range: NamedRange | undefined, text: (value: Ratio) => string): readonly string[] =>
  range === undefined || !moves(range)
    ? []
    : [`${what} ${text(range.least)} to ${text(range.most)}${range.always ? '' : ' or none'} (${range.kind})`];

const rangeLinesOf = (report: AvailabilityReport, title: string, told: (ranges: Ranges) => readonly string[]): readonly string[] => {
  const lines = rowsIn(report).flatMap(({ name, cell: { period, ranges } }) => {
    const parts = ranges === undefined ? [] : told(ranges);
    return parts.length === 0 ? [] : [`  ${name} ${periodText(period)}: ${parts.join(', ')}`];
  });
  return lines.length === 0 ? [] : [`${title}, by how uncertain times may have been:`, ...lines];
};

export const mttrAnswer = (report: AvailabilityReport): Answer => ({
  json: {
    ...headOf(report),
    services: report.services.map(({ service, name, cells, overall }) => {
      const told = ({ period, figures, ranges }: AvailabilityCell): object => ({
        period: period.label,
        raw: { ...reliabilityJson(reliabilityOf(figures, 'raw')), range: reliabilityRangeJson(ranges, 'raw') },
        counted: { ...reliabilityJson(reliabilityOf(figures, 'counted')), range: reliabilityRangeJson(ranges, 'counted') },
      });
      return { service, name, periods: cells.map(told), overall: told(overall) };
    }),
  },
  csv: () =>
    csvText(
      ['service', 'period', 'time', 'failures', 'restorations', 'mttr_ms', 'mtbf_ms', 'longest_ms', ...RELIABILITY_ENDS],
      rowsIn(report).flatMap(({ service, cell }) =>
        (['raw', 'counted'] as const).map((time) => {
          const { failures, restorations, mttr, mtbf, longest } = reliabilityOf(cell.figures, time);
          return [
            service,
            cell.period.label,
            time,
            failures,
            restorations,
            milliseconds(mttr) ?? '',
            milliseconds(mtbf) ?? '',
            longest,
            ...reliabilityEnds(cell.ranges, time),
          ];
        }),
      ),
    ),
  ...forms(
    'Failures and restorations in service time',
    report,
    [
      { head: 'Service' },
      { head: 'Period' },
      { head: 'Failures', align: 'right' },
      { head: 'MTTR', align: 'right' },
      { head: 'MTBF', align: 'right' },
      { head: 'Longest', align: 'right' },
    ],
    () =>
      rowsIn(report).map(({ name, cell }) => {
        const { failures, mttr, mtbf, longest } = reliabilityOf(cell.figures, 'counted');
        return [name, periodText(cell.period), String(failures), spoken(mttr), spoken(mtbf), longest === 0 ? '' : spokenDuration(longest)];
      }),
    rangeLinesOf(report, 'Failures and restorations in service time', (ranges) => [
      ...movedText('failures', ranges.get('counted failures'), (value) => roundHalfUp(value, 0)),
      ...movedText('MTTR', ranges.get('counted mttr'), spoken),
      ...movedText('MTBF', ranges.get('counted mtbf'), spoken),
      ...movedText('longest', ranges.get('counted longest'), spoken),
    ]),
  ),
});

const budgetRangeJson = (ranges: Ranges | undefined): object | null => {
  const [left, burn] = [ranges?.get('left'), ranges?.get('burn')];
  if (left === undefined || !(moves(left) || moves(burn))) return null;
  return {
    kind: left.kind,
    leastLeftMs: milliseconds(left.least) ?? null,
    mostLeftMs: milliseconds(left.most) ?? null,
    leastBurn: burn === undefined ? null : roundHalfUp(burn.least, 4),
    mostBurn: burn === undefined ? null : roundHalfUp(burn.most, 4),
  };
};

const BUDGET_ENDS = ['least_left_ms', 'most_left_ms', 'least_burn', 'most_burn', 'range_kind'] as const;

/** Empty where no uncertain time moves them. */
const budgetEnds = (ranges: Ranges | undefined): readonly (string | number)[] => {
  const [left, burn] = [ranges?.get('left'), ranges?.get('burn')];
  if (left === undefined || !(moves(left) || moves(burn))) return BUDGET_ENDS.map(() => '');
  const shown = (value: Ratio | undefined): string => (value === undefined ? '' : roundHalfUp(value, 4));
  return [milliseconds(left.least) ?? '', milliseconds(left.most) ?? '', shown(burn?.least), shown(burn?.most), left.kind];
};

export const budgetAnswer = (report: AvailabilityReport): Answer => {
  const budgets = rowsIn(report).flatMap(({ service, name, cell }) => {
    const budget = cell.target === undefined ? undefined : errorBudgetOf(cell.figures, cell.target);
    return budget === undefined || cell.target === undefined ? [] : [{ service, name, cell, target: cell.target, budget }];
  });
  const json = ({ allowed, used, left, burn }: ErrorBudget): object => ({
    allowedMs: milliseconds(allowed),
    usedMs: milliseconds(used),
    leftMs: milliseconds(left),
    burn: burn === undefined ? null : roundHalfUp(burn, 4),
  });
  return {
    json: {
      ...headOf(report),
      budgets: budgets.map(({ service, name, cell, target, budget }) => ({
        service,
        name,
        period: cell.period.label,
        target,
        ...json(budget),
        range: budgetRangeJson(cell.ranges),
      })),
    },
    csv: () =>
      csvText(
        ['service', 'period', 'target', 'allowed_ms', 'used_ms', 'left_ms', 'burn', ...BUDGET_ENDS],
        budgets.map(({ service, cell, target, budget: { allowed, used, left, burn } }) => [
          service,
          cell.period.label,
          target,
          milliseconds(allowed) ?? '',
          milliseconds(used) ?? '',
          milliseconds(left) ?? '',
          burn === undefined ? '' : roundHalfUp(burn, 4),
          ...budgetEnds(cell.ranges),
        ]),
      ),
    ...forms(
      'Error budgets',
      report,
      [
        { head: 'Service' },
        { head: 'Period' },
        { head: 'Target', align: 'right' },
        { head: 'Allowed', align: 'right' },
        { head: 'Used', align: 'right' },
        { head: 'Left', align: 'right' },
        { head: 'Burn', align: 'right' },
      ],
      (style) =>
        budgets.map(({ name, cell, target, budget: { allowed, used, left, burn } }) => [
          name,
          periodText(cell.period),
          targetText(target, report.policy.decimals),
          spoken(allowed),
          spoken(used),
          left.numerator < 0n ? style.red(`✗ ${spoken(left)}`) : style.green(`✓ ${spoken(left)}`),
          burn === undefined ? '' : `${roundHalfUp(burn, 2)} ×`,
        ]),
      rangeLinesOf(report, 'Left and burn', (ranges) => [
        ...movedText('left', ranges.get('left'), spoken),
        ...movedText('burn', ranges.get('burn'), (value) => `${roundHalfUp(value, 2)} ×`),
      ]),
    ),
  };
};

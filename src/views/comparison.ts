// `whatif` as people and programs read it: base and branch side by side, and what was assumed.
import { spokenDuration } from '#domain/time/duration.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { percent } from '#domain/time/ratio.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Figures } from '#domain/time/availability.ts';
import type { Compared, Comparison } from '#projections/comparison.ts';
import type { Answer } from './answer.ts';
import { instantText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const comparisonAnswer = (comparison: Comparison): Answer => ({
  json: comparisonJson(comparison),
  csv: () =>
    csvText(
      [
        'service',
        'base_raw_downtime_ms',
        'branch_raw_downtime_ms',
        'base_counted_downtime_ms',
        'branch_counted_downtime_ms',
        'base_raw_at_risk_ms',
        'branch_raw_at_risk_ms',
      ],
      comparison.services.map(({ service, base, branch }) => [
        service,
        base.rawDowntime,
        branch.rawDowntime,
        base.countedDowntime,
        branch.countedDowntime,
        base.rawAtRisk,
        branch.rawAtRisk,
      ]),
    ),
  text: (style) =>
    [
      `What if ${comparison.changes.join(' and ')}`,
      `from ${instantText(comparison.from, style)} to ${instantText(comparison.to, style)} (${style.zone})`,
      '',
      comparisonTable(comparison, style),
      '',
      ...comparison.assumptions.map((assumption) => `Assumed: ${assumption}.`),
      `Policy ${describePolicy(comparison.policy, comparison.scale)}`,
    ].join('\n'),
});

export const comparisonTable = ({ services, scale }: Comparison, style: Style): string =>
  textTable(
    [
      { head: 'Service' },
      { head: 'Down (raw)', align: 'right' },
      { head: 'Saved', align: 'right' },
      { head: 'Down (service time)', align: 'right' },
      { head: 'Saved', align: 'right' },
      { head: 'At risk (raw)', align: 'right' },
      { head: 'At the end' },
    ],
    services.map(({ name, base, branch, leftAt }) => [
      name,
      fromTo(base.rawDowntime, branch.rawDowntime),
      saved(base.rawDowntime - branch.rawDowntime, style),
      fromTo(base.countedDowntime, branch.countedDowntime),
      saved(base.countedDowntime - branch.countedDowntime, style),
      fromTo(base.rawAtRisk, branch.rawAtRisk),
      leftAt === undefined ? '' : `still ${scale.names[leftAt]}`,
    ]),
    style,
  );

const length = (milliseconds: number): string => (milliseconds === 0 ? '0' : spokenDuration(milliseconds));
const fromTo = (base: number, branch: number): string => (base === branch ? length(base) : `${length(base)} → ${length(branch)}`);

const saved = (difference: number, style: Style): string => {
  if (difference === 0) return '-';
  return difference > 0 ? style.green(length(difference)) : style.red(`${length(-difference)} more`);
};

/** The comparison as one object, for this command and for those that hold it among others. */
export const comparisonJson = (comparison: Comparison): object => ({
  from: formatInstant(comparison.from),
  to: formatInstant(comparison.to),
  policy: { name: comparison.policy.name, description: describePolicy(comparison.policy, comparison.scale) },
  changes: comparison.changes,
  assumptions: comparison.assumptions,
  services: comparisonServices(comparison),
});

export const comparisonServices = (comparison: Comparison): readonly object[] =>
  comparison.services.map((compared) => comparedJson(compared, comparison));

const comparedJson = (
  { service, name, base, branch, availability, target, met, leftAt }: Compared,
  { policy, scale }: Comparison,
): object => {
  const side = ({ rawDowntime, countedDowntime, rawAtRisk }: Figures, of: 'base' | 'branch'): object => {
    const share = availability[of];
    return {
      rawDowntimeMs: rawDowntime,
      countedDowntimeMs: countedDowntime,
      rawAtRiskMs: rawAtRisk,
      availability: share === 'no data' ? null : percent(share, policy.decimals),
      met: met[of] ?? null,
    };
  };
  return {
    service,
    name,
    target: target ?? null,
    base: side(base, 'base'),
    branch: side(branch, 'branch'),
    savedRawMs: base.rawDowntime - branch.rawDowntime,
    savedCountedMs: base.countedDowntime - branch.countedDowntime,
    levelAtEnd: leftAt === undefined ? scale.names[0] : scale.names[leftAt],
  };
};

// `whatif` with several scenarios as people and programs read it: one table, for each service how it was and how it would have been under each,
// and below it what was assumed.
import { spokenDuration } from '#domain/time/duration.ts';
import { pushTo } from '#domain/grouped.ts';
import type { Figures } from '#domain/time/availability.ts';
import { describePolicy, type Policy } from '#domain/time/policy.ts';
import { percent, type Ratio } from '#domain/time/ratio.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Compared } from '#projections/comparison.ts';
import type { ScenarioComparison, Scenarios } from '#projections/scenarios.ts';
import type { Answer } from './answer.ts';
import { comparisonServices } from './comparison.ts';
import { instantText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const scenariosAnswer = (scenarios: Scenarios, saved?: string): Answer => ({
  json: scenariosJson(scenarios, saved),
  csv: () =>
    csvText(
      [
        'service',
        'scenario',
        'raw_downtime_ms',
        'counted_downtime_ms',
        'raw_at_risk_ms',
        'availability',
        'target',
        'met',
        'saved_raw_ms',
        'saved_counted_ms',
      ],
      scenarios.comparisons.flatMap((comparison) => comparison.services.map((compared) => csvRow(compared, comparison))),
    ),
  text: (style) =>
    [
      `What if, from ${instantText(scenarios.from, style)} to ${instantText(scenarios.to, style)} (${style.zone})`,
      '',
      scenariosTable(scenarios, style),
      '',
      ...scenarios.comparisons.flatMap((comparison) => [
        `${comparison.name}: ${comparison.changes.join(' and ')}${comparison.until === undefined ? '' : `, on the log as of ${instantText(comparison.until, style)}`}.`,
        `  Targets missed: ${missed(comparison.services, 'branch')}, where ${missed(comparison.services, 'base')} had been.`,
        ...comparison.assumptions.map((assumption) => `  Assumed: ${assumption}.`),
      ]),
      ...scenarios.comparisons.slice(0, 1).map(({ policy, scale }) => `Policy ${describePolicy(policy, scale)}`),
      ...(saved === undefined ? [] : [`Saved as ${saved}.`]),
    ].join('\n'),
});

const missed = (services: readonly Compared[], side: 'base' | 'branch'): string =>
  String(services.filter(({ met }) => met[side] === false).length);

/** A row for how each service was, where scenarios share it, and one for each scenario. */
const scenariosTable = ({ comparisons }: Scenarios, style: Style): string => {
  const services = new Map<string, { readonly compared: Compared; readonly comparison: ScenarioComparison }[]>();
  for (const comparison of comparisons) {
    for (const compared of comparison.services) pushTo(services, compared.service, { compared, comparison });
  }
  const rows = [...services.values()].flatMap((own) => {
    let shown: string | undefined;
    return own.flatMap(({ compared, comparison }, index) => {
      const { base, branch, availability, met, target } = compared;
      const was = sideRow('as it was', base, availability.base, met.base, target, comparison.policy);
      const key = was.join();
      const head = key === shown ? [] : [[index === 0 ? compared.name : '', ...was, '', '']];
      shown = key;
      const would = sideRow(comparison.name, branch, availability.branch, met.branch, target, comparison.policy);
      return [
        ...head,
        [
          '',
          ...would,
          savedText(base.rawDowntime - branch.rawDowntime, style),
          savedText(base.countedDowntime - branch.countedDowntime, style),
        ],
      ];
    });
  });
  return textTable(
    [
      { head: 'Service' },
      { head: 'Scenario' },
      { head: 'Down (raw)', align: 'right' },
      { head: 'Down (service time)', align: 'right' },
      { head: 'At risk (raw)', align: 'right' },
      { head: 'Availability', align: 'right' },
      { head: 'Target' },
      { head: 'Saved (raw)', align: 'right' },
      { head: 'Saved (service time)', align: 'right' },
    ],
    rows,
    style,
  );
};

const sideRow = (
  name: string,
  { rawDowntime, countedDowntime, rawAtRisk }: Figures,
  availability: Ratio | 'no data',
  met: boolean | undefined,
  target: number | undefined,
  { decimals }: Policy,
): readonly string[] => [
  name,
  length(rawDowntime),
  length(countedDowntime),
  length(rawAtRisk),
  availability === 'no data' ? 'no data' : `${percent(availability, decimals)} %`,
  target === undefined || met === undefined ? '' : `${target} % ${met ? 'met' : 'missed'}`,
];

const length = (time: number): string => (time === 0 ? '0' : spokenDuration(time));

const savedText = (difference: number, style: Style): string => {
  if (difference === 0) return '-';
  return difference > 0 ? style.green(length(difference)) : style.red(`${length(-difference)} more`);
};

const csvRow = (
  { service, base, branch, availability, target, met }: Compared,
  { name, policy }: ScenarioComparison,
): readonly (string | number)[] => [
  service,
  name,
  branch.rawDowntime,
  branch.countedDowntime,
  branch.rawAtRisk,
  availability.branch === 'no data' ? '' : percent(availability.branch, policy.decimals),
  target ?? '',
  met.branch === undefined ? '' : String(met.branch),
  base.rawDowntime - branch.rawDowntime,
  base.countedDowntime - branch.countedDowntime,
];

const scenariosJson = ({ from, to, comparisons, root }: Scenarios, saved: string | undefined): object => ({
  from: formatInstant(from),
  to: formatInstant(to),
  root,
  saved: saved ?? null,
  scenarios: comparisons.map((comparison) => ({
    scenario: comparison.name,
    until: comparison.until === undefined ? null : formatInstant(comparison.until),
    policy: { name: comparison.policy.name, description: describePolicy(comparison.policy, comparison.scale) },
    changes: comparison.changes,
    assumptions: comparison.assumptions,
    services: comparisonServices(comparison),
  })),
});

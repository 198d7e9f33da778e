// A counting policy with every choice filled in (S7), so that no figure rests on an unsaid default, and its one line in words.
import { levelNamed, nameOf, UP, type Level, type Scale } from '../impact/scale.ts';
import type { PolicyDefinition, Treatment } from './definitions.ts';
import { spokenDuration } from './duration.ts';
import type { Duration } from './instant.ts';
import { compare, ofNumber, ONE, percent, ZERO, type Ratio } from './ratio.ts';
import { isZone, unknownZone } from './zone.ts';
import { didYouMean, refuse, type Refusal } from '../refusal.ts';

export interface Policy {
  readonly name: string;
  /** Which version of it: `built in`, `preset`, or since when the log has it in force. */
  readonly version: string;
  readonly zone: string;
  /** `component`, `always` or a calendar's name. */
  readonly hours: string;
  readonly maintenance: NonNullable<PolicyDefinition['maintenance']>;
  readonly planned: NonNullable<PolicyDefinition['planned']>;
  /** Share of the time at each level of the scale that counts as down; never falls as levels worsen, `unknown` aside. */
  readonly weights: readonly Ratio[];
  readonly countFrom: Level;
  readonly unknown: Treatment;
  readonly noData: Treatment;
  readonly edge: 'elapsed' | 'whole';
  readonly beforeExistence: 'out' | 'in';
  readonly blips: Duration;
  readonly rollup: Rollup;
  readonly decimals: number;
  readonly yearStart: number;
}

export type Rollup = NonNullable<PolicyDefinition['rollup']>;

/** Fills in a policy for a scale. Refuses choices that name no level or zone, or lie outside their range. */
export const resolvePolicy = (name: string, definition: PolicyDefinition, scale: Scale, version = 'built in'): Policy | Refusal => {
  const zone = definition.zone ?? 'UTC';
  if (!isZone(zone)) return { ...unknownZone(zone), place: 'zone' };
  const weights = resolveWeights(definition.weights ?? {}, scale);
  if ('refused' in weights) return weights;
  const { countFrom = nameOf(scale, scale.down), blips = 0, decimals = 2, yearStart = 1 } = definition;
  const from = levelNamed(scale, countFrom);
  if (from <= UP) {
    const wrong = from === UP ? `every instant would be an outage from "${countFrom}"` : notALevel(countFrom, scale);
    return refuse(`${wrong}: expected a level worse than "${nameOf(scale, UP)}"`, 'countFrom');
  }
  if (!Number.isSafeInteger(blips) || blips < 0) return refuse(`${blips} is not a length of time`, 'blips');
  if (!isWholeWithin(decimals, 0, 10)) return refuse(`${decimals} is not a whole number from 0 to 10`, 'decimals');
  if (!isWholeWithin(yearStart, 1, 12)) return refuse(`${yearStart} is not a month from 1 to 12`, 'yearStart');
  return {
    name,
    version,
    zone,
    hours: definition.hours ?? 'component',
    maintenance: definition.maintenance ?? 'excluded',
    planned: definition.planned ?? 'cause',
    weights,
    countFrom: from,
    unknown: definition.unknown ?? 'excluded',
    noData: definition.noData ?? 'excluded',
    edge: definition.edge ?? 'elapsed',
    beforeExistence: definition.beforeExistence ?? 'out',
    blips,
    rollup: definition.rollup ?? 'time-weighted',
    decimals,
    yearStart,
  };
};

/** The policy used where none is named; it has a name, too. */
export const defaultPolicy = (scale: Scale): Policy => {
  const policy = resolvePolicy('default', {}, scale);
  if ('refused' in policy) throw new Error(policy.refused);
  return policy;
};

const isWholeWithin = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

const notALevel = (name: string, scale: Scale): string => `"${name}" is not a level${didYouMean(name, scale.names)}`;

const resolveWeights = (given: NonNullable<PolicyDefinition['weights']>, scale: Scale): readonly Ratio[] | Refusal => {
  const weights: Ratio[] = scale.names.map((_, level) => (level === scale.down ? ONE : ZERO));
  for (const [name, weight] of Object.entries(given)) {
    const level = levelNamed(scale, name);
    if (level < 0) return refuse(`${notALevel(name, scale)}: expected one of ${scale.names.join(', ')}`, `weights.${name}`);
    if (level === scale.unknown) return refuse(`"${name}" has no weight: say excluded, up, down or last under unknown`, `weights.${name}`);
    if (!(weight >= 0 && weight <= 1)) return refuse(`${weight} is not a share from 0 to 1`, `weights.${name}`);
    weights[level] = ofNumber(weight);
  }
  const known = scale.names.map((_, level) => level).filter((level) => level !== scale.unknown);
  const falls = known.find((level, i) => compare(weights[level] ?? ZERO, weights[known[i - 1] ?? level] ?? ZERO) < 0);
  if (falls === undefined) return weights;
  return refuse(`"${nameOf(scale, falls)}" weighs less than a better level: weights may not fall as levels worsen`, 'weights');
};

/** The policy in one line, to stand beside every figure made by it. */
export const describePolicy = (policy: Policy, scale: Scale): string => {
  const some = policy.weights.flatMap((weight, level) =>
    compare(weight, ZERO) > 0 ? [`${nameOf(scale, level)} ${percent(weight, 6).replace(/\.?0+$/, '')} %`] : [],
  );
  const hours =
    { component: 'agreed service time of each component', always: '24 × 7' }[policy.hours] ?? `service time of calendar ${policy.hours}`;
  const choices = [
    `zone ${policy.zone}`,
    hours,
    `counted as down: ${some.length === 0 ? 'nothing' : some.join(', ')}`,
    `outages from ${nameOf(scale, policy.countFrom)}`,
    `${policy.planned === 'window' ? 'all time in windows of maintenance' : 'planned maintenance'} ${MAINTENANCE[policy.maintenance]}`,
    policy.unknown === policy.noData
      ? `unknown and no data ${TREATMENT[policy.unknown]}`
      : `unknown ${TREATMENT[policy.unknown]}, no data ${TREATMENT[policy.noData]}`,
    policy.edge === 'elapsed' ? 'elapsed time only' : 'whole periods, the rest as up',
    `time before existence ${policy.beforeExistence === 'out' ? 'left out' : 'as up'}`,
    ...(policy.blips > 0 ? [`intervals under ${spokenDuration(policy.blips)} absorbed`] : []),
    `rolled up ${ROLLUP[policy.rollup]}`,
    ...(policy.yearStart === 1 ? [] : [`years from month ${policy.yearStart}`]),
    `half up to ${policy.decimals} decimals`,
  ];
  return `${policy.name}${policy.version === 'built in' ? '' : ` (${policy.version})`}: ${choices.join('; ')}`;
};

const MAINTENANCE = { excluded: 'left out', up: 'as up', down: 'as down', separate: 'in a column of its own' } as const;
const TREATMENT = { excluded: 'left out', up: 'as up', down: 'as down', last: 'as last known' } as const;
const ROLLUP = { 'time-weighted': 'by time', 'mean-of-periods': 'as mean of periods', worst: 'as the worst period' } as const;

// Zabbix's service status rules as requirements: https://www.zabbix.com/documentation/current/en/manual/it_services/service_tree
import type { Effect, Member, ScaleDefinition } from '#domain/topology/definition.ts';

export const STATUSES = ['OK', 'Not classified', 'Information', 'Warning', 'Average', 'High', 'Disaster'] as const;
export type Status = (typeof STATUSES)[number];

export const ZABBIX: ScaleDefinition = { levels: STATUSES, roles: { down: 'Disaster' } };

export interface Child {
  readonly on: Member;
  /** Their per-child propagation: default as is. A child that is ignored is left out. */
  readonly effect?: Effect;
  readonly weight?: number;
}

const place = (status: Status): number => STATUSES.indexOf(status);
const problems = STATUSES.slice(1);
const shifted = (by: number): Effect =>
  Object.fromEntries(
    problems.map((status) => [status, problems[Math.min(Math.max(place(status) - 1 + by, 0), problems.length - 1)] ?? status]),
  );

/** A problem moves, never to OK nor past the worst; OK stays OK. */
export const increasedBy = (steps: number): Effect => shifted(steps);
export const decreasedBy = (steps: number): Effect => shifted(-steps);
export const fixedTo = (status: Status): Effect => Object.fromEntries(problems.map((each) => [each, status]));

const counted = ({ on, effect }: Child): Member => ({ all: [on], ...(effect === undefined ? {} : { effect }) });

export const mostCritical = (children: readonly Child[]): Member => ({ all: children.map(counted) });

/** The better of the worst, and of "one is OK, or nothing is". */
export const mostCriticalIfAll = (children: readonly Child[]): Member => ({
  any: [mostCritical(children), { any: children.map((child) => ({ all: [counted(child)], effect: { 'Not classified': 'Disaster' } })) }],
});

/** How children are counted: each as one, or by weight. */
type Measure = 'children' | 'weight';
/** How much is asked: that much, or that share of all, in percent. */
export type Amount = { readonly number: number } | { readonly percent: number };

const measured = (child: Child, measure: Measure): number => (measure === 'children' ? 1 : (child.weight ?? 0));
const total = (children: readonly Child[], measure: Measure): number => children.reduce((sum, child) => sum + measured(child, measure), 0);
/** The least whole number that is no less than the amount. */
const least = (amount: Amount, children: readonly Child[], measure: Measure): number =>
  'number' in amount ? amount.number : Math.ceil((amount.percent * total(children, measure)) / 100);

const reaching = (children: readonly Child[], measure: Measure, from: Status, sum: number, set: Status): Member => ({
  score: children.map((child) => ({ all: [counted(child)], weights: { [from]: measured(child, measure) } })),
  thresholds: { [set]: sum },
});

/** "At least so much has this status or above": sets a status. Four of the eight rules. */
export const atLeast = (children: readonly Child[], measure: Measure, amount: Amount, status: Status, set: Status): Member =>
  reaching(children, measure, status, least(amount, children, measure), set);

/** "Less than so much has this status or below": as much as is missing is above it. The other four. */
export const lessThan = (children: readonly Child[], measure: Measure, amount: Amount, status: Status, set: Status): Member => {
  const above = STATUSES[place(status) + 1] ?? 'Disaster';
  return reaching(children, measure, above, total(children, measure) - least(amount, children, measure) + 1, set);
};

/** A service's status: the worst of its calculation rule and its additional rules. */
export const worstOf = (rules: readonly Member[]): Member => ({ all: rules });

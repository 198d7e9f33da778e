// The map and reduce functions of OpenNMS business service monitoring as requirements: https://docs.opennms.com (Business Service Monitoring)
import type { Effect, Member, ScaleDefinition } from '#domain/topology/definition.ts';

const SEVERITIES = ['INDETERMINATE', 'NORMAL', 'WARNING', 'MINOR', 'MAJOR', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const OPENNMS: ScaleDefinition = { levels: SEVERITIES, roles: { down: 'CRITICAL' } };

/** An edge: what a member's severity counts as. `Ignore` is no effect: the member is left out. */
export const mapped: Readonly<Record<'Identity' | 'Increase' | 'Decrease', Effect>> = {
  Identity: 'hard',
  Increase: { NORMAL: 'WARNING', WARNING: 'MINOR', MINOR: 'MAJOR', MAJOR: 'CRITICAL' },
  Decrease: { WARNING: 'NORMAL', MINOR: 'WARNING', MAJOR: 'MINOR', CRITICAL: 'MAJOR' },
};
export const setTo = (severity: Severity): Effect => Object.fromEntries(SEVERITIES.map((each) => [each, severity]));

export interface Edge {
  readonly to: Member;
  readonly effect?: Effect;
  readonly weight?: number;
}

const plain = ({ to, effect }: Edge): Member => ({ all: [to], ...(effect === undefined ? {} : { effect }) });

export const highestSeverity = (edges: readonly Edge[]): Member => ({ all: edges.map(plain) });

/** The highest severity that edges of at least this share of all weight have, or worse ones: what is left over may be better. */
export const threshold = (share: number, edges: readonly Edge[]): Member => {
  const weights = edges.map(({ weight = 1 }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    atLeast: total - Math.ceil(share * total) + 1,
    of: edges.map((edge, index) => ({ all: [plain(edge)], weight: weights[index] ?? 1 })),
  };
};

/** The highest severity, as long as it is above a limit. */
export const highestSeverityAbove = (limit: Severity, edges: readonly Edge[]): Member => ({
  all: edges.map(plain),
  effect: Object.fromEntries(SEVERITIES.slice(0, SEVERITIES.indexOf(limit) + 1).map((each) => [each, 'INDETERMINATE'])),
});

/** So many of one severity make one of the next, from WARNING up. NORMAL adds less than any number of it could make a WARNING of. */
export const exponentialPropagation = (base: number, edges: readonly Edge[]): Member => {
  const unit = edges.length + 1;
  const adds = Object.fromEntries(SEVERITIES.slice(2).map((each, power) => [each, unit * base ** power]));
  return { score: edges.map((edge) => ({ all: [plain(edge)], weights: { NORMAL: 1, ...adds } })), thresholds: { NORMAL: 1, ...adds } };
};

/** A service never shows less than NORMAL, even where no alarm says anything. */
export const service = (reduced: Member): Member => ({ all: [reduced], effect: { INDETERMINATE: 'NORMAL' } });

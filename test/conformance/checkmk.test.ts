// The three aggregation functions of Checkmk's business intelligence (docs.checkmk.com, "Business Intelligence") as requirements, compared
// with a plain count of what each says, over every combination of three states.
import * as assert from 'uvu/assert';
import type { Member, ScaleDefinition } from '#domain/topology/definition.ts';
import { spec } from '../support/spec.ts';
import { leaves, outcome } from './outcome.ts';

const STATES = ['OK', 'PENDING', 'WARN', 'UNKNOWN', 'CRIT'] as const;
type State = (typeof STATES)[number];
const CHECKMK: ScaleDefinition = { levels: STATES, roles: { unknown: 'UNKNOWN', down: 'CRIT' } };

/** A state worse than the limit counts as the limit. */
const cappedAt = (limit: State): Record<string, State> =>
  Object.fromEntries(STATES.slice(STATES.indexOf(limit) + 1).map((state) => [state, limit]));

/** The n-th worst of the nodes, never worse than the limit. */
const worst = (n: number, limit: State, nodes: readonly Member[]): Member => ({
  atLeast: nodes.length - n + 1,
  of: nodes,
  effect: cappedAt(limit),
});
/** The n-th best. */
const best = (n: number, limit: State, nodes: readonly Member[]): Member => ({ atLeast: n, of: nodes, effect: cappedAt(limit) });
/** OK with so many nodes OK, WARN with fewer, else CRIT: counted by those that are not OK. */
const countOk = (ok: number, warn: number, nodes: readonly Member[]): Member => ({
  score: nodes.map((node) => ({ all: [node], weights: { PENDING: 1 } })),
  thresholds: { WARN: nodes.length - ok + 1, CRIT: nodes.length - warn + 1 },
});

const rank = (state: State): number => STATES.indexOf(state);
const capped = (state: State | undefined, limit: State): State => STATES[Math.min(rank(state ?? 'CRIT'), rank(limit))] ?? 'CRIT';
const combinations = STATES.flatMap((a) => STATES.flatMap((b) => STATES.map((c) => [a, b, c] as const)));

const check = (requires: Member, expected: (sorted: readonly State[]) => State): void => {
  for (const states of combinations) {
    const sorted = states.toSorted((a, b) => rank(a) - rank(b));
    assert.is(outcome(CHECKMK, requires, states), expected(sorted), states.join(', '));
  }
};

spec('conformance/checkmk [unit]', (test) => {
  const nodes = leaves(3);
  test('"worst" is atLeast from the other end, limited by an effect', () => {
    check(worst(1, 'CRIT', nodes), (sorted) => sorted[2] ?? 'CRIT');
    check(worst(2, 'WARN', nodes), (sorted) => capped(sorted[1], 'WARN'));
  });
  test('"best" is atLeast, limited by an effect', () => {
    check(best(1, 'CRIT', nodes), (sorted) => sorted[0] ?? 'CRIT');
    check(best(2, 'WARN', nodes), (sorted) => capped(sorted[1], 'WARN'));
  });
  test('"count the number of nodes in state OK" is a score of those that are not', () =>
    check(countOk(2, 1, nodes), (sorted) => {
      const ok = sorted.filter((state) => state === 'OK').length;
      return ok >= 2 ? 'OK' : ok >= 1 ? 'WARN' : 'CRIT';
    }));
});

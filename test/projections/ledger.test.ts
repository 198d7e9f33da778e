// The ledger, which looks only at whom an instant may have reached, against a look at everybody in every span by the plain evaluator.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { replay } from '#domain/impact/replay.ts';
import type { Fault } from '#domain/impact/state.ts';
import { ledgerOf } from '#projections/ledger.ts';
import { firstCause } from '../oracles/plain/first-cause.ts';
import { replay as plainReplay } from '../oracles/plain/replay.ts';
import type { History } from '../support/arbitrary-history.ts';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const UNTIL = 60;

/** `from-to level cause` of every stretch below the best level, by component. */
type Lines = Readonly<Record<string, readonly string[]>>;

const line = (from: number, to: number, level: number, cause: string | undefined): string => `${from}-${to} ${level} ${cause ?? '?'}`;

/** A vantage that has fallen silent is another fault than what it said last. */
const named = (fault: Fault | undefined): string | undefined =>
  fault === undefined ? undefined : `${fault.began.fact.id}${fault.silentSince === undefined ? '' : ' silent'}`;

const byLedger = ({ facts }: History): Lines => {
  const ledger = ledgerOf();
  replay(facts, { until: UNTIL, during: ledger.during });
  const lines: Record<string, string[]> = {};
  for (const { component, from, to, level, cause } of ledger.rows()) (lines[component] ??= []).push(line(from, to, level, named(cause)));
  return lines;
};

const byLookingAtAll = ({ facts }: History): Lines => {
  const stretches: Record<string, { from: number; to: number; level: number; cause: string | undefined }[]> = {};
  plainReplay(facts, {
    until: UNTIL,
    during: (world, from, to) => {
      for (const [id, { level }] of world.states) {
        if (level === 0) continue;
        const cause = named(firstCause(world, id));
        const own = (stretches[id] ??= []);
        const last = own.at(-1);
        if (last?.to === from && last.level === level && last.cause === cause) last.to = to;
        else own.push({ from, to, level, cause });
      }
    },
  });
  return Object.fromEntries(
    Object.entries(stretches).map(([id, own]) => [id, own.map(({ from, to, level, cause }) => line(from, to, level, cause))]),
  );
};

spec('projections/ledger [property]', (test) => {
  test('what an instant does not reach keeps its level and its cause', () =>
    holds(
      fc.property(arbitraryHistory({ maxFacts: 24, dense: true }), (history) => {
        assert.equal(byLedger(history), byLookingAtAll(history));
      }),
      { runs: runs(100, 10_000) },
    ));
});

// A branch that stops where it meets its base again (S9.2) is the branch folded to its end: levels, facts without effect, faults, the world at
// the end. Held to a replay of the branch's own facts, on random histories with clocks that run, reserves, standbys, latches, observations
// and consequences; what levels are owed to after that is what it is owed to in the base; and it does stop.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder, isOfTheModel } from '#domain/facts/fold-order.ts';
import { asked } from '#domain/impact/asked.ts';
import { replay, replayOf, scaleOf, type Replay } from '#domain/impact/replay.ts';
import { advance, newRun } from '#domain/impact/run.ts';
import { branching, type Change } from '#domain/simulate/branch.ts';
import { exactly } from '#domain/time/instant.ts';
import { clip } from '#domain/time/intervals.ts';
import { atWorkLedger } from '#projections/blame-ledger.ts';
import { arbitraryHistory, type History } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { told } from '../support/told.ts';

const UNTIL = 90;

/** Instants at which nothing happens, but base and branch are looked at: enough of them that it is worth looking. */
const notes: readonly Recorded[] = Array.from({ length: 60 }, (_, index) => ({
  fact: { id: `note-${index}`, type: 'NoteAdded', v: 1, occurredAt: exactly(index + 4), data: { about: { component: 'c0' }, text: '' } },
  stream: 'notes',
  revision: index,
  position: '',
  recordedAt: 1000,
}));

/** Facts left out, moved and injected; more than one at a time, sometimes. */
const changesOf = ({ facts, scale }: History): fc.Arbitrary<readonly Change[]> => {
  const happened = facts.filter(({ fact }) => !isOfTheModel(fact.type));
  const declared = facts.flatMap((one) => (isA(one, 'ComponentDeclared') ? [one.fact.data.component] : []));
  const at = fc.integer({ min: 0, max: 30 });
  const failed = fc.record({ component: fc.constantFrom(...declared), at, lasting: fc.integer({ min: 1, max: 9 }) });
  const added = failed.map(({ component, at: instant, lasting }): Change => {
    return { kind: 'fail', component, at: instant, for: lasting, level: scale.roles.down };
  });
  const injected = failed.map(({ component, at: instant }): Change => {
    return { kind: 'inject', fact: { id: 'ended', type: 'OutageEnded', v: 1, occurredAt: exactly(instant), data: { component } } };
  });
  if (happened.length === 0) return fc.tuple(added);
  const one = fc.constantFrom(...happened).chain(({ fact }): fc.Arbitrary<Change> => {
    return fc.oneof(
      fc.constant<Change>({ kind: 'without', fact: fact.id }),
      at.map((to): Change => ({ kind: 'move', fact: fact.id, to })),
    );
  });
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(one, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.tuple(fc.oneof(added, injected)) },
  );
};

const branched = (options: Parameters<typeof arbitraryHistory>[0]): fc.Arbitrary<readonly [History, readonly (readonly Change[])[]]> =>
  arbitraryHistory(options).chain((history) =>
    fc.tuple(fc.constant(history), fc.array(changesOf(history), { minLength: 1, maxLength: 4 })),
  );

/** The branch's own facts folded to the end, keeping the causes that the base's facts ask for. */
const whole = (facts: readonly Recorded[], branch: readonly Recorded[]): Replay => {
  const run = newRun(scaleOf(branch), asked([...facts, ...branch]));
  advance(run, inFoldOrder(branch), UNTIL);
  return replayOf(run, UNTIL);
};

/** What every component's level is owed to after an instant. */
const owedAfter = (met: number, facts: readonly Recorded[]): unknown => {
  const components = [...new Set(facts.flatMap((one) => (isA(one, 'ComponentDeclared') ? [one.fact.data.component] : [])))];
  const ledger = atWorkLedger(components);
  replay(facts, { until: UNTIL, during: ledger.during });
  return components.map((id) =>
    clip(ledger.rowsOf(id), { from: met, to: UNTIL }).map(({ from, to, level, faults }) => [
      from,
      to,
      level,
      faults.map(({ began }) => began.fact.id),
    ]),
  );
};

spec('domain/simulate/apart [law]', (test) => {
  for (const [what, options] of [
    ['a model that stays', { maxFacts: 24, dense: true, modelChanges: false }],
    ['a model that changes', { maxFacts: 24, dense: true }],
    ['lengths of nothing', { maxFacts: 16 }],
  ] as const) {
    let [branches, early] = [0, 0];
    test(`a branch that stops where it meets its base is the branch folded to its end: ${what}`, async () => {
      await holds(
        fc.property(branched(options), ([{ facts: happened }, all]) => {
          const facts = [...happened, ...notes];
          const base = branching(facts, UNTIL);
          for (const changes of all) {
            const { branch, facts: taken, met } = base.apart(changes, () => undefined);
            assert.equal(told(branch), told(whole(facts, taken)));
            if (met < UNTIL) assert.equal(owedAfter(met, taken), owedAfter(met, facts));
            branches++;
            if (met < UNTIL) early++;
          }
        }),
        { runs: runs(80, 20_000) },
      );
      assert.ok(early * 2 > branches, `${early} of ${branches} met their base again`);
    });
  }
});

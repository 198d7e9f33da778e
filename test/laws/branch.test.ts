// Laws of branches (S9.2) on random histories: without changes a branch is its base; with everything left out that happened nothing is down
// but what is down at rest; a fact moved to where it is changes nothing.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { isA } from '#domain/facts/fact.ts';
import { isOfTheModel } from '#domain/facts/fold-order.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import { branchOf, type Change } from '#domain/simulate/branch.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const UNTIL = 60;

spec('domain/simulate/branch [law]', (test) => {
  test('a branch without changes is its base', () =>
    holds(
      fc.property(arbitraryHistory({ dense: true }), ({ facts }) => {
        const { base, branch, assumptions } = branchOf(facts, [], UNTIL);
        assert.equal(branch.timeline, base.timeline);
        assert.equal(assumptions, []);
      }),
      { runs: runs(100, 20_000) },
    ));

  test('a fact moved to where it is changes nothing', () =>
    holds(
      fc.property(arbitraryHistory({ dense: true }), fc.nat(), ({ facts }, place) => {
        const begun = facts.filter((one) => isA(one, 'OutageBegan'));
        const moved = begun[place % Math.max(1, begun.length)];
        const changes: readonly Change[] =
          moved === undefined ? [] : [{ kind: 'move', fact: moved.fact.id, to: moved.fact.occurredAt?.best ?? 0 }];
        const { base, branch } = branchOf(facts, changes, UNTIL);
        assert.equal(branch.timeline, base.timeline);
      }),
      { runs: runs(60, 10_000) },
    ));

  // Switches are left out with them: a standby off its first member is at risk, which an effect may make a dependent's downtime. Observed full
  // service stays (S5.7), so that a component may be better than at rest, where a threshold of 0 is always reached.
  test('without all that broke, was observed or was switched, a model with everything in it is down only where it is at rest', () =>
    holds(
      fc.property(arbitraryHistory({ dense: true, modelChanges: false }), ({ facts }) => {
        const begun = facts.filter((one) => isA(one, 'OutageBegan', 'StatusObserved', 'FailedOver', 'FailedBack'));
        const { branch } = branchOf(
          facts,
          begun.map(({ fact }) => ({ kind: 'without', fact: fact.id })),
          UNTIL,
        );
        const rest = replay(
          facts.filter(({ fact }) => isOfTheModel(fact.type)),
          { until: UNTIL },
        );
        const isDown = ({ timeline, scale }: Replay, id: ComponentId): boolean =>
          timeline.get(id)?.some(({ level }) => level >= scale.down) === true;
        for (const id of branch.timeline.keys()) assert.ok(!isDown(branch, id) || isDown(rest, id), id);
      }),
      { runs: runs(60, 10_000) },
    ));
});

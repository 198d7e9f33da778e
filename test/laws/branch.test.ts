// Laws of branches (S9.2) on random histories: without changes a branch is its base; with every fault left out nothing is down but what
// would be down anyhow; a fact moved to where it is changes nothing.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { isA } from '#domain/facts/fact.ts';
import { branchOf, type Change } from '#domain/simulate/branch.ts';
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

  // Fail-overs are left out with them: a standby off its first member is at risk, which an effect may make a dependent's downtime.
  test('without its faults, observations and fail-overs a model with everything in it is never down', () =>
    holds(
      fc.property(arbitraryHistory({ dense: true, modelChanges: false }), ({ facts }) => {
        const begun = facts.filter((one) => isA(one, 'OutageBegan', 'StatusObserved', 'FailedOver'));
        const { branch } = branchOf(
          facts,
          begun.map(({ fact }) => ({ kind: 'without', fact: fact.id })),
          UNTIL,
        );
        for (const [id, intervals] of branch.timeline) {
          assert.ok(
            intervals.every(({ level }) => level < branch.scale.down),
            id,
          );
        }
      }),
      { runs: runs(60, 10_000) },
    ));
});

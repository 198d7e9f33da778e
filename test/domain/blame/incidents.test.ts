// What belongs to one incident, and when a component is not at rest.
import * as assert from 'uvu/assert';
import { branchWithout } from '#domain/blame/game.ts';
import { incidentsIn } from '#domain/blame/incidents.ts';
import { unrestIn, unrestOf, unrestWatch } from '#domain/blame/unrest.ts';
import type { Fact } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { BEGINNING, exactly } from '#domain/time/instant.ts';
import { branching } from '#domain/simulate/branch.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { THREE } from '../../support/arbitrary-history.ts';
import { at, declared, MINUTE, minute, recorded, START } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

/** A scale that shows no lost redundancy. */
const scale = {
  id: 'scale',
  type: 'ScaleDefined',
  v: 1,
  occurredAt: exactly(BEGINNING),
  data: { name: 'default', definition: THREE },
} as const;

const UNREST = [
  { from: 0, to: 10 },
  { from: 20, to: 30 },
];

/** When components were not at rest, in minutes. */
const restless = (components: Readonly<Record<string, ComponentDefinition>>, facts: readonly Fact[], recharge: number): unknown => {
  const watch = unrestWatch();
  const base = replay(recorded([...declared(components), ...facts]), { until: minute(500), during: watch.during });
  const minutes = (instant: number): number => (instant - START) / MINUTE;
  return unrestOf(Object.keys(components), unrestIn(base, watch, recharge)).map(({ from, to }) => [minutes(from), minutes(to)]);
};

spec('domain/blame/incidents [unit]', (test) => {
  test('a consequence joins its own time with that of what it came from, and is no player', () => {
    const found = incidentsIn(UNREST, [
      { fact: 'cut', at: 5, from: [] },
      { fact: 'disk', at: 25, from: ['cut'] },
    ]);
    assert.equal(found, [{ stretches: UNREST, players: ['cut'] }]);
  });

  test('faults in different times are different incidents', () => {
    const found = incidentsIn(UNREST, [
      { fact: 'cut', at: 5, from: [] },
      { fact: 'disk', at: 25, from: [] },
    ]);
    assert.is(found.length, 2);
  });

  test('rest begins when a reserve can be full again', () => {
    const cut = at(5, 'OutageBegan', { component: 'mains', level: 'down', duration: 10 * MINUTE });
    assert.equal(restless({ mains: {} }, [cut], 0), [[5, 15]]);
    assert.equal(restless({ mains: {} }, [cut], 30 * MINUTE), [[5, 45]]);
  });

  test('a reserve in use is not at rest, also where what it stands in for is there no more and the scale does not show it', () => {
    const lost = at(5, 'StatusObserved', { component: 'mains', level: 'dead', vantage: 'monitor', binding: true });
    const retired = at(10, 'ComponentRetired', { component: 'mains' });
    const components = { mains: {}, ups: { requires: 'mains', holdUp: 20 * MINUTE } };
    assert.equal(restless(components, [scale, lost, retired], 0), [[5, 500]]);
  });

  test('a standby off its first member is not at rest, also on a scale that does not show it', () => {
    const moved = [at(5, 'FailedOver', { component: 'app', to: 'site' }), at(25, 'FailedBack', { component: 'app' })];
    assert.equal(restless({ main: {}, site: {}, app: { requires: { standby: ['main', 'site'] } } }, [scale, ...moved], 0), [[5, 25]]);
  });

  test('a branch that meets its base again is as restless after that as its base, also where the level does not show it', () => {
    const cut = at(5, 'OutageBegan', { component: 'mains', level: 'down', fault: 'cut', duration: 10 * MINUTE }, 'cut');
    const seen = at(40, 'StatusObserved', { component: 'app', level: 'up', vantage: 'probe', binding: true });
    const hidden = at(50, 'OutageBegan', { component: 'app', level: 'down', fault: 'hidden', duration: 30 * MINUTE });
    const others = Array.from({ length: 20 }, (_, index) =>
      at(100 + index, 'OutageBegan', { component: 'other', level: 'down', duration: 1 }),
    );
    const facts = recorded([...declared({ mains: {}, app: {}, other: {} }), cut, seen, hidden, ...others]);
    const watch = unrestWatch();
    const base = branching(facts, minute(500), watch.during);
    const { branch, unrest } = branchWithout([base, watch], ['cut'], 0);
    const minutes = (instant: number): number => (instant - START) / MINUTE;
    const met = 'met' in branch ? minutes(branch.met as number) : undefined;
    assert.is(met, 15);
    assert.equal(
      unrestOf(['mains', 'app'], unrest).map(({ from, to }) => [minutes(from), minutes(to)]),
      [[50, 80]],
    );
  });
});

// How long a branch is another than its base: until everything has the same future again, clocks, reserves and standbys included.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { branching, type Change } from '#domain/simulate/branch.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, declared, HOUR, lane, MINUTE, minute, recorded, START } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

/** Short faults of something apart, an hour each, to fill the time after what is looked at. */
const later: readonly Fact[] = Array.from({ length: 40 }, (_, index) =>
  at(60 * index, 'OutageBegan', { component: 'other', level: 'down', duration: 10 * MINUTE }),
);
const UNTIL = minute(60 * 60);

const apart = (
  components: Readonly<Record<string, ComponentDefinition>>,
  own: readonly Fact[],
  changes: readonly Change[],
): { readonly from: number; readonly met: number; readonly lanes: (component: string) => string } => {
  const base = branching(recorded([...declared({ other: {}, ...components }), ...own, ...later]), UNTIL);
  const { from, met, branch } = base.apart(changes, () => undefined);
  const minutes = (instant: number): number => (instant - START) / MINUTE;
  return { from: minutes(from), met: minutes(met), lanes: (component) => lane(branch, component) };
};

const cut = at(5, 'OutageBegan', { component: 'mains', level: 'down', fault: 'cut', duration: 30 * MINUTE }, 'cut');
const without: readonly Change[] = [{ kind: 'without', fact: 'cut' }];

spec('domain/simulate/apart [unit]', (test) => {
  test('without a fault nothing differs once it has ended', () => {
    const { from, met, lanes } = apart({ mains: {}, app: { requires: 'mains' } }, [cut], without);
    assert.equal([from, met], [5, 35]);
    assert.is(lanes('app'), 'up');
  });

  test('a start-up is part of what differs', () => {
    const { met } = apart({ mains: {}, app: { requires: 'mains', startUp: 20 * MINUTE } }, [cut], without);
    assert.is(met, 55);
  });

  test('a battery differs until it is full again, to the instant at which something is looked at next', () => {
    const { met } = apart({ mains: {}, ups: { requires: 'mains', holdUp: HOUR, recharge: 4 * HOUR } }, [cut], without);
    // Half an hour of its hour is drained from 5 to 35: two hours of refilling.
    assert.is(met, 180);
  });

  test('a latch that nobody releases differs for good', () => {
    const { met, lanes } = apart({ mains: {}, app: { requires: 'mains', restart: 'manual' } }, [cut], without);
    assert.is(met, 3600);
    assert.is(lanes('app'), 'up');
  });

  test('a standby that fails back by hand differs until somebody does', () => {
    const components = { mains: {}, site: {}, app: { requires: { standby: ['mains', 'site'], mode: 'automatic' } } } as const;
    assert.is(apart(components, [cut], without).met, 3600);
    const back = at(90, 'FailedBack', { component: 'app' });
    assert.is(apart(components, [cut, back], without).met, 90);
  });

  test('a switch-over that has run for another time differs until both have switched, and time goes on', () => {
    const components = {
      mains: {},
      site: {},
      app: { requires: { standby: ['mains', 'site'], mode: 'automatic', switchover: HOUR } },
    } as const;
    const again = at(10, 'OutageBegan', { component: 'mains', level: 'down', fault: 'again' });
    const { met, lanes } = apart(components, [cut, again], without);
    assert.is(met, 120);
    assert.is(lanes('app'), 'up 10 down 70 at-risk');
  });

  test('a fail-over at another time differs until both have failed back, and time goes on', () => {
    const requires = { standby: ['mains', 'site'], failback: 'automatic', failbackDelay: HOUR } as const;
    const over = at(5, 'FailedOver', { component: 'app', to: 'site' }, 'over');
    const delayed: Change = { kind: 'move', fact: 'over', to: minute(15) };
    const { met, lanes } = apart({ mains: {}, site: {}, app: { requires } }, [over], [delayed]);
    assert.is(met, 120);
    assert.is(lanes('app'), 'up 15 at-risk 75 up');
  });

  test('an observation differs while it stands', () => {
    const seen = at(5, 'StatusObserved', { component: 'mains', level: 'down', vantage: 'probe', expectEvery: 10 * HOUR }, 'cut');
    const again = at(50, 'StatusObserved', { component: 'mains', level: 'up', vantage: 'probe' });
    const { met, lanes } = apart({ mains: {}, app: { requires: 'mains' } }, [seen, again], without);
    assert.equal([met, lanes('app')], [50, 'up']);
  });

  test('a fault that is moved differs until both have ended', () => {
    const { from, met, lanes } = apart({ mains: {}, app: { requires: 'mains' } }, [cut], [{ kind: 'move', fact: 'cut', to: minute(20) }]);
    assert.equal([from, met], [5, 50]);
    assert.is(lanes('app'), 'up 20 down 50 up');
  });

  test('a fault of what nobody looks at leaves nothing different but itself', () => {
    const { met } = apart({ mains: {}, app: {} }, [cut, at(10, 'OutageBegan', { component: 'app', level: 'down' })], without);
    assert.is(met, 35);
  });

  test('a model that differs is never met', () => {
    const longer: Change = { kind: 'revise', component: 'ups', revised: (definition) => ({ ...definition, holdUp: HOUR }) };
    assert.is(apart({ mains: {}, ups: { requires: 'mains', holdUp: 0 } }, [cut], [longer]).met, 3600);
  });

  test('consequences of a loss after the meeting keep their place', () => {
    const lost = (minutes: number, id: string): Fact =>
      at(minutes, 'OutageBegan', { component: 'mains', level: 'down', fault: id, duration: 30 * MINUTE }, id);
    const disks = ['disk', 'spare'].map((component) =>
      at(910, 'OutageBegan', { component, level: 'down', duration: HOUR, consequenceOf: { loss: 'app' } }),
    );
    const own = [cut, lost(600, 'second'), lost(900, 'third'), ...disks];
    const components = { mains: {}, app: { requires: 'mains' }, disk: {}, spare: {} };
    const { met, lanes } = apart(components, own, without);
    // What its last loss was owed to is remembered, since some fact may come from it: the second loss makes that the same.
    assert.is(met, 600);
    assert.equal([lanes('disk'), lanes('spare')], ['up 910 down 970 up', 'up 910 down 970 up']);
    assert.is(apart(components, own, [{ kind: 'without', fact: 'third' }]).lanes('disk'), 'up');
  });
});

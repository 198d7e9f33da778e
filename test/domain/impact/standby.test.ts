// Standby gates (S2.4), each history worked by hand. `s` requires the gate; minutes.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { Replay } from '#domain/impact/replay.ts';
import type { StandbyGate } from '#domain/topology/definition.ts';
import { actives, at, down, ended, lane, MINUTE, minute, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const gate = (standby: StandbyGate['standby'], options: Omit<StandbyGate, 'standby'>, facts: readonly Fact[], until?: number): Replay =>
  run({ a: {}, b: {}, c: {}, s: { requires: { standby, ...options } } }, facts, until === undefined ? {} : { until: minute(until) });

const over = (minutes: number, to: string): Fact => at(minutes, 'FailedOver', { component: 's', to });
const back = (minutes: number, to?: string): Fact =>
  at(minutes, 'FailedBack', to === undefined ? { component: 's' } : { component: 's', to });

const AUTOMATIC = { mode: 'automatic' } as const;
const IN_FIVE = { mode: 'automatic', switchover: 5 * MINUTE } as const;
const BACK_IN_TEN = { mode: 'automatic', failback: 'automatic', failbackDelay: 10 * MINUTE } as const;

spec('domain/impact/standby [unit]', (test) => {
  test('it is at risk while another member is degraded or worse', () => {
    assert.is(lane(gate(['a', 'b'], {}, [down(10, 'b', 'f', 'degraded'), ended(20, 'b', 'f')]), 's'), 'up 10 at-risk 20 up');
    assert.is(lane(gate(['a', 'b'], {}, [down(10, 'b', 'f', 'at-risk')]), 's'), 'up');
  });

  test('by default only facts move it, and off its first member it is at risk', () => {
    const result = gate(['a', 'b'], {}, [down(10, 'a', 'f'), over(15, 'b'), ended(30, 'a', 'f'), back(40)]);
    assert.is(lane(result, 's'), 'up 10 down 15 at-risk 40 up');
    assert.equal(result.inapplicable, []);
  });

  test('by itself it switches when the active member has been down for the switch-over', () => {
    assert.is(lane(gate(['a', 'b'], IN_FIVE, [down(10, 'a')]), 's'), 'up 10 down 15 at-risk');
    assert.is(lane(gate(['a', 'b'], AUTOMATIC, [down(10, 'a')]), 's'), 'up 10 at-risk');
  });

  test('a switch-over is called off when the active member comes back, and starts anew', () => {
    const flapping = [down(10, 'a', 'f'), ended(12, 'a', 'f'), down(13, 'a', 'g')];
    assert.is(lane(gate(['a', 'b'], IN_FIVE, flapping), 's'), 'up 10 down 12 up 13 down 18 at-risk');
  });

  test('facts of the instant at which a switch-over ends are applied before it', () => {
    assert.is(lane(gate(['a', 'b'], IN_FIVE, [down(10, 'a', 'f'), ended(15, 'a', 'f')]), 's'), 'up 10 down 15 up');
    assert.is(lane(gate(['a', 'b'], IN_FIVE, [down(10, 'a', 'f'), down(15, 'b')]), 's'), 'up 10 down');
  });

  test('a switch-over is called off when no other member is left, and waits for one', () => {
    const lonely = [down(10, 'a'), down(12, 'b', 'f'), ended(20, 'b', 'f')];
    assert.is(lane(gate(['a', 'b'], IN_FIVE, lonely), 's'), 'up 10 down 25 at-risk');
  });

  test('a switch-over runs on while one other member takes the place of another', () => {
    const relay = gate(['a', 'b', 'c'], IN_FIVE, [down(5, 'c', 'f'), down(10, 'a'), down(12, 'b'), ended(12, 'c', 'f')]);
    assert.is(lane(relay, 's'), 'up 5 at-risk 10 down 15 at-risk');
    assert.equal(actives(relay, 's'), ['c']);
  });

  test('it switches to the first member in order that is not down', () => {
    const facts = [down(5, 'b', 'f'), down(10, 'a'), ended(20, 'b', 'f'), down(30, 'c')];
    assert.equal(actives(gate(['a', 'b', 'c'], AUTOMATIC, facts, 30), 's'), ['c']);
    assert.equal(actives(gate(['a', 'b', 'c'], AUTOMATIC, facts, 31), 's'), ['b']);
    assert.is(lane(gate(['a', 'b', 'c'], AUTOMATIC, facts), 's'), 'up 5 at-risk');
  });

  test('unknown is not down, and an effect may make degraded so', () => {
    assert.is(lane(gate(['a', 'b'], AUTOMATIC, [down(10, 'a', 'f', 'unknown')]), 's'), 'up 10 unknown');
    assert.is(lane(gate([{ on: 'a', effect: 'strict' }, 'b'], AUTOMATIC, [down(10, 'a', 'f', 'degraded')]), 's'), 'up 10 at-risk');
  });

  test('a fail-over by hand ends a switch-over', () => {
    assert.is(lane(gate(['a', 'b'], IN_FIVE, [down(10, 'a'), over(12, 'b')]), 's'), 'up 10 down 12 at-risk');
  });

  test('even a fact that names the active member ends a switch-over, and a new one starts', () => {
    assert.is(lane(gate(['a', 'b'], IN_FIVE, [down(10, 'a'), over(12, 'a')]), 's'), 'up 10 down 17 at-risk');
    assert.is(lane(gate(['a', 'b'], IN_FIVE, [down(10, 'a'), back(12)]), 's'), 'up 10 down 17 at-risk');
    assert.is(lane(gate(['a', 'b'], IN_FIVE, [down(10, 'a'), back(12, 'a')]), 's'), 'up 10 down 17 at-risk');
  });

  test('moved by hand to a member that is down, an automatic gate starts a switch-over and a manual one stays', () => {
    const facts = [down(5, 'c'), over(20, 'c')];
    assert.is(lane(gate(['a', 'b', 'c'], IN_FIVE, facts), 's'), 'up 5 at-risk 20 down 25 at-risk');
    assert.equal(actives(gate(['a', 'b', 'c'], IN_FIVE, facts), 's'), ['a']);
    assert.is(lane(gate(['a', 'b', 'c'], {}, facts), 's'), 'up 5 at-risk 20 down');
  });

  test('it fails back once an earlier member has been better than down for the delay, without a break', () => {
    assert.is(lane(gate(['a', 'b'], BACK_IN_TEN, [down(10, 'a', 'f'), ended(20, 'a', 'f')]), 's'), 'up 10 at-risk 30 up');
    const broken = [down(10, 'a', 'f'), ended(20, 'a', 'f'), down(25, 'a', 'g'), ended(26, 'a', 'g')];
    assert.is(lane(gate(['a', 'b'], BACK_IN_TEN, broken), 's'), 'up 10 at-risk 36 up');
    const cut = [down(10, 'a', 'f'), ended(20, 'a', 'f'), down(30, 'a', 'g')];
    assert.is(lane(gate(['a', 'b'], BACK_IN_TEN, cut), 's'), 'up 10 at-risk');
  });

  test('it fails back only to a member no worse than the active one, whose delay may be over by then', () => {
    const degraded = [down(10, 'a', 'f'), ended(20, 'a', 'f'), down(20, 'a', 'g', 'degraded'), ended(50, 'a', 'g')];
    assert.is(lane(gate(['a', 'b'], BACK_IN_TEN, degraded), 's'), 'up 10 at-risk 50 up');
  });

  test('when the active member goes down too, a fail-back that is due takes no switch-over', () => {
    const options = { ...BACK_IN_TEN, switchover: 60 * MINUTE };
    const facts = [down(10, 'a', 'f'), over(12, 'b'), ended(15, 'a', 'f'), down(15, 'a', 'g', 'degraded'), down(30, 'b')];
    assert.is(lane(gate(['a', 'b'], options, facts), 's'), 'up 10 down 12 at-risk 30 degraded');
  });

  test('the delay counts from when the gate left a member that was well, in manual mode too', () => {
    assert.is(lane(gate(['a', 'b'], { ...BACK_IN_TEN, mode: 'manual' }, [over(10, 'b')]), 's'), 'up 10 at-risk 20 up');
  });

  test('the delay counts from when the gate passed a member over', () => {
    const facts = [down(10, 'a'), over(12, 'c')];
    const options = { ...BACK_IN_TEN, switchover: 5 * MINUTE };
    assert.equal(actives(gate(['a', 'b', 'c'], options, facts, 22), 's'), ['c']);
    assert.equal(actives(gate(['a', 'b', 'c'], options, facts, 23), 's'), ['b']);
  });

  test('it fails back step by step as earlier members return', () => {
    const facts = [down(5, 'a', 'f'), down(8, 'b', 'g'), ended(20, 'b', 'g'), ended(40, 'a', 'f')];
    assert.is(lane(gate(['a', 'b', 'c'], BACK_IN_TEN, facts), 's'), 'up 5 at-risk 50 up');
    assert.equal(actives(gate(['a', 'b', 'c'], BACK_IN_TEN, facts, 30), 's'), ['c']);
    assert.equal(actives(gate(['a', 'b', 'c'], BACK_IN_TEN, facts, 31), 's'), ['b']);
  });

  test('a fail-over moves every gate of the requirement that has the member, and a fail-back every gate', () => {
    const components = {
      a: {},
      b: {},
      c: {},
      s: { requires: { all: [{ standby: ['a', 'b'] }, { standby: ['c', 'b'] }, { standby: ['a', 'c'] }] } },
    };
    assert.equal(actives(run(components, [over(10, 'b')]), 's').toSorted(), ['a', 'b', 'b']);
    assert.equal(actives(run(components, [over(10, 'b'), over(11, 'c'), back(12)]), 's').toSorted(), ['a', 'a', 'c']);
    assert.equal(actives(run(components, [over(10, 'b'), back(12, 'a')]), 's').toSorted(), ['a', 'a', 'b']);
  });

  test('a member of an inner gate is no member of the outer one', () => {
    const result = gate([{ all: ['a', 'b'] }, 'c'], {}, [over(10, 'b')]);
    assert.is(lane(result, 's'), 'up');
    assert.is(result.inapplicable.length, 1);
  });

  test('an inner gate chooses before the outer one, which then has no need to', () => {
    const result = gate([{ standby: ['a', 'b'], mode: 'automatic' }, 'c'], AUTOMATIC, [down(10, 'a')]);
    assert.is(lane(result, 's'), 'up 10 at-risk');
    assert.equal(actives(result, 's'), ['b', 'standby[0].standby']);
  });

  test('declared on a member that is down, it switches as at any other time', () => {
    assert.is(lane(gate(['gone', 'b'], AUTOMATIC, []), 's'), 'at-risk');
  });
});

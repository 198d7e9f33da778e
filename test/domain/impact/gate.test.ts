// Gates and lost redundancy (S2.2, S2.3), each line worked by hand.
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE, levelNamed, nameOf } from '#domain/impact/scale.ts';
import type { LevelName, Member } from '#domain/topology/definition.ts';
import { requiredLevel } from '../../support/required-level.ts';
import { spec } from '../../support/spec.ts';

const scale = compileScale(DEFAULT_SCALE);

/** Level of a requirement over a, b, c … at the levels given in that order; a standby gate is on its first. */
const level = (requires: Member, ...levels: readonly LevelName[]): LevelName =>
  nameOf(
    scale,
    requiredLevel(requires, scale, (id) => levelNamed(scale, levels['abcde'.indexOf(id)] ?? 'up')),
  );

spec('domain/impact/gate [unit]', (test) => {
  test('all is as bad as its worst member', () => {
    const all: Member = { all: ['a', 'b', 'c'] };
    assert.is(level(all, 'up', 'up', 'up'), 'up');
    assert.is(level(all, 'up', 'at-risk', 'up'), 'at-risk');
    assert.is(level(all, 'unknown', 'degraded', 'up'), 'unknown');
    assert.is(level(all, 'unknown', 'degraded', 'down'), 'down');
  });

  test('any is as good as its best member, and at risk once one is degraded or worse', () => {
    const any: Member = { any: ['a', 'b'] };
    assert.is(level(any, 'up', 'up'), 'up');
    assert.is(level(any, 'up', 'at-risk'), 'up');
    assert.is(level(any, 'up', 'degraded'), 'at-risk');
    assert.is(level(any, 'down', 'up'), 'at-risk');
    assert.is(level(any, 'down', 'degraded'), 'degraded');
    assert.is(level(any, 'down', 'down'), 'down');
  });

  test('at least k is as good as its k-th best member', () => {
    const two: Member = { atLeast: 2, of: ['a', 'b', 'c'] };
    assert.is(level(two, 'up', 'up', 'up'), 'up');
    assert.is(level(two, 'up', 'up', 'down'), 'at-risk');
    assert.is(level(two, 'up', 'degraded', 'down'), 'degraded');
    assert.is(level(two, 'up', 'down', 'unknown'), 'unknown');
    assert.is(level(two, 'up', 'down', 'down'), 'down');
  });

  test('with weights it is the best level at which members weigh enough together', () => {
    const three: Member = { atLeast: 3, of: [{ on: 'a', weight: 2 }, 'b', 'c'] };
    assert.is(level(three, 'up', 'up', 'down'), 'at-risk');
    assert.is(level(three, 'up', 'down', 'down'), 'down');
    assert.is(level(three, 'degraded', 'up', 'up'), 'degraded');
    assert.is(level(three, 'down', 'up', 'up'), 'down');
  });

  test('a gate that cannot do with less has no redundancy to lose', () => {
    assert.is(level({ any: ['a'] }, 'degraded'), 'degraded');
    assert.is(level({ any: ['a'] }, 'at-risk'), 'at-risk');
    assert.is(level({ atLeast: 2, of: ['a', 'b'] }, 'up', 'up'), 'up');
    // Every member but the light one is needed; the light one's loss is a loss of redundancy.
    const light: Member = { atLeast: 4, of: [{ on: 'a', weight: 2 }, { on: 'b', weight: 2 }, 'c'] };
    assert.is(level(light, 'up', 'up', 'down'), 'at-risk');
    assert.is(level(light, 'up', 'down', 'up'), 'down');
  });

  test('redundancy is lost by a member as it counts after its effect', () => {
    assert.is(level({ any: [{ on: 'a', effect: 'soft' }, 'b'] }, 'degraded', 'up'), 'up');
    assert.is(level({ any: [{ on: 'a', effect: 'soft' }, 'b'] }, 'down', 'up'), 'at-risk');
    assert.is(level({ any: [{ on: 'a', effect: { 'at-risk': 'degraded' } }, 'b'] }, 'at-risk', 'up'), 'at-risk');
  });

  test('score is at the worst level whose threshold the members reach together', () => {
    const score: Member = {
      score: [
        { on: 'a', weights: { degraded: 1, down: 3 } },
        { on: 'b', weights: { down: 3 } },
      ],
      thresholds: { degraded: 3, down: 6 },
    };
    assert.is(level(score, 'degraded', 'up'), 'up');
    assert.is(level(score, 'down', 'up'), 'degraded');
    // Unknown weighs as degraded does for a, and nothing for b.
    assert.is(level(score, 'unknown', 'unknown'), 'up');
    assert.is(level(score, 'degraded', 'down'), 'degraded');
    assert.is(level(score, 'down', 'down'), 'down');
  });

  test('score counts members after their effects, and at its best whatever it weighs', () => {
    assert.is(level({ score: [{ on: 'a', effect: 'strict', weights: { down: 1 } }], thresholds: { degraded: 1 } }, 'degraded'), 'degraded');
    assert.is(level({ score: [{ on: 'a', weights: { up: 2 } }], thresholds: { degraded: 2 } }, 'up'), 'degraded');
  });

  test('gates nest, with an effect on the inner one', () => {
    const nested: Member = { all: [{ any: ['a', 'b'] }, { all: ['c', 'd'], effect: 'soft' }] };
    assert.is(level(nested, 'down', 'up', 'up', 'up'), 'at-risk');
    assert.is(level(nested, 'up', 'up', 'down', 'up'), 'degraded');
    assert.is(level(nested, 'down', 'down', 'down', 'up'), 'down');
    assert.is(level({ any: [{ all: ['a', 'b'] }, { all: ['c', 'd'] }] }, 'up', 'down', 'up', 'up'), 'at-risk');
  });

  test('a standby gate on its first member is at risk while another is degraded or worse', () => {
    assert.is(level({ standby: ['a', 'b'] }, 'up', 'up'), 'up');
    assert.is(level({ standby: ['a', 'b'] }, 'up', 'at-risk'), 'up');
    assert.is(level({ standby: ['a', 'b'] }, 'up', 'degraded'), 'at-risk');
    assert.is(level({ standby: ['a', 'b'] }, 'degraded', 'up'), 'degraded');
  });
});

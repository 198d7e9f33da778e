import * as assert from 'uvu/assert';
import { compileEffect } from '#domain/impact/effect.ts';
import { compileScale, DEFAULT_SCALE, nameOf } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { Effect, ScaleDefinition } from '#domain/topology/definition.ts';
import { spec } from '../../support/spec.ts';

/** How each level counts, best first. */
const counted = (effect: Effect | undefined, definition: ScaleDefinition = DEFAULT_SCALE): string => {
  const scale = compileScale(definition);
  const table = compileEffect(effect, scale);
  return isRefusal(table) ? table.refused : table.map((level) => nameOf(scale, level)).join(' ');
};

const LIGHTS: ScaleDefinition = { levels: ['green', 'amber', 'red'], roles: { down: 'red' } };

spec('domain/impact/effect [unit]', (test) => {
  test('hard is the default and leaves every level as it is', () => {
    assert.is(counted(undefined), 'up at-risk degraded unknown down');
    assert.is(counted('hard'), 'up at-risk degraded unknown down');
  });

  test('soft counts down and unknown as degraded and all else as up', () => {
    assert.is(counted('soft'), 'up up up degraded degraded');
    assert.is(counted('soft', LIGHTS), 'green green amber');
  });

  test('strict counts degraded and worse as down', () => {
    assert.is(counted('strict'), 'up at-risk down down down');
    assert.is(counted('strict', LIGHTS), 'green red red');
  });

  test('a level that a map leaves out stays, or becomes as bad as the level before it', () => {
    assert.is(counted({ degraded: 'down' }), 'up at-risk down down down');
    assert.is(counted({ down: 'unknown' }), 'up at-risk degraded unknown unknown');
    assert.is(counted({ up: 'at-risk' }), 'at-risk at-risk degraded unknown down');
    assert.is(counted({ unknown: 'degraded', down: 'degraded' }), 'up at-risk degraded degraded degraded');
  });

  test('a map under which a worse level counts as a better one is refused', () => {
    assert.match(counted({ down: 'degraded' }), /not monotone: down counts as degraded, better than unknown/);
    assert.match(counted({ 'at-risk': 'down', degraded: 'degraded' }), /not monotone: degraded counts as degraded, better than at-risk/);
  });

  test('a map that names a level the scale lacks is refused', () => {
    assert.match(counted({ broken: 'down' }), /"broken" is not a level; the levels are up, at-risk, degraded, unknown, down/);
    assert.match(counted({ down: 'gone' }), /"gone" is not a level/);
  });
});

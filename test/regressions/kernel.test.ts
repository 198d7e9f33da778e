// Histories on which the kernel once differed from the plain evaluator, made small.
import * as assert from 'uvu/assert';
import { compileRequirement } from '#domain/topology/requirement.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { exactly } from '#domain/time/instant.ts';
import { at, declared, down, ended, lane, MINUTE, recorded, run } from '../support/history.ts';
import { byKernel, byPlainEvaluator } from '../support/kernel-cases.ts';
import { spec } from '../support/spec.ts';

spec('regressions/kernel [unit]', (test) => {
  test('a cycle that only holds itself down comes back with what it lost', () => {
    const components = { mains: {}, app: { requires: { all: ['mains', 'app'] } } };
    assert.is(lane(run(components, [down(0, 'mains', 'cut'), ended(10, 'mains', 'cut')]), 'app'), 'up 0 down 10 up');
  });

  test('a loss while a cycle starts up starts it over, though it was down already', () => {
    const components = { mains: {}, app: { requires: { all: ['mains', 'app'] }, startUp: 20 * MINUTE } };
    const cuts = [down(0, 'mains', 'one'), ended(9, 'mains', 'one'), down(10, 'mains', 'two'), ended(11, 'mains', 'two')];
    assert.is(lane(run(components, cuts), 'app'), 'up 0 down 31 up');
  });

  test('one that is declared and retired at one instant leaves no interval', () => {
    const facts = [...declared({ a: {} }), at('beginning', 'ComponentRetired', { component: 'a' })];
    const history = {
      scale: DEFAULT_SCALE,
      facts: recorded(facts).map((one) => ({ ...one, fact: { ...one.fact, occurredAt: exactly(0) } })),
    };
    assert.equal(byKernel(history), byPlainEvaluator(history));
    assert.not(
      run({}, [at(0, 'ComponentDeclared', { component: 'a', definition: {} }), at(0, 'ComponentRetired', { component: 'a' })]).timeline.has(
        'a',
      ),
    );
  });

  test('a count that is no whole number is reached by the next one', () => {
    const requirement = { atLeast: 1.5, of: ['a', 'b', 'c'] };
    assert.is(compileRequirement(requirement, compileScale(DEFAULT_SCALE)).weight, 1);
    assert.is(
      lane(run({ a: {}, b: {}, c: {}, app: { requires: requirement } }, [down(0, 'a'), down(5, 'b')]), 'app'),
      'up 0 at-risk 5 down',
    );
  });
});

// The reduce, map, hierarchy, root-cause and impact cases of the OpenNMS business service state machine's tests (features/bsm, github.com/OpenNMS/opennms):
// inputs, expected severities and numbers of state changes restated. No severity at all is INDETERMINATE here, the best level.
// Severities by letter: I indeterminate, N normal, W warning, m minor, M major, C critical.
import * as assert from 'uvu/assert';
import { explain } from '#domain/impact/explanation.ts';
import type { Member } from '#domain/topology/definition.ts';
import { spec } from '../support/spec.ts';
import {
  exponentialPropagation,
  highestSeverity,
  highestSeverityAbove,
  mapped,
  OPENNMS,
  service,
  setTo,
  threshold,
  type Edge,
} from './opennms.ts';
import { finalLevel, history, leaves, outcome, type Step } from './outcome.ts';

const SEVERITY: Readonly<Record<string, string>> = {
  I: 'INDETERMINATE',
  N: 'NORMAL',
  W: 'WARNING',
  m: 'MINOR',
  M: 'MAJOR',
  C: 'CRITICAL',
};
const severity = (letter: string): string => SEVERITY[letter] ?? '';

type Reduce = (edges: readonly Edge[]) => Member;
type Case = readonly [inputs: string, expected: string];

const check = (reduce: Reduce, cases: readonly Case[]): void => {
  for (const [inputs, expected] of cases) {
    const edges = leaves(inputs.length).map((to) => ({ to }));
    const requires = edges.length === 0 ? undefined : reduce(edges);
    assert.is(outcome(OPENNMS, requires, inputs.split('').map(severity)), severity(expected), inputs);
  }
};

/** A hierarchy of services over alarms, told step by step: how often services have changed after each, and where they end. */
interface Hierarchy {
  readonly services: Readonly<Record<string, Member>>;
  readonly alarms: readonly string[];
  readonly steps: readonly (readonly [alarm: string, letter: string, changes: number])[];
  readonly expected: Readonly<Record<string, string>>;
}

const checkHierarchy = ({ services, alarms, steps, expected }: Hierarchy): void => {
  const components = {
    ...Object.fromEntries(alarms.map((alarm) => [alarm, {}])),
    ...Object.fromEntries(Object.entries(services).map(([name, reduced]) => [name, { requires: service(reduced) }])),
  };
  steps.forEach(([alarm, , changes], index) => {
    const told = steps.slice(0, index + 1).map(([of, letter]): Step => [of, severity(letter)]);
    const { timeline } = history(OPENNMS, components, told);
    const counted = Object.keys(services).reduce((sum, name) => sum + (timeline.get(name)?.length ?? 0) - 1, 0);
    assert.is(counted, changes, `changes after ${alarm}`);
  });
  const result = history(
    OPENNMS,
    components,
    steps.map(([of, letter]): Step => [of, severity(letter)]),
  );
  for (const [name, letter] of Object.entries(expected)) assert.is(finalLevel(result, name), severity(letter), name);
};

spec('conformance/opennms [cases]', (test) => {
  test('Threshold is atLeast of the weight that may be better', () => {
    check((edges) => threshold(0.75, edges), [['MMCCW', 'M']]);
    check(
      (edges) => threshold(1, edges),
      [
        ['MMCCW', 'W'],
        ['Cm', 'm'],
      ],
    );
  });

  test('HighestSeverityAbove is all, with what is not above counted as nothing', () =>
    check(
      (edges) => highestSeverityAbove('MAJOR', edges),
      [
        ['', 'I'],
        ['mMW', 'I'],
        ['mMWC', 'C'],
      ],
    ));

  test('ExponentialPropagation is a score, base 2', () =>
    check(
      (edges) => exponentialPropagation(2, edges),
      [
        ['', 'I'],
        ['N', 'N'],
        ['W', 'W'],
        ['III', 'I'],
        ['NNNN', 'N'],
        ['WNNN', 'W'],
        ['WWNN', 'm'],
        ['WWWN', 'm'],
        ['WWWW', 'M'],
        ['mWN', 'm'],
        ['mWW', 'M'],
      ],
    ));

  test('ExponentialPropagation is a score, base 3', () =>
    check(
      (edges) => exponentialPropagation(3, edges),
      [
        ['NNNNNNNNN', 'N'],
        ['WNNNNNNNN', 'W'],
        ['WWWNNNNNN', 'm'],
        ['WWWWNNNNN', 'm'],
        ['WWWWWWWWW', 'M'],
        ['mWWWWWN', 'm'],
        ['mWWWWWW', 'M'],
      ],
    ));

  test('the map functions are effects, and an ignored member is left out', () => {
    const maps: readonly (readonly [Edge['effect'], string, string])[] = [
      [setTo('WARNING'), 'INWmMC', 'WWWWWW'],
      [mapped.Identity, 'INWmMC', 'INWmMC'],
      [mapped.Decrease, 'IWmMC', 'INWmM'],
      [mapped.Increase, 'NWmM', 'WmMC'],
    ];
    for (const [effect, inputs, expected] of maps)
      inputs
        .split('')
        .forEach((letter, index) =>
          check(
            (edges) => highestSeverity(edges.map((edge) => ({ ...edge, ...(effect && { effect }) }))),
            [[letter, expected[index] ?? '']],
          ),
        );
    for (const letter of 'INWmMC') assert.is(outcome(OPENNMS, undefined, [severity(letter)]), 'INDETERMINATE');
  });

  test('a hierarchy with weights and increased severities changes state as often as theirs', () =>
    checkHierarchy({
      alarms: ['http', 'disk', 'duke', 'carolina', 'ncstate'],
      services: {
        Master: highestSeverity([{ to: 'http', effect: mapped.Increase }, { to: 'disk' }]),
        Agents: threshold(0.75, [
          { to: 'duke', effect: mapped.Increase, weight: 2 },
          { to: 'carolina', effect: mapped.Increase, weight: 2 },
          { to: 'ncstate', effect: mapped.Increase, weight: 1 },
        ]),
        Bamboo: highestSeverity([{ to: 'Master' }, { to: 'Agents' }]),
      },
      steps: [
        ['http', 'I', 0],
        ['disk', 'W', 2],
        ['duke', 'm', 2],
        ['ncstate', 'N', 2],
        ['carolina', 'M', 4],
      ],
      expected: { Master: 'W', Agents: 'M', Bamboo: 'M' },
    }));

  test('a parent over two children changes state as often as theirs', () =>
    checkHierarchy({
      alarms: ['svc1', 'svc2', 'key'],
      services: {
        child1: highestSeverity([{ to: 'svc1' }, { to: 'key' }]),
        child2: highestSeverity([{ to: 'svc2' }]),
        parent: highestSeverity([{ to: 'child1' }, { to: 'child2' }]),
      },
      steps: [
        ['svc1', 'm', 2],
        ['svc2', 'M', 4],
        ['key', 'C', 6],
      ],
      expected: { child1: 'C', child2: 'M', parent: 'C' },
    }));

  test('a service that two children share changes state as often as theirs', () =>
    checkHierarchy({
      alarms: ['svc'],
      services: {
        child1: highestSeverity([{ to: 'svc' }]),
        child2: highestSeverity([{ to: 'svc' }]),
        parent: highestSeverity([{ to: 'child1' }, { to: 'child2' }]),
      },
      steps: [['svc', 'm', 3]],
      expected: { child1: 'm', child2: 'm', parent: 'm' },
    }));

  test('root causes are what an explanation finds behind a service, and impact is the services that have it among theirs', () => {
    const services = {
      b1: highestSeverityAbove('MINOR', [{ to: 'b2' }, { to: 'b3' }]),
      b2: highestSeverity([{ to: 'a1' }, { to: 'a2' }, { to: 'a3' }]),
      b3: threshold(0.5, [{ to: 'a4' }, { to: 'a5' }, { to: 'a6' }, { to: 'a7' }]),
    };
    const alarms = Object.fromEntries(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].map((alarm) => [alarm, {}]));
    const reduced = Object.fromEntries(Object.entries(services).map(([name, requires]) => [name, { requires: service(requires) }]));
    const steps = ['a1m', 'a4M', 'a6C', 'a7M'].map((step): Step => [step.slice(0, 2), severity(step[2] ?? '')]);
    const result = history(OPENNMS, { ...alarms, ...reduced }, steps);
    assert.equal(
      Object.keys(services).map((name) => finalLevel(result, name)),
      ['MAJOR', 'MINOR', 'MAJOR'],
    );
    const behind = (name: string): readonly string[] => {
      const found: string[] = [];
      const pending = [...explain(result.world, name, result.until).root.behind];
      for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
        found.push(node.component);
        pending.push(...node.behind);
      }
      return found;
    };
    assert.equal(behind('b2'), ['a1']);
    assert.equal(behind('b3'), ['a4', 'a6', 'a7']);
    assert.equal(behind('b1'), ['b3', 'a4', 'a6', 'a7']);
    const impactOf = (name: string): readonly string[] => Object.keys(services).filter((one) => behind(one).includes(name));
    assert.equal(impactOf('a1'), ['b2']);
    assert.equal(impactOf('a4'), ['b1', 'b3']);
    assert.equal(impactOf('b3'), ['b1']);
  });
});

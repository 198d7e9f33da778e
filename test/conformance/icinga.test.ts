// Every operator case of icingaweb2-module-businessprocess (its test/php/library/Businessprocess/Operators) but NOT's (refused by
// name: test/intake/model-file.test.ts): inputs and expected states restated. States: O ok, P pending, W warning, U unknown, C critical; a host that is down counts as critical there.
import * as assert from 'uvu/assert';
import type { Member } from '#domain/topology/definition.ts';
import { spec } from '../support/spec.ts';
import { and, degraded, enoughOrWorst, ICINGA, kthBest, or } from './icinga.ts';
import { leaves, outcome } from './outcome.ts';

const STATES: Readonly<Record<string, string>> = { O: 'OK', P: 'PENDING', W: 'WARNING', U: 'UNKNOWN', C: 'CRITICAL' };
const state = (letter: string): string => STATES[letter] ?? '';
/** What their program would show for a level of ours. */
const shown = (level: string): string => (level === 'LESSENED' ? 'WARNING' : level);

type Operator = (members: readonly Member[]) => Member;
type Case = readonly [inputs: string, expected: string];

const check = (operator: Operator, cases: readonly Case[]): void => {
  for (const [inputs, expected] of cases) {
    const found = outcome(ICINGA, operator(leaves(inputs.length)), inputs.split('').map(state));
    assert.is(shown(found), state(expected), `${inputs} came to ${found}`);
  }
};

spec('conformance/icinga [cases]', (test) => {
  test('AND is all: the worst of the states', () =>
    check(and, [
      ['CCC', 'C'],
      ['COC', 'C'],
      ['CWO', 'C'],
      ['OWU', 'U'],
      ['OWW', 'W'],
      ['OOO', 'O'],
      ['CW', 'C'],
      ['PP', 'P'],
      ['PW', 'W'],
      ['PO', 'P'],
      ['OP', 'P'],
    ]));

  test('OR is any: the best of the states', () =>
    check(or, [
      ['CCC', 'C'],
      ['CUC', 'U'],
      ['CWO', 'O'],
      ['CWU', 'W'],
      ['OWW', 'O'],
      ['WWW', 'W'],
      ['CW', 'W'],
    ]));

  test('k of n, as the program does it, is the better of the worst and of k that are OK', () => {
    const two: Operator = (members) => enoughOrWorst(2, members);
    check(two, [
      ['CCC', 'C'],
      ['CUC', 'C'],
      ['CWO', 'C'],
      ['CWU', 'C'],
      ['UWW', 'U'],
      ['OOO', 'O'],
    ]);
    check((members) => enoughOrWorst(9, members), [['OOOOOOOOOO', 'O']]);
    check(
      (members) => enoughOrWorst(8, members),
      [
        ['CCOOOOOOOO', 'O'],
        ['CCCOOOOOOO', 'C'],
        ['WWWOOOOOOO', 'W'],
      ],
    );
  });

  test('k of n, as the manual says it, is atLeast: the k-th best', () =>
    check(
      (members) => kthBest(2, members),
      [
        ['CWO', 'W'],
        ['CCO', 'C'],
        ['UWW', 'W'],
        ['OOC', 'O'],
      ],
    ));

  test('DEGRADED is all, a critical lessened to a level that reads as warning', () =>
    check(degraded, [
      ['CCC', 'W'],
      ['COC', 'W'],
      ['CWO', 'W'],
      ['OWU', 'U'],
      ['OWW', 'W'],
      ['CWU', 'W'],
      ['OOO', 'O'],
      ['OC', 'W'],
    ]));
});

// What would explain a contradiction: a requirement that is missing further down, behind a reserve; silence contradicts nothing.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { contradictionsIn, disagreement } from '#projections/contradictions.ts';
import { wouldExplain } from '#projections/would-explain.ts';
import { at, declared, MINUTE, minute, recorded } from '../support/history.ts';
import { spec } from '../support/spec.ts';

const seen = (minutes: number, level: string): Fact =>
  at(minutes, 'StatusObserved', { component: 'app', level, vantage: 'users', binding: false });

spec('projections/would-explain [unit]', (test) => {
  test('finds a requirement that is missing behind a reserve', () => {
    const facts = recorded([
      ...declared({ mains: {}, ups: { requires: 'mains', holdUp: 3 * MINUTE }, cooling: {}, app: { requires: 'ups' } }),
      at(1, 'OutageBegan', { component: 'cooling', level: 'down', duration: 4 * MINUTE }),
      seen(-5, 'up'),
      seen(4, 'down'),
      seen(5, 'up'),
    ]);
    const span = { from: minute(0), to: minute(60) };
    const [best] = wouldExplain(facts, span, contradictionsIn(facts, span));
    assert.is(best?.left, 0);
    assert.equal(best?.change, { kind: 'requires', component: 'ups', also: 'cooling' });
  });

  test('silence is no disagreement', () => {
    const row = { component: 'app', vantage: 'probe', binding: true, observed: 3, derived: 0, facts: [], from: 0, to: 5 };
    assert.is(
      disagreement([
        { ...row, kind: 'silent' },
        { ...row, kind: 'worse' },
      ]),
      5,
    );
  });
});

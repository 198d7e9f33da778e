// What an account says and would give on its own, with each of its times at its ends.
import * as assert from 'uvu/assert';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import type { FactData } from '#domain/facts/types.ts';
import { compileScale, DEFAULT_SCALE, nameOf } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import { END_OF_TIME, exactly, type Occurrence } from '#domain/time/instant.ts';
import { defaultPolicy } from '#domain/time/policy.ts';
import { accountsOf, type Account } from '#projections/accounts.ts';
import { spec } from '../support/spec.ts';
import { at, declared, minute, MINUTE, recorded } from '../support/history.ts';

const scale = compileScale(DEFAULT_SCALE);
const between = (earliest: number, best: number, latest: number): Occurrence => ({
  best: minute(best),
  earliest: minute(earliest),
  latest: minute(latest),
});

const seen = (when: number | Occurrence, level: string, more: Partial<FactData['StatusObserved']> = {}): Fact => ({
  ...at(0, 'StatusObserved', { component: 'shop', level, vantage: 'desk', account: 'a user', ...more }),
  occurredAt: typeof when === 'number' ? exactly(minute(when)) : when,
});
const released = (minutes: number): Fact => at(minutes, 'ObservationReleased', { component: 'shop', vantage: 'desk' });

const accounts = (...facts: readonly Fact[]): readonly Account[] => {
  const all: readonly Recorded[] = recorded([...declared({ shop: {}, other: {} }), ...facts]);
  const found = accountsOf({
    facts: all,
    scale,
    components: new Set(['shop']),
    span: { from: minute(0), to: minute(1_000) },
    policy: defaultPolicy(scale),
    now: minute(2_000),
    holidays: () => [],
  });
  if (isRefusal(found)) throw new Error(found.refused);
  return found;
};

const told = ({ says }: Account): string =>
  says
    .map(
      ({ from, to, level }) =>
        `${nameOf(scale, level)} ${(from - minute(0)) / MINUTE}–${to === END_OF_TIME ? '' : (to - minute(0)) / MINUTE}`,
    )
    .join(', ');
const minutes = (figures: Account['figures']): number => figures.rawDowntime / MINUTE;

spec('projections/accounts [unit]', (test) => {
  test('an account holds from each of its observations to the next, or to its release', () => {
    const [one] = accounts(seen(10, 'degraded'), seen(40, 'down'), seen(50, 'degraded'), released(90));
    assert.is(one && told(one), 'degraded 10–40, down 40–50, degraded 50–90');
    assert.is(one && minutes(one.figures), 10);
  });

  test('what is never taken back goes on', () => {
    const [one] = accounts(seen(900, 'down'));
    assert.is(one && told(one), 'down 900–');
    assert.is(one && minutes(one.figures), 100);
  });

  test('vantages are accounts apart, told in the order in which they begin', () => {
    const found = accounts(
      seen(50, 'down'),
      seen(60, 'up'),
      seen(20, 'degraded', { vantage: 'probe' }),
      seen(30, 'up', { vantage: 'probe' }),
    );
    assert.equal(
      found.map(({ vantage }) => vantage),
      ['probe', 'desk'],
    );
  });

  test('of a monitor it is binding unless it says otherwise, of a person only if it says so', () => {
    const bindings = (more: Partial<FactData['StatusObserved']>): boolean | undefined => accounts(seen(5, 'down', more))[0]?.binding;
    assert.is(bindings({}), false);
    assert.is(bindings({ account: undefined }), true);
    assert.is(bindings({ binding: true }), true);
    assert.is(bindings({ account: undefined, binding: false }), false);
  });

  test('least takes a turn for the worse late and one for the better early, most the other way', () => {
    const [one] = accounts(seen(between(10, 20, 30), 'down'), seen(between(60, 70, 90), 'up'));
    assert.equal(one && [one.least, one.figures, one.most].map(minutes), [30, 50, 80]);
  });

  test('ends that would cross are put at one instant, in the order in which they were told', () => {
    const [one] = accounts(seen(between(10, 20, 60), 'down'), seen(between(30, 40, 50), 'up'));
    assert.equal(one && [one.least, one.figures, one.most].map(minutes), [0, 20, 40]);
  });

  test('what lies outside the span, and who says that all is well, is no account of an outage', () => {
    assert.equal(accounts(seen(1_500, 'down')), []);
    assert.equal(accounts(seen(5, 'up')), []);
  });
});

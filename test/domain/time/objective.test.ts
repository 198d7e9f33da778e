// One outage against its recovery-time objective, its rising impact and the steps of its plan.
import * as assert from 'uvu/assert';
import { checkObjective } from '#domain/time/objective.ts';
import type { ServiceDefinition, WorkingDuration } from '#domain/topology/definition.ts';
import { spec } from '../../support/spec.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Working days as if all were; a calendar without any never gets there. */
const over = (wait: number | WorkingDuration): number | undefined =>
  typeof wait === 'number' ? wait : wait.unit === 'days' ? wait.working * DAY : undefined;

const SERVICE: ServiceDefinition = {
  rto: 4 * HOUR,
  impact: [
    { level: 'medium' },
    { after: { working: 1, unit: 'days' }, level: 'high' },
    { after: { working: 9, unit: 'hours' }, level: 'never' },
  ],
  steps: [
    { after: { working: 2, unit: 'days' }, do: 'move' },
    { after: { working: 1, unit: 'hours' }, do: 'wait for ever' },
  ],
};

const check = (hours: number, open = false, service = SERVICE) => checkObjective({ from: 0, to: hours * HOUR, open }, service, over);

spec('domain/time/objective [unit]', (test) => {
  test('over in time is met, to the millisecond', () => {
    assert.is(check(4).verdict, 'met');
    assert.is(check(4).margin, 0);
    assert.is(check(3).margin, HOUR);
  });

  test('over too late is missed by so much', () => {
    assert.is(check(6).verdict, 'missed');
    assert.is(check(6).margin, -2 * HOUR);
  });

  test('not over is running until it is due, then missed so far', () => {
    assert.is(check(3, true).verdict, 'running');
    assert.is(check(3, true).margin, undefined);
    assert.is(check(5, true).verdict, 'missed');
  });

  test('impact rises only while the outage lasts', () => {
    assert.equal(
      check(24).impact.map(({ level }) => level),
      ['medium'],
    );
    assert.equal(check(25).impact, [
      { level: 'medium', from: 0 },
      { level: 'high', from: DAY },
    ]);
  });

  test('a step is due at its instant, reached or not', () => {
    assert.equal(check(50).steps, [
      { do: 'move', at: 2 * DAY, reached: true },
      { do: 'wait for ever', at: undefined, reached: false },
    ]);
    assert.is(check(10).steps[0]?.reached, false);
  });

  test('without an objective there is no verdict', () => {
    const { verdict, due, impact, steps } = check(10, false, {});
    assert.equal([verdict, due, impact, steps], [undefined, undefined, [], []]);
  });

  test('an objective that never falls due is neither met nor missed', () => {
    assert.is(check(10, false, { rto: { working: 1, unit: 'hours' } }).verdict, undefined);
  });
});

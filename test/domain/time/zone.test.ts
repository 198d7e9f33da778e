import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { dayBounds, instantsOf, isZone, localOf, offsetAt, startOfDay, whenReached } from '#domain/time/zone.ts';
import { isRefusal } from '#domain/refusal.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';
import { platformLocal } from '../../oracles/platform-clock.ts';

const HOUR = 3_600_000;
const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
];
const anyZone = fc.constantFrom(...ZONES);
const anyInstant = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2035, 0, 1) });

const hours = (day: string, zone: string): number => {
  const bounds = dayBounds(day, zone);
  if (isRefusal(bounds)) throw new Error(bounds.refused);
  return (bounds.to - bounds.from) / HOUR;
};

spec('domain/time/zone [unit]', (test) => {
  test('knows zones of the database, not offsets or slips', () => {
    assert.ok(ZONES.every(isZone));
    assert.not.ok(['+01:00', 'Europe/Lundon', '', 'local'].some(isZone));
    assert.throws(() => offsetAt('Europe/Lundon', 0), /not a zone/);
  });

  test('days are as long as clocks make them', () => {
    assert.is(hours('2026-03-29', 'Europe/Berlin'), 23);
    assert.is(hours('2026-10-25', 'Europe/Berlin'), 25);
    assert.is(hours('2026-03-08', 'America/New_York'), 23);
    assert.is(hours('2026-04-05', 'Australia/Lord_Howe'), 24.5);
    assert.is(hours('2018-11-04', 'America/Sao_Paulo'), 23);
    assert.is(hours('2016-02-29', 'UTC'), 24);
  });

  test('a day whose midnight was skipped begins when the clocks change', () => {
    assert.is(startOfDay('2018-11-04', 'America/Sao_Paulo'), Date.UTC(2018, 10, 4, 3));
    assert.is(startOfDay('2023-04-28', 'Africa/Cairo'), Date.UTC(2023, 3, 27, 22));
  });

  test('a day that was left out, or is none, is refused', () => {
    for (const [day, zone] of [
      ['2011-12-30', 'Pacific/Apia'],
      ['2015-02-29', 'UTC'],
      ['2015-2-9', 'UTC'],
      ['2015-02-09', 'Nowhere'],
    ] as const) {
      assert.ok(isRefusal(dayBounds(day, zone)), `${day} ${zone}`);
    }
    assert.is(startOfDay('2011-12-31', 'Pacific/Apia'), Date.UTC(2011, 11, 30, 10));
  });

  test('a repeated local time is two instants, a skipped one none', () => {
    const local = Date.UTC(2015, 9, 25, 1, 30);
    assert.equal(instantsOf('Europe/London', local), [Date.UTC(2015, 9, 25, 0, 30), Date.UTC(2015, 9, 25, 1, 30)]);
    assert.equal(instantsOf('Europe/London', Date.UTC(2015, 2, 29, 1, 30)), []);
    assert.is(whenReached('Europe/London', Date.UTC(2015, 2, 29, 1, 30)), Date.UTC(2015, 2, 29, 1));
  });

  test('local time is what the platform says, and leads back to its instant', () =>
    holds(
      fc.property(anyZone, anyInstant, (zone, at) => {
        const local = localOf(zone, at);
        assert.is(Math.floor(local / 1000) * 1000, platformLocal(zone, at));
        assert.ok(instantsOf(zone, local).includes(at));
      }),
      { runs: 400 },
    ));

  test('a later local time is never reached earlier', () =>
    holds(
      fc.property(anyZone, anyInstant, fc.integer({ min: 0, max: 48 * HOUR }), (zone, local, more) => {
        assert.ok(whenReached(zone, local) <= whenReached(zone, local + more));
      }),
    ));
});

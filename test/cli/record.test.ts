// `record begin|end|failover|failback`: how times are said, and what the answer says was changed.
import * as assert from 'uvu/assert';
import type { AvailabilityJson, RecordedJson, StatusJson } from '../support/answers.ts';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const MODEL = `knockon: 1
components:
  circuit: {}
  ups: { requires: circuit, holdUp: PT3H }
  host: { requires: ups, restart: manual }
  spare: {}
  shop: { name: The Shop, requires: { standby: [host, spare] }, service: { hours: always, target: 99 } }
  desk: { name: Front desk, requires: host, service: { hours: office } }
calendars: { office: { zone: Europe/London, weekly: { mon-fri: '08:00-18:00' } } }
`;

const at = (time: string): readonly string[] => ['--at', time];

spec('cli/record [cli]', (test) => {
  let log: World;
  test.before.each(async () => {
    log = world();
    log.file('model.yaml', MODEL);
    assert.is((await log.knockon('import', 'model.yaml')).exit, 0);
  });
  const record = (...argv: readonly string[]): Promise<RecordedJson> => log.json<RecordedJson>('record', ...argv);
  const changed = ({ changed: changes }: RecordedJson): readonly unknown[] =>
    changes.map(({ service, downMs, level }) => [
      service,
      level,
      ...downMs.map(({ month, before, after }) => `${month} ${before / HOUR} → ${after / HOUR} h`),
    ]);

  test('an outage that is over tells what it cost each service', async () => {
    await record('begin', 'circuit', ...at('2016-01-16T19:00:00Z'), '--fault', 'trip');
    await record('end', 'circuit', '--fault', 'trip', ...at('2016-01-17T00:00:00Z'));
    const released = await record('end', 'host', ...at('2016-01-17T10:00:00Z'));
    // Down from 22:00 with the battery empty; before this fact nobody knew it to end, so it counted on to now, 10 February.
    assert.equal(changed(released), [
      ['shop', 'up', '2016-01 362 → 12 h', '2016-02 216 → 0 h'],
      ['desk', 'up', '2016-01 362 → 12 h', '2016-02 216 → 0 h'],
    ]);
  });

  test('a late fact changes last month, and says so', async () => {
    const said = await record('begin', 'desk', ...at('2016-01-05T10:00:00Z'), '--duration', 'PT90M');
    assert.equal(changed(said), [['desk', 'up', '2016-01 0 → 1.5 h']]);
    const { out } = await log.knockon('record', 'begin', 'desk', ...at('2016-01-06T10:00:00Z'), '--duration', 'PT30M');
    assert.match(out, /Front desk: down 1 h 30 min → 2 h in 2016-01/);
    const { services } = await log.json<AvailabilityJson>('report', 'availability', '--from', '2016-01', '--to', '2016-02');
    assert.is(services.find(({ service }) => service === 'desk')?.periods[0]?.rawDowntimeMs, 2 * HOUR);
  });

  test('what changes no service says so', async () => {
    const { out } = await log.knockon('record', 'begin', 'spare', ...at('2016-01-05T10:00:00Z'), '--duration', 'PT0S');
    assert.match(out, /No service changed\./);
  });

  test('without an instant it happened now', async () => {
    const { occurredAt } = await record('begin', 'spare');
    assert.equal(occurredAt, {
      at: '2016-02-10T00:00:00Z',
      earliest: '2016-02-10T00:00:00Z',
      latest: '2016-02-10T00:00:00Z',
      about: false,
    });
  });

  for (const [options, best, earliest, latest, about] of [
    [['--at', '2016-01-16T19:30:00Z', '--about'], '16T19:30', '16T19:30', '16T19:30', true],
    [['--at', '2016-01-16T19:30:00Z', '--plus-minus', 'PT15M'], '16T19:30', '16T19:15', '16T19:45', false],
    [['--earliest', '2016-01-16T19:00:00Z', '--latest', '2016-01-16T20:00:00Z'], '16T19:30', '16T19:00', '16T20:00', false],
    [
      ['--at', '2016-01-16T19:10:00Z', '--earliest', '2016-01-16T19:00:00Z', '--latest', '2016-01-16T20:00:00Z'],
      '16T19:10',
      '16T19:00',
      '16T20:00',
      false,
    ],
  ] as const)
    test(`a time given by ${options.filter((word) => word.startsWith('--')).join(' ')} is kept as well as it is known`, async () => {
      const { occurredAt } = await record('begin', 'spare', ...options);
      const whole = (time: string): string => `2016-01-${time}:00Z`;
      assert.equal(occurredAt, { at: whole(best), earliest: whole(earliest), latest: whole(latest), about });
    });

  test('of a day, the best guess lies in the middle of the agreed service time, and the range leaves room for its length', async () => {
    const { occurredAt } = await record('begin', 'desk', '--day', '2016-01-05', '--zone', 'Europe/London', '--duration', 'PT1H');
    // The hours are 08:00 to 18:00; an hour around their middle begins at 12:30.
    assert.equal(occurredAt, {
      at: '2016-01-05T12:30:00Z',
      earliest: '2016-01-05T00:00:00Z',
      latest: '2016-01-05T23:00:00Z',
      about: false,
    });
    const { out } = await log.knockon('record', 'begin', 'desk', '--day', '2016-01-06', '--zone', 'Europe/London', '--duration', 'PT1H');
    assert.match(out, /on 6 Jan 2016, time not known, counted from ~?Wed 6 Jan 2016 12:30/);
  });

  test('a bare date is midnight where the zone says', async () => {
    const { occurredAt } = await record('begin', 'spare', ...at('2016-01-05'), '--zone', 'Asia/Kolkata');
    assert.is(occurredAt.at, '2016-01-04T18:30:00Z');
  });

  test('recording the same twice is two facts', async () => {
    const ids = [
      await record('begin', 'desk', ...at('2016-01-05T10:00:00Z')),
      await record('begin', 'desk', ...at('2016-01-05T10:00:00Z')),
    ];
    assert.is.not(ids[0]?.fact, ids[1]?.fact);
  });

  test('an outage may come from a fault, a loss or a fact, and keeps that', async () => {
    const { fact: trip } = await record('begin', 'circuit', ...at('2016-01-16T19:00:00Z'), '--fault', 'trip', '--cause', 'a storm');
    await record('begin', 'host', ...at('2016-01-16T22:00:00Z'), '--consequence-of', 'loss:ups', '--fault', 'a');
    await record('begin', 'host', ...at('2016-01-16T22:00:00Z'), '--consequence-of', 'circuit/trip', '--fault', 'b');
    await record('begin', 'host', ...at('2016-01-16T22:00:00Z'), '--consequence-of', trip, '--fault', 'c');
    const origins = (await log.records()).flatMap(({ fact }) => (fact.type === 'OutageBegan' ? [fact.data.consequenceOf] : []));
    assert.equal(origins, [undefined, { loss: 'ups' }, { component: 'circuit', fault: 'trip' }, trip]);
  });

  test('what else is said goes into the fact', async () => {
    await record(
      ...['begin', 'desk', ...at('2016-01-05T10:00:00Z'), '--level', 'degraded', '--tag', 'site=north', '--tag', 'ticket=A=1'],
      ...['--planned', '--source', 'the logbook', '--by', 'night shift', '--reported-at', '2016-01-06'],
    );
    const fact = (await log.records()).at(-1)?.fact;
    assert.equal(fact?.data, { component: 'desk', level: 'degraded', planned: true, tags: { site: 'north', ticket: 'A=1' } });
    assert.equal([fact?.source, fact?.by, fact?.reportedAt], ['the logbook', 'night shift', Date.UTC(2016, 0, 6)]);
  });

  test('a fail-over ends the outage of what it serves, at risk until it is back on the first', async () => {
    await record('begin', 'host', ...at('2016-02-01T00:00:00Z'), '--fault', 'fire');
    const over = await record('failover', 'shop', 'spare', ...at('2016-02-01T06:00:00Z'));
    assert.equal(changed(over), [['shop', 'at-risk', '2016-02 216 → 6 h']]);
    await record('end', 'host', '--fault', 'fire', ...at('2016-02-02T00:00:00Z'));
    const back = await record('failback', 'shop', ...at('2016-02-02T01:00:00Z'));
    assert.equal(changed(back), [['shop', 'up']]);
    const { components } = await log.json<StatusJson>('status', '--at', '2016-02-02T00:30:00Z');
    assert.equal(
      components.map(({ component, level }) => [component, level]),
      [
        ['shop', 'at-risk'],
        ['desk', 'up'],
      ],
    );
  });

  test('a form the answer does not have is refused before anything is recorded', async () => {
    const before = await log.records();
    const { exit } = await log.knockon('record', 'begin', 'desk', '--format', 'csv');
    assert.is(exit, 2);
    assert.equal(await log.records(), before);
  });

  test('an end before its begin is refused, whatever was recorded first', async () => {
    await record('begin', 'desk', ...at('2016-01-05T10:00:00Z'), '--fault', 'f');
    const { exit, err } = await log.knockon('record', 'end', 'desk', '--fault', 'f', ...at('2016-01-05T09:00:00Z'));
    assert.equal([exit, err], [2, 'knockon: fault "f" of desk ends at 2016-01-05T09:00:00Z, before it begins at 2016-01-05T10:00:00Z\n']);
  });
});

spec('cli/as known at [cli]', (test) => {
  let log: World;
  test.before(async () => {
    log = world();
    log.file('model.yaml', MODEL);
    log.now = Date.UTC(2016, 0, 1);
    await log.knockon('import', 'model.yaml');
    log.now = Date.UTC(2016, 0, 20);
    await log.knockon(
      'record',
      'begin',
      'desk',
      ...at('2016-01-05T10:00:00Z'),
      '--duration',
      'PT1H',
      '--reported-at',
      '2016-01-06T00:00:00Z',
    );
    log.now = Date.UTC(2016, 0, 25);
    await log.knockon('record', 'begin', 'desk', ...at('2016-01-07T10:00:00Z'), '--duration', 'PT1H');
    log.now = Date.UTC(2016, 1, 10);
  });
  const down = async (...argv: readonly string[]): Promise<number | undefined> => {
    const { services } = await log.json<AvailabilityJson>('report', 'availability', '--from', '2016-01', '--to', '2016-02', ...argv);
    const found = services.find(({ service }) => service === 'desk')?.periods[0]?.rawDowntimeMs;
    return found === undefined ? undefined : found / HOUR;
  };

  test('counts what had been reported by then, that instant included', async () => {
    assert.is(await down(), 2);
    assert.is(await down('--as-known-at', '2016-01-25T00:00:00Z'), 2);
    assert.is(await down('--as-known-at', '2016-01-24T23:59:59Z'), 1);
    assert.is(await down('--as-known-at', '2016-01-06T00:00:00Z'), 1);
    assert.is(await down('--as-known-at', '2016-01-05T23:59:59Z'), 0);
  });

  test('counts what the log itself held by then, that instant included', async () => {
    assert.is(await down('--as-recorded-at', '2016-01-25T00:00:00Z'), 2);
    assert.is(await down('--as-recorded-at', '2016-01-20T00:00:00Z'), 1);
    assert.is(await down('--as-recorded-at', '2016-01-19T23:59:59Z'), 0);
  });

  test('both hold together', async () => {
    assert.is(await down('--as-recorded-at', '2016-01-24', '--as-known-at', '2016-01-05'), 0);
    assert.is(await down('--as-recorded-at', '2016-01-24', '--as-known-at', '2016-01-06'), 1);
  });

  test('before anything was recorded nothing is known, which is no outage and no error', async () => {
    const { components } = await log.json<StatusJson>('status', '--as-recorded-at', '2015-12-31');
    assert.equal(components, []);
  });
});

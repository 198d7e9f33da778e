// risk sweep, on the model of examples/hcpc-2016 and on small ones of its own.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { CASE, hcpc, world } from '../support/shell.ts';

interface Row {
  readonly failed: readonly string[];
  readonly servicesDown: number;
  readonly servicesDownApart: number | null;
  readonly servicesWorse: number;
  readonly serviceTimeLostMs: number;
  readonly componentsDown: number;
  readonly takesDown: readonly string[];
  readonly evaluated: string;
}
interface SweepJson {
  readonly scenarios: number;
  readonly replayed: number;
  readonly found: number;
  readonly rows: readonly Row[];
}

const HOUR = 3_600_000;
const [MODEL = ''] = CASE;

/** Two machines behind one feed, of which a shop needs one and an office both; the office is open half the hours of a week. */
const SHOP = `
knockon: 1
components:
  feed: {}
  battery: { requires: feed, holdUp: PT2H }
  one: { requires: battery, restart: manual }
  two: { requires: feed }
  shop: { requires: { any: [one, two] }, service: {} }
  office: { requires: { all: [one, { on: two, effect: soft }] }, service: { hours: half } }
calendars: { half: { zone: UTC, weekly: { mon-sun: '00:00-12:00' } } }
policies: { slow: { weights: { degraded: 0.5 } } }
`;

const rowsOf = async (...argv: readonly string[]): Promise<SweepJson> => {
  const made = world();
  return made.json<SweepJson>('risk', 'sweep', made.file('shop.yaml', SHOP), ...argv);
};
const inShort = ({ rows }: SweepJson): readonly (readonly (string | number)[])[] =>
  rows.map((row) => [row.failed.join('+'), row.servicesDown, row.serviceTimeLostMs / HOUR, row.evaluated]);

spec('cli/risk-sweep [cli]', (test) => {
  test('each single failure, by the services it takes down and the service time that is lost while it lasts', async () => {
    assert.equal(inShort(await rowsOf()), [
      ['feed', 2, 252, 'pass'],
      ['shop', 1, 168, 'pass'],
      ['battery', 1, 84, 'pass'],
      ['one', 1, 84, 'pass'],
      ['office', 1, 84, 'pass'],
      ['two', 0, 0, 'pass'],
    ]);
    assert.equal((await rowsOf()).rows[0]?.takesDown, ['shop', 'office']);
  });

  test('the weights are those of the policy', async () => {
    const { rows } = await rowsOf('--policy', 'slow', '--by', 'time');
    // the office is degraded without `two`
    assert.is(rows.find(({ failed }) => failed[0] === 'two')?.serviceTimeLostMs, 42 * HOUR);
  });

  test('where delays matter a failure of some length is replayed: a battery lasts, and what waits for a person waits all week', async () => {
    const short = await rowsOf('--for', 'PT1H');
    assert.equal(
      inShort(short).filter(([failed]) => failed !== 'shop' && failed !== 'office'),
      [
        ['one', 1, 0.5, 'replay'],
        ['battery', 1, 84, 'replay'],
        ['feed', 0, 0, 'replay'],
        ['two', 0, 0, 'pass'],
      ].toSorted((a, b) => Number(b[1]) - Number(a[1]) || Number(b[2]) - Number(a[2])),
    );
    const long = (await rowsOf('--for', 'PT4H')).rows.find(({ failed }) => failed[0] === 'feed');
    // the office from two hours on, to the week's end; the shop until the feed is back
    assert.is(long?.servicesDown, 2);
    assert.is(long?.serviceTimeLostMs, 83 * HOUR + 2 * HOUR);
  });

  test('a pair is told where it takes down more than its two halves', async () => {
    const { rows, scenarios } = await rowsOf('--pairs', '6');
    assert.is(scenarios, 15);
    assert.equal(
      rows.map(({ failed, servicesDown, servicesDownApart }) => [failed.join('+'), servicesDown, servicesDownApart]),
      [
        ['battery+two', 2, 1],
        ['one+two', 2, 1],
      ],
    );
    assert.equal((await rowsOf('--pairs', 'one,two')).rows.length, 1);
  });

  test('a standby that switches by itself is replayed', async () => {
    const made = world();
    const file = made.file(
      'standby.yaml',
      'knockon: 1\ncomponents: { a: {}, b: {}, s: { requires: { standby: [a, b], mode: automatic, switchover: PT1M }, service: {} } }',
    );
    const alone = await made.json<SweepJson>('risk', 'sweep', file);
    assert.equal(inShort(alone), [
      ['s', 1, 168, 'pass'],
      ['a', 0, 0, 'replay'],
      ['b', 0, 0, 'pass'],
    ]);
    const pairs = await made.json<SweepJson>('risk', 'sweep', file, '--pairs', 'a,b');
    assert.equal(inShort(pairs), [['a+b', 1, 168, 'replay']]);
  });

  test('a log is swept as its model was at an instant, and a model file by itself the same', async () => {
    const made = await hcpc();
    const logged = await made.json<SweepJson>('risk', 'sweep', '--at', '2016-01-01', '--for', 'PT4H');
    const alone = await made.json<SweepJson>('risk', 'sweep', MODEL, '--at', '2016-01-01', '--for', 'PT4H');
    assert.equal(logged, alone);
    assert.ok(logged.rows.length > 0);
  });

  test('the answer does not depend on the number of threads', async () => {
    const made = await hcpc();
    const [none, two] = await Promise.all(
      ['0', '2'].map((threads) => made.knockon('risk', 'sweep', MODEL, '--pairs', '23', '--for', 'PT4H', '--threads', threads)),
    );
    assert.match(none?.out ?? '', 'replayed');
    assert.is(two?.out, none?.out);
  });

  test('rows are as many as asked for, and the rest is counted', async () => {
    const { rows, found } = await rowsOf('--top', '2');
    assert.equal([rows.length, found], [2, 6]);
    const made = world();
    const { out } = await made.knockon('risk', 'sweep', made.file('shop.yaml', SHOP), '--top', '2');
    assert.match(out, '4 more rows: give --top all, or a number.');
  });

  test('what cannot be swept is refused, with what is expected', async () => {
    const made = world();
    const file = made.file('shop.yaml', SHOP);
    const bare = made.file('bare.yaml', 'knockon: 1\ncomponents: { a: {} }');
    for (const [argv, said] of [
      [[file, '--level', 'up'], '"up" is no level of a failure; expected one of at-risk, degraded, unknown, down'],
      [[file, '--for', 'P8D'], '"P8D" is not within the week that is counted; expected up to P7D'],
      [[file, '--pairs', 'onne'], 'there is no component or group "onne" (did you mean "one"?)'],
      [[file, '--top', 'some'], '"some" is not a whole number'],
      [[bare], 'the model has no service: give a component a `service` part, or count every component with --all'],
    ] as const) {
      const { exit, err } = await made.knockon('risk', 'sweep', ...argv);
      assert.is(exit, 2);
      assert.match(err, said);
    }
    assert.is((await made.json<SweepJson>('risk', 'sweep', bare, '--all')).rows.length, 1);
  });
});

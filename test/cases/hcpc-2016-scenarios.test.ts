// Case hcpc-2016: the three what-ifs of the case as scenario files, in one table, with the minutes each would have saved; saved ones keep
// their base; and what a scenario file may not say.
import * as assert from 'uvu/assert';
import { EXAMPLES, hcpc, type World } from '../support/shell.ts';
import { JANUARY } from '../support/january.ts';
import { spec } from '../support/spec.ts';

const FILES = ['ups-6-hours', 'second-circuit', 'automatic-standby'].map((name) => `${EXAMPLES}hcpc-2016/what-if/${name}.yaml`);
const hours = (whole: number, minutes = 0): number => whole * 60 + minutes;

interface ScenariosJson {
  readonly scenarios: readonly {
    readonly scenario: string;
    readonly until: string | null;
    readonly services: readonly {
      readonly service: string;
      readonly savedRawMs: number;
      readonly branch: { readonly rawDowntimeMs: number; readonly met: boolean | null };
    }[];
  }[];
}

spec('cases/hcpc-2016 scenarios [case]', (test) => {
  let log: World;
  test.before.each(async () => {
    log = await hcpc();
  });

  test('minutes saved per service by each of the three', async () => {
    const { scenarios } = await log.json<ScenariosJson>('whatif', ...FILES, ...JANUARY);
    const saved = scenarios.map(({ scenario, services }) => [
      scenario,
      Object.fromEntries(
        services.filter(({ savedRawMs }) => savedRawMs !== 0).map(({ service, savedRawMs }) => [service, savedRawMs / 60_000]),
      ),
    ]);
    const ups = hours(2, 45);
    assert.equal(saved, [
      ['UPS of 6 hours', { 'online-register': ups, 'online-renewals': ups, 'registration-system': ups, domino: ups }],
      [
        'second circuit',
        { 'online-register': hours(9, 15), 'online-renewals': hours(40, 30), 'registration-system': hours(40, 30), domino: hours(33, 15) },
      ],
      ['automatic standby', { 'online-register': hours(9) }],
    ]);
    assert.equal(
      scenarios.map(({ services }) => services.filter(({ branch }) => branch.met === false).length),
      [2, 1, 2],
    );
  });

  test('a saved scenario stands on the log as it was, and on that of today when asked', async () => {
    assert.is((await log.knockon('whatif', '--without', 'trip', '--save', 'no trip', ...JANUARY)).exit, 0);
    log.now += 60_000;
    const late = ['record', 'begin', 'domino', '--at', '2016-01-10T10:00:00Z', '--fault', 'late'];
    assert.is((await log.knockon(...late)).exit, 0);
    assert.is((await log.knockon('record', 'end', 'domino', '--fault', 'late', '--at', '2016-01-10T11:00:00Z')).exit, 0);
    const down = async (...on: readonly string[]): Promise<number | undefined> => {
      const { scenarios } = await log.json<ScenariosJson>('whatif', 'no trip', ...on, '--service', 'domino', ...JANUARY);
      return scenarios[0]?.services[0]?.branch.rawDowntimeMs;
    };
    assert.is(await down(), 0);
    assert.is(await down('--on', 'today'), 3_600_000);
  });

  const REFUSED: readonly (readonly [content: string, said: RegExp])[] = [
    [
      'scenario: a\nchanges:\n  - { set: ups-b.holdUpp, to: PT6H }\n',
      /^knockon: s\.yaml:3:5 changes\[0\]\.holdUpp: unknown key "holdUpp" \(did you mean "holdUp"\?\)/,
    ],
    [
      'scenario: a\nchanges:\n  - { without: tripp }\n',
      /^knockon: s\.yaml:3:5 changes\[0\]: there is no fault "tripp" \(did you mean "trip"\?\)/,
    ],
    ['scenario: a\nchanges:\n  - { sett: a.b, to: 1 }\n', /^knockon: s\.yaml:3:\d+ changes\[0\].*a change/],
    ['changes:\n  - { without: trip }\n', /^knockon: s\.yaml:1:1.* scenario: is missing/],
    ['scenario: a\nchanges: []\n', /^knockon: s\.yaml:2:1 changes: is empty/],
    [
      'scenario: a\nchanges:\n  - { inject: { type: CallLogged, occurredAt: 2016-01-01T00:00:00Z, data: {} } }\n',
      /a scenario injects one of OutageBegan/,
    ],
    ['scenario: a\nchanges:\n  - { add: ups-b, definition: {} }\n', /there is a component "ups-b" already/],
  ];
  for (const [content, said] of REFUSED) {
    test(`refused with its place: ${content.split('\n').at(-2) ?? ''}`, async () => {
      log.file('s.yaml', content);
      const { exit, err } = await log.knockon('whatif', 's.yaml');
      assert.is(exit, 2);
      assert.match(err, said);
    });
  }

  test('a name that nothing was saved under, and a file that is not there', async () => {
    assert.match(
      (await log.knockon('whatif', 'nothing')).err,
      /there is no scenario "nothing" in the log: the log holds none; a file ends in/,
    );
    assert.match((await log.knockon('whatif', 'nothing.yaml')).err, /nothing\.yaml: the file cannot be read: there is no such file/);
  });
});

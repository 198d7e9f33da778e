// record observe|release|maintain|cancel|incident|note|records, on the case of examples/hcpc-2016: what each says, and what each refuses.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { hcpc, type World } from '../support/shell.ts';

type Argv = readonly string[];

const typesIn = async (made: World, from: number): Promise<readonly string[]> =>
  (await made.records()).slice(from).map(({ fact }) => fact.type);

const WINDOW = ['--component', 'ups-b', '--from', '2016-02-07T08:00:00Z', '--to', '2016-02-07T10:00:00Z'];
const MAINTAIN = ['maintain', 'ups-test', ...WINDOW];
const OPEN = ['incident', 'open', 'kpr', '--title', 'Power lost'];
const OBSERVE = ['observe', 'online-register', '--level', 'down', '--vantage', 'probe', '--at', '2016-01-16T22:50:00Z'];
const RELEASE = ['release', 'online-register', '--vantage', 'probe', '--at', '2016-01-18T15:20:00Z'];

const recorded: readonly (readonly [string, readonly Argv[], readonly string[], RegExp])[] = [
  [
    'an observation, which is kept and not yet counted',
    [[...OBSERVE, '--expect-every', 'PT5M']],
    ['StatusObserved'],
    /: online-register down, seen from probe, the next one expected within 5 min\n/,
  ],
  [
    'the account of a person, not binding',
    [[...OBSERVE, '--account', 'service desk', '--no-binding']],
    ['StatusObserved'],
    /seen from probe, by the account of service desk, not binding/,
  ],
  [
    'a release of an observation',
    [OBSERVE, RELEASE],
    ['StatusObserved', 'ObservationReleased'],
    /what probe saw of online-register stands no more/,
  ],
  ['a maintenance', [MAINTAIN], ['MaintenancePlanned'], /: maintenance ups-test of ups-b from .*08:00.* to .*10:00.*/],
  [
    'a change of a maintenance that is planned',
    [MAINTAIN, MAINTAIN],
    ['MaintenancePlanned', 'MaintenanceChanged'],
    /Recorded MaintenanceChanged/,
  ],
  [
    'a maintenance cancelled, and planned again',
    [MAINTAIN, ['cancel', 'ups-test'], MAINTAIN],
    ['MaintenancePlanned', 'MaintenanceCancelled', 'MaintenancePlanned'],
    /Recorded MaintenancePlanned/,
  ],
  [
    'a fault that names its maintenance',
    [MAINTAIN, ['begin', 'ups-b', '--planned', 'ups-test']],
    ['MaintenancePlanned', 'OutageBegan'],
    /Recorded OutageBegan/,
  ],
  ['an incident', [OPEN], ['IncidentOpened'], /: incident kpr: Power lost\n$/],
  [
    'the severity of an incident',
    [OPEN, ['incident', 'severity', 'kpr', 'major']],
    ['IncidentOpened', 'IncidentSeveritySet'],
    /incident kpr is of severity major/,
  ],
  [
    'an incident closed and open again',
    [OPEN, ['incident', 'close', 'kpr'], ['incident', 'reopen', 'kpr']],
    ['IncidentOpened', 'IncidentClosed', 'IncidentReopened'],
    /incident kpr is open again/,
  ],
  [
    'a note on a component',
    [['note', 'Battery replaced', '--component', 'ups-b', '--evidence', 'a.pdf']],
    ['NoteAdded'],
    /about ups-b: Battery replaced\n$/,
  ],
  [
    'a note on an incident',
    [OPEN, ['note', 'All done', '--incident', 'kpr']],
    ['IncidentOpened', 'NoteAdded'],
    /about incident kpr: All done/,
  ],
  [
    'for what time records of a component exist',
    [['records', '--component', 'telephony', '--from', '2015-11-01', '--to', '2015-12-01', '--incomplete']],
    ['RecordsDeclared'],
    /records of telephony from .* to .* exist, not complete\n$/,
  ],
  [
    'that records of everything are complete from then on',
    [['records', '--all', '--from', '2016-02-01']],
    ['RecordsDeclared'],
    /records of everything from .* on are complete/,
  ],
];

const refused: readonly (readonly [string, readonly Argv[], RegExp])[] = [
  ['an observation of what is not there', [[...OBSERVE].with(1, 'online-registr')], /there is no component "online-registr"/],
  [
    'an observation at no level',
    [[...OBSERVE].with(3, 'dowm')],
    /"dowm" is not a level \(did you mean "down"\?\); expected one of up, at-risk/,
  ],
  ['a release of nothing', [RELEASE], /nothing is observed of online-register at vantage "probe" then/],
  ['a release before the observation', [OBSERVE, [...RELEASE].with(5, '2016-01-16T22:00:00Z')], /nothing is observed of online-register/],
  ['a second release', [OBSERVE, RELEASE, [...RELEASE].with(5, '2016-01-19T00:00:00Z')], /nothing is observed of online-register/],
  ['a maintenance of what is not there', [[...MAINTAIN].with(3, 'ups-x')], /there is no component "ups-x"/],
  ['a window that runs backwards', [[...MAINTAIN].with(7, '2016-02-07T07:00:00Z')], /data\.to must be after from/],
  ['cancelling what was never planned', [['cancel', 'ups-test']], /there is no maintenance "ups-test"; plan it first/],
  [
    'cancelling twice',
    [MAINTAIN, ['cancel', 'ups-test'], ['cancel', 'ups-test']],
    /maintenance "ups-test" has been cancelled; plan it again/,
  ],
  [
    'a fault of a maintenance that is none',
    [MAINTAIN, ['begin', 'ups-b', '--planned', 'ups-tset']],
    /there is no maintenance "ups-tset" \(did you mean "ups-test"\?\)/,
  ],
  ['an incident opened twice', [OPEN, OPEN], /incident "kpr" is there already/],
  ['closing what is not open', [OPEN, ['incident', 'close', 'kpr'], ['incident', 'close', 'kpr']], /incident "kpr" is closed already/],
  ['opening again what is open', [OPEN, ['incident', 'reopen', 'kpr']], /incident "kpr" is open already/],
  ['the severity of no incident', [['incident', 'severity', 'kpr', 'major']], /there is no incident "kpr"; open it first/],
  [
    'closing before opening',
    [
      [...OPEN, '--at', '2016-01-16'],
      ['incident', 'close', 'kpr', '--at', '2016-01-15'],
    ],
    /there is no incident "kpr"; open it first/,
  ],
  ['linking a fact there is not', [OPEN, ['incident', 'link', 'kpr', '00000000']], /there is no fact whose id begins with "00000000"/],
  ['a note about nothing', [['note', 'Hm']], /expected one of --component, --incident and --fact/],
  ['a note on an incident that is none', [['note', 'Hm', '--incident', 'kpr']], /there is no incident "kpr"/],
  ['a note on a component that is none', [['note', 'Hm', '--component', 'ups-x']], /there is no component "ups-x"/],
  ['records of nothing in particular', [['records', '--from', '2016-02-01']], /expected either --component \(once or more\) or --all/],
  ['records of what is not there', [['records', '--component', 'ups-x', '--from', '2016-02-01']], /there is no component "ups-x"/],
  [
    'records of a component before it was there',
    [['records', '--component', 'telephony', '--from', '2010-01-01', '--to', '2011-01-01']],
    /there is no component "telephony" between 2010-01-01T00:00:00Z and 2011-01-01T00:00:00Z/,
  ],
];

spec('cli/record-kinds [cli]', (test) => {
  /** For commands that are to record nothing. */
  const untouched = hcpc();

  for (const [what, lines, types, words] of recorded) {
    test(`records ${what}`, async () => {
      const made = await hcpc();
      const before = (await made.records()).length;
      let out = '';
      for (const line of lines) {
        const answer = await made.knockon('record', ...line);
        assert.is(answer.exit, 0, answer.err);
        ({ out } = answer);
      }
      assert.match(out, words);
      assert.equal(await typesIn(made, before), types);
    });
  }

  for (const [what, lines, words] of refused) {
    test(`refuses ${what}`, async () => {
      const made = await (lines.length === 1 ? untouched : hcpc());
      for (const line of lines.slice(0, -1)) assert.is((await made.knockon('record', ...line)).exit, 0);
      const before = (await made.records()).length;
      const { exit, out, err } = await made.knockon('record', ...(lines.at(-1) ?? []));
      assert.match(err, words);
      assert.equal([exit, out], [2, '']);
      assert.is((await made.records()).length, before);
    });
  }

  test('facts are linked to an incident by the first digits of their ids', async () => {
    const made = await hcpc();
    const ids = (await made.records()).flatMap(({ fact }) => (fact.type === 'OutageBegan' ? [fact.id] : [])).slice(0, 2);
    await made.knockon('record', ...OPEN);
    const { exit, out } = await made.knockon('record', 'incident', 'link', 'kpr', ...ids.map((id) => id.slice(0, 9)));
    assert.is(exit, 0);
    assert.match(out, 'incident kpr now has 2 more facts');
    const linked = (await made.records()).at(-1)?.fact;
    assert.equal(linked !== undefined && 'data' in linked && linked.type === 'IncidentLinked' ? linked.data.facts : [], ids);
  });

  test('what a retraction leaves without effect is listed by check', async () => {
    const made = await hcpc();
    await made.knockon('record', ...OPEN);
    const opened = (await made.records()).at(-1)?.fact.id ?? '';
    await made.knockon('record', 'incident', 'close', 'kpr');
    assert.not.match((await made.knockon('check')).out, 'incident');
    assert.is((await made.knockon('record', 'retract', opened, '--reason', 'it was none')).exit, 0);
    const { exit, out } = await made.knockon('check');
    assert.is(exit, 1);
    assert.match(out, /IncidentClosed.*there is no incident "kpr"; open it first/);
  });

  test('an import is refused for the same reasons, with its file and line', async () => {
    const made = await hcpc();
    const file = made.file(
      'late.jsonl',
      [
        '{"type":"IncidentOpened","data":{"incident":"kpr","title":"Power lost"}}',
        '{"type":"IncidentClosed","data":{"incident":"krp"}}',
      ].join('\n'),
    );
    const { exit, err } = await made.knockon('import', file);
    assert.is(exit, 2);
    assert.match(err, 'late.jsonl:2: there is no incident "krp"; open it first');
  });

  test('an import may open, close and open again one incident at one instant, in the order of its lines', async () => {
    const made = await hcpc();
    const line = (type: string, more = ''): string =>
      `{"type":"${type}","reportedAt":"2016-01-18T09:00:00Z","data":{"incident":"kpr"${more}}}`;
    const lines = [line('IncidentOpened', ',"title":"Power lost"'), line('IncidentClosed'), line('IncidentReopened')];
    const { exit, err } = await made.knockon('import', made.file('incident.jsonl', lines.join('\n')));
    assert.is(exit, 0, err);
  });
});

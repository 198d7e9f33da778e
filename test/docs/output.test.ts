// docs/reference/output.md against what the commands print: each object has the keys of its table and no others, each of its kind; each
// row is met by some answer; CSV has the columns named. Fails whichever side changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { openSession, ROOT, type Session } from './session.ts';
import { checkerOf, rowsOf, sectionsIn } from './shapes.ts';

const MODEL = `
knockon: 1
since: 2025-01-01T00:00:00Z
components:
  circuit: {}
  ups: { requires: circuit, holdUp: PT30M }
  host: { requires: ups, restart: manual }
  db: { requires: host }
  copy: {}
  either: { requires: { any: [circuit, copy] } }
  shop: { name: Shop, requires: { standby: [db, { all: [copy] }, copy] }, service: { target: 99.9 } }
  office:
    requires: ups
    startUp: PT1H
    service: { rto: PT30M, impact: [{ level: low }, { after: PT1H, level: high }], steps: [{ after: 1 working day, do: move }] }
  spare: { requires: { standby: [circuit, copy], mode: automatic, switchover: PT5M } }
  scored: { requires: { score: [{ on: circuit, weights: { down: 1 } }], thresholds: { degraded: 1, down: 2 } } }
  one: { requires: two }
  two: { requires: one }
groups: { all: [shop, office] }
calendars: { days: { zone: UTC, weekly: { mon-fri: '08:00-18:00' } } }
policies: { board: { decimals: 1 } }
scales: { default: { levels: [up, at-risk, degraded, down], roles: { atRisk: at-risk, down: down } } }
`;
const FACTS = `{"type":"OutageBegan","occurredAt":"2025-02-01T00:00:00Z","id":"0196f0a0-0000-7000-8000-000000000001","data":{"component":"two","level":"degraded","fault":"slow"}}
{"type":"OutageEnded","occurredAt":"2025-02-02T00:00:00Z","data":{"component":"two","fault":"slow"}}
`;
const SPOILT = `{"type":"Retracted","reason":"it was another","data":{"fact":"0196f0a0-0000-7000-8000-000000000001"}}
{"type":"ComponentRetired","occurredAt":"2025-05-01T00:00:00Z","data":{"component":"copy"}}
`;
const CALLS = 'System,Day\nShop,2025-03-04\nOffice,\nFax,2025-03-04\n';
const CALLS_MAP = 'calls: 1\nzone: UTC\nseverity: high\ncolumns: { system: System, date: Day }\nsystems: { Office: office }\n';
const OTHERS = `{"type":"ReportPublished","source":"a paper","data":{"report":"paper","figures":[{"service":"shop","period":"2025-03","measure":"availability","value":99.5,"decimals":2},{"service":"shop","period":"2025-03/2025-03","measure":"availability","value":99.5,"decimals":2}]}}
{"type":"NoteAdded","data":{"about":{"component":"shop"},"text":"they count otherwise"}}
{"type":"OutageBegan","id":"0296f0a0-0000-7000-8000-000000000002","occurredAt":"2025-03-20T00:00:00Z","data":{"component":"shop","level":"down","duration":"PT5H"}}
`;
/** An outage that may have met its objective, and two that may have been one. */
const VAGUE = [
  ['OutageBegan', { earliest: '2025-05-10T10:00:00Z', latest: '2025-05-10T10:20:00Z' }, 'a'],
  ['OutageEnded', '2025-05-10T10:40:00Z', 'a'],
  ['OutageBegan', '2025-05-20T10:00:00Z', 'b'],
  ['OutageEnded', { earliest: '2025-05-20T10:10:00Z', latest: '2025-05-20T10:30:00Z' }, 'b'],
  ['OutageBegan', '2025-05-20T10:25:00Z', 'c'],
  ['OutageEnded', '2025-05-20T10:50:00Z', 'c'],
]
  .map(([type, occurredAt, fault]) => {
    const level = type === 'OutageBegan' ? { level: 'down' } : {};
    return `${JSON.stringify({ type, occurredAt, data: { component: 'office', fault, ...level } })}\n`;
  })
  .join('');
/** More faults at once than `shapley` tells exactly. */
const MANY = Array.from(
  { length: 13 },
  (_, minute) =>
    `{"type":"OutageBegan","occurredAt":"2025-04-01T10:${String(minute).padStart(2, '0')}:00Z","data":{"component":"office","level":"down","fault":"part-${minute}","duration":"PT30M"}}\n`,
).join('');
/** One whose time is known to a range, and one that is retracted after a scenario has named it. */
const LATE = `{"type":"OutageBegan","id":"0396f0a0-0000-7000-8000-000000000003","occurredAt":{"earliest":"2025-03-21T00:00:00Z","latest":"2025-03-21T01:00:00Z"},"data":{"component":"shop","level":"down","fault":"late"}}
{"type":"OutageEnded","occurredAt":"2025-03-21T04:00:00Z","data":{"component":"shop","fault":"late"}}
{"type":"OutageBegan","id":"0496f0a0-0000-7000-8000-000000000004","occurredAt":"2025-03-22T00:00:00Z","data":{"component":"shop","level":"down","fault":"no-fault","duration":"PT1H"}}
{"type":"ScenarioSaved","by":"me","data":{"scenario":"stray","base":{},"changes":[{"set":"nowhere.holdUp","to":"PT1H"}]}}
`;
const SPAN = ['--from', '2025-03', '--to', '2025-04'];

/** In order; the section is the command's, `record begin` stands in `record`. */
const RUNS: readonly (readonly [section: string, ...argv: readonly string[]])[] = [
  ['demo', 'demo'],
  ['demo---case', 'demo', '--case', 'somerset-2014'],
  ['import', 'import', 'model.yaml', 'facts.jsonl'],
  ['import', 'import', 'model.yaml', 'facts.jsonl', '--dry-run'],
  ['check', 'check', 'model.yaml'],
  ['record', 'record', 'begin', 'circuit', '--fault', 'trip', '--at', '2025-03-04T14:00:00Z', '--about', '--cause', 'tripped'],
  ['explain', 'explain', 'spare', '--at', '2025-03-04T13:00:00Z'],
  ['explain', 'explain', 'db', '--at', '2025-03-04T14:10:00Z'],
  ['explain', 'explain', 'db', '--at', '2025-03-04T14:40:00Z'],
  ['status', 'status', '--all', '--at', '2025-03-04T14:40:00Z'],
  ['record', 'record', 'failover', 'shop', 'copy', '--at', '2025-03-04T15:00:00Z'],
  ['record', 'record', 'end', 'circuit', '--at', '2025-03-04T16:00:00Z'],
  ['explain', 'explain', 'shop', '--at', '2025-03-04T16:10:00Z'],
  ['explain', 'explain', 'office', '--at', '2025-03-04T16:10:00Z'],
  ['record', 'record', 'end', 'host', '--at', '2025-03-04T17:00:00Z'],
  ['record', 'record', 'failback', 'shop', '--at', '2025-03-04T18:00:00Z', '--by', 'jo', '--source', 'the log book'],
  ['record', 'record', 'failback', 'spare', '--at', '2025-03-04T18:30:00Z'],
  ['replay', 'replay'],
  ['facts', 'facts'],
  ['report-availability', 'report', 'availability', '--by', 'span', ...SPAN],
  ['record', 'record', 'begin', 'shop', '--fault', 'slip', '--earliest', '2025-03-25T10:00:00Z', '--latest', '2025-03-25T11:00:00Z'],
  ['record', 'record', 'end', 'shop', '--fault', 'slip', '--at', '2025-03-25T12:00:00Z'],
  ['report-availability', 'report', 'availability', ...SPAN],
  ['report-availability', 'report', 'availability', '--layout', 'years', ...SPAN],
  ['several-policies', 'report', 'availability', '--policy', 'board', '--policy', 'gatus', ...SPAN],
  ['record', 'record', 'maintain', 'tests', '--component', 'office', '--from', '2025-03-26T00:00:00Z', '--to', '2025-03-27T00:00:00Z'],
  ['record', 'record', 'begin', 'office', '--fault', 'tests', '--planned', 'tests', '--at', '2025-03-26T00:00:00Z', '--duration', 'PT1H'],
  ['explain-a-figure', 'report', 'availability', '--explain', 'office@2025-03', ...SPAN],
  ['explain-a-figure', 'report', 'rto', '--explain', 'shop@2025-01/2025-04'],
  ['report-mttr', 'report', 'mttr', '--by', 'week', ...SPAN],
  ['report-budget', 'report', 'budget', ...SPAN],
  ['report-rto', 'report', 'rto', ...SPAN],
  ['import', 'import', 'vague.jsonl'],
  ['report-rto', 'report', 'rto', '--from', '2025-05-10', '--to', '2025-05-11'],
  ['report-rto', 'report', 'rto', '--from', '2025-05-20', '--to', '2025-05-21'],
  [
    'record',
    'record',
    'observe',
    'office',
    '--level',
    'down',
    '--vantage',
    'desk',
    '--account',
    'a user',
    '--source',
    'a call',
    '--at',
    '2025-03-04T14:00:00Z',
  ],
  ['record', 'record', 'release', 'office', '--vantage', 'desk', '--at', '2025-03-04T15:00:00Z'],
  ['explain', 'explain', 'office', '--at', '2025-03-04T14:30:00Z'],
  ['report-vantage', 'report', 'vantage', '--service', 'all', '--service', 'shop', ...SPAN],
  ['report-contradictions', 'report', 'contradictions', ...SPAN],
  ['report-policies', 'report', 'policies'],
  ['report-downtime', 'report', 'downtime', ...SPAN],
  ['risk-sweep', 'risk', 'sweep', 'model.yaml', '--for', 'PT2H'],
  ['risk-sweep', 'risk', 'sweep', '--pairs', '9', '--all'],
  ['report-blame', 'report', 'blame', ...SPAN],
  ['import', 'import', 'many.jsonl'],
  ['report-blame', 'report', 'blame', '--rule', 'shapley', '--group-by', 'kind', '--from', '2025-04', '--to', '2025-05'],
  ['whatif', 'whatif', '--set', 'ups.holdUp=PT1H', ...SPAN],
  ['import', 'import', 'late.jsonl'],
  ['whatif-scenario', 'whatif', '--without', '0496f0a0', '--save', 'gone', ...SPAN],
  ['whatif-scenario', 'whatif', 'longer.yaml', '--save', 'longer', ...SPAN],
  ['whatif-scenario', 'whatif', 'longer', 'longer.yaml', '--on', 'today', ...SPAN],
  ['whatif-scenario', 'whatif', 'longer', '--without', 'trip', ...SPAN],
  [
    'whatif---recovery',
    'whatif',
    '--fail',
    'circuit@2025-06-03T09:00:00Z',
    '--for',
    'PT2H',
    '--fail',
    'one@2025-06-03T09:00:00Z',
    '--for',
    'PT1H',
    '--recovery',
  ],
  [
    'record',
    'record',
    'correct',
    '0196f0a0',
    '--at',
    '2025-02-01T01:00:00Z',
    '--set',
    'cause=load',
    '--reason',
    'its log says so',
    '--by',
    'me',
    '--source',
    'log',
  ],
  ['log-history', 'log', 'history', '0196f0a0'],
  ['record', 'record', 'incident', 'open', 'march', '--title', 'No power'],
  ['record', 'record', 'incident', 'link', 'march', 'trip', '--suggested'],
  ['record', 'record', 'note', 'The fuse was replaced.', '--incident', 'march', '--by', 'me', '--evidence', 'invoice.pdf'],
  ['record', 'record', 'incident', 'severity', 'march', '2', '--reason', 'nobody was there'],
  ['incident-show', 'incident', 'show', 'march'],
  ['incident-list', 'incident', 'list'],
  ['incident-suggest', 'incident', 'suggest', 'trip'],
  ['record', 'record', 'observe', 'shop', '--level', 'down', '--vantage', 'probe'],
  ['import', 'import', 'calls.csv', '--mapping', 'calls.map.yaml'],
  ['record', 'report', 'publish', 'march', ...SPAN],
  ['import', 'import', 'others.jsonl'],
  ['record', 'record', 'correct', '0296f0a0', '--at', '2025-03-20T00:00:00Z', '--set', 'duration=PT9H', '--reason', 'seen later'],
  ['report-restated', 'report', 'restated'],
  ['report-calls', 'report', 'calls', ...SPAN],
  ['record', 'record', 'incident', 'link', 'march', '0296f0a0', '0396f0a0'],
  ['record', 'record', 'retract', '0496f0a0', '--reason', 'it was none'],
  ['scenario-list', 'scenario', 'list'],
  ['scenario-show', 'scenario', 'show', 'stray'],
  ['scenario-show', 'scenario', 'show', 'gone'],
  ['review', 'review', 'march', '--scenario', 'longer.yaml'],
  ['import', 'import', 'spoilt.jsonl'],
  ['check', 'check', '--log', 'sqlite:knockon.db'],
  ['model-show', 'model', 'show'],
  ['model-diff', 'model', 'diff', '--from', '2024-01-01'],
  ['models-build', 'models', 'build'],
  ['models-build', 'models', 'info'],
  ['models-drop', 'models', 'drop'],
  ['log-info', 'log', 'info'],
  ['log-copy', 'log', 'copy', 'sqlite:knockon.db', 'sqlite:copy.db'],
  ['log-export', 'log', 'export', 'export.jsonl'],
  ['log-verify', 'log', 'verify', 'altered.jsonl', '--root', '0'.repeat(64)],
];

spec('docs/output [cli]', (test) => {
  const sections = sectionsIn(readFileSync(join(ROOT, 'docs/reference/output.md'), 'utf8'));
  const { problems, seen } = checkerOf(sections);
  let session: Session;
  test.before(() => {
    session = openSession();
    writeFileSync('model.yaml', MODEL);
    writeFileSync('facts.jsonl', FACTS);
    writeFileSync('spoilt.jsonl', SPOILT);
    writeFileSync('many.jsonl', MANY);
    writeFileSync('vague.jsonl', VAGUE);
    writeFileSync('late.jsonl', LATE);
    writeFileSync('longer.yaml', 'scenario: longer\nchanges: [{ set: ups.holdUp, to: PT1H }]\n');
    writeFileSync('calls.csv', CALLS);
    writeFileSync('others.jsonl', OTHERS);
    writeFileSync('calls.map.yaml', CALLS_MAP);
  });
  test.after(() => {
    session.close();
  });

  for (const [section, ...argv] of RUNS) {
    test(`knockon ${argv.join(' ')}`, async () => {
      if (argv.includes('altered.jsonl'))
        writeFileSync('altered.jsonl', readFileSync('export.jsonl', 'utf8').replace('tripped', 'trapped'));
      const { exit, answer, output } = await session.knockon(...argv, '--format', 'json');
      assert.ok(exit < 2, output);
      assert.equal(problems(JSON.parse(answer), section), []);
    });
  }

  test('no row describes what no answer has', () => {
    assert.equal(
      rowsOf(sections).filter((row) => !seen.has(row)),
      [],
    );
  });

  // the demo takes seconds, and its one object is no rows
  const [, ...quick] = RUNS;
  for (const [section, ...argv] of new Map(quick.map((run) => [run[0], run])).values()) {
    test(`CSV of ${section}`, async () => {
      const { exit, answer } = await session.knockon(...argv, '--format', 'csv');
      const columns = sections.get(section)?.csv;
      assert.is(columns === undefined, exit === 2);
      assert.is(answer.split('\n', 1)[0]?.trimEnd(), columns?.join(',') ?? '');
    });
  }
});

// A log in which whatever others may say is an attack on somebody: on a terminal, a browser, a spreadsheet, a reader of Markdown, of graphs or
// from right to left. Words in capitals are what each attack would make of it.
import { world, type World } from './shell.ts';

const TERMINAL =
  '\u001b[8mhidden\u001b[0m \u001b[31mred\u001b[1;0m \u001b[7;1m \u001b[2J \u001b]0;title\u0007 \u009b31m \b\b\r \u0000 \u007f';
const BIDI = '\u202egnirts \u2066x \u200f \u061c \u2067';
const HTML = '<script>alert(1)</script><b>BOLD</b><img src=x onerror=alert(2)></text></svg></title> "onmouseover="alert(3)';
const MARKDOWN =
  '[link](javascript:alert(4)) ![i](http://e.example/x.png) http://e.example/ www.e.example a@e.example **BOLD** _EM_ ~~DEL~~ `code` &lt;b&gt; | a |';
const LINES = '\n\n# FORGED\n- FORGED\n> FORGED\n\n---\n```\nFORGED\n```\n\u2028FORGED\u2029FORGED';

/** What anything that takes prose says. */
export const PROSE = `=1+1 ${TERMINAL} ${BIDI} ${HTML} ${MARKDOWN} $& $' $\` $$ \ud800 \uffff ${LINES}`;
/** From right to left, with a figure of its own at its end. */
export const ARABIC = 'مركز البيانات 8';
const HEBREW = 'שרת ראשי';

/** Names, which hold no control character. */
export const NAMES = [
  `=cmd|' /C calc'!A0 ${HTML}`,
  `+1+1 ${MARKDOWN}`,
  `"]; evil ["\\" #lt;img src=x onerror=alert(5)#gt; %%{init: {}}%% \`x\` $& $' $\` $$`,
  `@SUM(1) ${BIDI}`,
  '＝cmd() \u200b-1',
  `${'very-long-name-'.repeat(9)} and words and more words`,
  ARABIC,
  `- ${HEBREW}, a;=cmd()`,
] as const;

const tags = { supplier: PROSE, site: '=tag()', '=key<b>': 'x' };

const model = {
  knockon: 1,
  since: '2025-01-01T00:00:00Z',
  components: {
    net: { name: NAMES[0], kind: NAMES[0], tags },
    constructor: { name: 'plain', requires: 'net', service: {} },
    ...Object.fromEntries(
      NAMES.slice(1).map((name, index) => [
        `s${String(index)}`,
        {
          name,
          kind: NAMES[1],
          requires: 'net',
          tags,
          aliases: [`-${String(index)}+3 <b>`],
          service: { target: 99.9, owner: PROSE, rto: 'PT1H', impact: [{ level: NAMES[1] }], steps: [{ after: 'PT1H', do: PROSE }] },
        },
      ]),
    ),
  },
  policies: { '=pol() <b>': { rollup: 'mean-of-periods' } },
  groups: { [`=group <b>${ARABIC}`]: ['s0', 's1'] },
};

export const OUTAGE = '0196f0a0-0000-7000-8000-000000000001';
export const INCIDENT = `inc <script>alert(8)</script> ${HEBREW}`;
export const SCENARIO = `=scn() <b> ${BIDI}`;
const said = { reportedAt: '2025-02-02T01:00:00Z', source: PROSE, by: `=by() <b>${ARABIC}` };

const began = { component: 'net', level: 'down', fault: '=fault() <b>', cause: PROSE, tags };

const facts: readonly object[] = [
  {
    type: 'OutageBegan',
    id: OUTAGE,
    occurredAt: '2025-02-01T00:00:00Z',
    data: began,
  },
  { type: 'OutageBegan', occurredAt: '2025-02-01T02:00:00Z', data: { component: 's5', level: 'down', cause: `${ARABIC}: ${HEBREW}` } },
  {
    type: 'OutageEnded',
    occurredAt: { earliest: '2025-02-02T00:00:00Z', latest: '2025-02-02T01:00:00Z' },
    data: { component: 'net', fault: '=fault() <b>' },
  },
  {
    type: 'StatusObserved',
    occurredAt: '2025-02-03T00:00:00Z',
    data: { component: 's0', level: 'down', vantage: `=van() <b>${ARABIC}`, account: `=acc() ${HTML}`, binding: false },
  },
  {
    type: 'ObservationReleased',
    occurredAt: '2025-02-04T00:00:00Z',
    data: { component: 's0', vantage: `=van() <b>${ARABIC}` },
  },
  {
    type: 'StatusObserved',
    occurredAt: '2025-02-05T00:00:00Z',
    data: { component: 's1', level: 'down', vantage: '=mon()', binding: true },
  },
  { type: 'ObservationReleased', occurredAt: '2025-02-06T00:00:00Z', data: { component: 's1', vantage: '=mon()' } },
  { type: 'IncidentOpened', data: { incident: INCIDENT, title: PROSE } },
  { type: 'IncidentLinked', data: { incident: INCIDENT, facts: [OUTAGE] } },
  { type: 'IncidentSeveritySet', reason: PROSE, data: { incident: INCIDENT, severity: `=sev() <b>` } },
  {
    type: 'NoteAdded',
    occurredAt: '2025-02-01T03:00:00Z',
    data: { about: { incident: INCIDENT }, text: PROSE, evidence: ['javascript:alert(9)', PROSE] },
  },
  {
    type: 'CallLogged',
    occurredAt: '2025-02-01T02:00:00Z',
    data: { system: `=sys() ${HTML}`, severity: '=cs() <b>', about: PROSE, count: 3 },
  },
  { type: 'CallLogged', occurredAt: '2025-02-01T02:00:00Z', data: { system: 's0', severity: '1', about: PROSE, count: 3 } },
  {
    type: 'ReportPublished',
    data: {
      report: `=rep() <b> ${ARABIC}`,
      source: PROSE,
      figures: [{ service: 's0', period: '2025-02', measure: 'availability', value: 12.34, decimals: 2 }],
    },
  },
  { type: 'Corrected', reason: PROSE, data: { fact: OUTAGE, data: { ...began, cause: `${PROSE} again` } } },
  { type: 'ScenarioSaved', data: { scenario: SCENARIO, base: {}, changes: [{ set: 's0.holdUp', to: 'PT1H' }, { without: OUTAGE }] } },
];

/** A world whose log holds all of it. */
export const hostile = async (colour = false): Promise<World> => {
  const made = world(colour);
  made.now = Date.UTC(2025, 2, 1);
  made.file('model.json', JSON.stringify(model));
  made.file('facts.jsonl', facts.map((fact) => JSON.stringify({ ...said, ...fact })).join('\n'));
  const { exit, err } = await made.knockon('import', 'model.json', 'facts.jsonl');
  if (exit !== 0) throw new Error(err);
  return made;
};

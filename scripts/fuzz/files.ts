// Puts mutated and made-up inputs through every parser of what people hand over: tables with their mappings, models, facts, scenarios, values of
// --set, and exported logs. Each must be taken whole or refused in words, within two seconds; a crash, a hang or a refusal without words ends
// the run with 1 and prints the input's seed. `node --conditions=source --import tsx scripts/fuzz/files.ts [inputs of each] [first seed]`.
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { readInputs } from '#intake/detect.ts';
import { checkModel } from '#intake/model-file.ts';
import { parseScalar } from '#intake/scalar.ts';
import { scenarioIn } from '#intake/scenario-file.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { foundInChunks } from '#log/exported-file.ts';
import { dice } from '../bench/layers.ts';

const LONGEST = 2_000;
const [count = 200_000, first = 1] = process.argv.slice(2).map(Number);

const MODEL = `knockon: 1
since: 2015-01-01T00:00:00Z
components:
  circuit: { kind: power, tags: { site: hall } }
  ups: &u { requires: circuit, holdUp: PT3H15M, recharge: PT8H }
  twin: { <<: *u, name: "Twin" }
  app: { requires: { all: [ups, { on: circuit, effect: soft }, { standby: [ups, twin], mode: automatic, switchover: PT15M }] }, service: { hours: office, target: 98.30, rto: PT4H } }
groups: { public: [app] }
calendars: { office: { zone: Europe/London, weekly: { mon-fri: "08:00-18:00" }, holidays: GB-ENG } }
policies: { board: { zone: Europe/London, maintenance: excluded, weights: { degraded: 0 }, decimals: 2 } }
`;
const FACTS = `{"type":"OutageBegan","occurredAt":{"at":"2016-01-16T19:30:00Z","about":true},"data":{"component":"circuit","level":"down","fault":"trip","tags":{"a":"b"}}}
{"type":"OutageEnded","occurredAt":{"earliest":"2016-01-16T22:45:00Z","latest":"2016-01-18T08:00:00Z"},"data":{"component":"circuit","fault":"trip"},"source":"x","sourceId":"1"}
{"type":"MaintenancePlanned","data":{"maintenance":"m","components":["ups"],"from":"2016-02-01T00:00:00Z","to":"2016-02-01T02:00:00Z","rrule":"FREQ=WEEKLY","zone":"UTC"}}
`;
const TABLE = 'Logged;System;Priority;No\n04/03/2025 09:12;Web shop;P1;1\n"05/03/2025 10:00";"a ""quoted"" name";P2;2\n;;;\n';
const MAPPING =
  'calls: 1\nzone: Europe/London\ncolumns: { date: Logged, system: System, severity: Priority, id: No }\ndates: dd/MM/yyyy HH:mm\nsystems: { Web shop: app }\n';
const SCENARIO =
  'scenario: bigger battery\nchanges:\n  - { set: ups.holdUp, to: PT6H }\n  - { fail: circuit, at: 2016-02-01T00:00:00Z, for: PT2H }\n  - { without: trip }\n';
const VALUE = '{ any: [circuit-a, { on: b, effect: { degraded: down } }], atLeast: 2 }';
const EXPORTED =
  '{"stream":"component-a","revision":0,"recordedAt":"2016-01-01T00:00:00Z","fact":{"id":"00000000-0000-4000-8000-000000000001","type":"OutageBegan","v":1,"occurredAt":"2016-01-01T00:00:00Z","data":{"component":"a","level":"down"}},"hash":"00"}\n';

/** What hostile or careless hands put into a file. */
const BITS = [
  ...[
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\t',
    ',',
    ';',
    '|',
    ':',
    '- ',
    '? ',
    '&a ',
    '*a',
    '<<: ',
    '!!js/function ',
    '{',
    '}',
    '[',
    ']',
    '#',
    '%',
  ],
  ...[
    'null',
    'true',
    '1e999',
    '-0',
    '0x1F',
    '__proto__',
    'constructor',
    'toString',
    'sep=;\n',
    '\uFEFF',
    '\u0000',
    '\u202E',
    '\uD800',
    '😀',
  ],
  ...[
    '2016-02-30',
    '24:00',
    '2015-10-25T01:30',
    'PT-1H',
    'P9999999999Y',
    '9'.repeat(400),
    '{"a":'.repeat(200),
    '['.repeat(300),
    '    '.repeat(50),
  ],
];

type Roll = (below: number) => number;

const mutated = (text: string, roll: Roll): string => {
  let made = text;
  for (let change = roll(6); change >= 0; change--) {
    const at = roll(made.length + 1);
    const to = Math.min(made.length, at + roll(12));
    const bit = BITS[roll(BITS.length)] ?? '';
    const part = made.slice(roll(made.length + 1)).slice(0, roll(60));
    switch (roll(5)) {
      case 0:
        made = made.slice(0, at) + bit + made.slice(at);
        break;
      case 1:
        made = made.slice(0, at) + made.slice(to);
        break;
      case 2:
        made = made.slice(0, at) + part + made.slice(to);
        break;
      case 3:
        made = made.slice(0, at) + String.fromCodePoint(roll(0x300)) + made.slice(to);
        break;
      default:
        made = made.slice(0, at);
    }
  }
  return made;
};

const encoder = new TextEncoder();

/** Bytes of a text, a few of them changed now and then. */
const bytesOf = (text: string, roll: Roll): Uint8Array => {
  const bytes = encoder.encode(text);
  if (roll(10) === 0) for (let change = roll(4); change >= 0 && bytes.length > 0; change--) bytes[roll(bytes.length)] = roll(256);
  return bytes;
};

const SCALE = compileScale(DEFAULT_SCALE);

/** Every problem must say something in one line. */
const told = (outcome: object): void => {
  const refusals = (Array.isArray(outcome) ? outcome : isRefusal(outcome) ? [outcome] : []) as readonly Refusal[];
  if (Array.isArray(outcome) && refusals.length === 0) throw new Error('refused without a word');
  for (const { refused } of refusals)
    if (refused.trim() === '' || /undefined|\[object|call stack/.test(refused)) throw new Error(`says "${refused}"`);
};

const read = (name: string, text: string, roll: Roll, mapping?: string): void => {
  const inputs = readInputs(
    [{ name, bytes: bytesOf(text, roll) }],
    mapping === undefined ? undefined : { name: 'map.yaml', bytes: encoder.encode(mapping) },
  );
  told(inputs);
  if ('models' in inputs)
    for (const model of inputs.models)
      for (const problem of checkModel(model, { components: new Set(), calendars: new Set(), scale: SCALE })) told(problem);
};

const PARSERS: readonly (readonly [what: string, put: (roll: Roll) => void | Promise<void>])[] = [
  ['tables', (roll) => read('calls.csv', mutated(TABLE, roll), roll, MAPPING)],
  ['mappings', (roll) => read('calls.csv', TABLE, roll, mutated(MAPPING, roll))],
  ['models', (roll) => read('model.yaml', mutated(MODEL, roll), roll)],
  ['facts', (roll) => read('facts.jsonl', mutated(FACTS, roll), roll)],
  ['scenarios', (roll) => told(scenarioIn({ name: 'what.yaml', bytes: bytesOf(mutated(SCENARIO, roll), roll) }))],
  ['values of --set', (roll) => told(parseScalar(mutated(VALUE, roll)))],
  [
    'exported logs',
    async (roll) => {
      for await (const found of foundInChunks([bytesOf(mutated(EXPORTED.repeat(1 + roll(3)), roll), roll)]))
        if ('why' in found && found.why.trim() === '') throw new Error('says nothing');
    },
  ],
];

for (const [what, put] of PARSERS) {
  const began = performance.now();
  let slowest = 0;
  for (let seed = first; seed < first + count; seed++) {
    const at = performance.now();
    try {
      await put(dice(seed));
    } catch (error) {
      console.error(`${what}, seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      process.exit(1);
    }
    const took = performance.now() - at;
    slowest = Math.max(slowest, took);
    if (took > LONGEST) {
      console.error(`${what}, seed ${seed}: took ${(took / 1000).toFixed(1)} s`);
      process.exit(1);
    }
  }
  console.log(
    `${what}: ${count.toLocaleString('en-GB')} inputs taken or refused in words, the slowest in ${slowest.toFixed(0)} ms (seeds ${first} to ${first + count - 1}, ${((performance.now() - began) / 1000).toFixed(0)} s)`,
  );
}

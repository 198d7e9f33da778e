// Facts files: what is let pass, and one clear sentence with its place for everything else.
import * as assert from 'uvu/assert';
import { refusalText } from '#domain/refusal.ts';
import { readInputs } from '#intake/detect.ts';
import { spec } from '../support/spec.ts';

const BEGAN = '{"type":"OutageBegan","occurredAt":"2016-01-16T19:30:00Z","data":{"component":"a","level":"down"}}';
const AT = '"occurredAt":"2016-01-16T19:30:00Z"';
const ID = '0196f0a0-0000-7000-8000-000000000001';

const read = (text: string | Uint8Array) =>
  readInputs([{ name: 'f.jsonl', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text }]);
const told = (text: string | Uint8Array): readonly string[] => {
  const inputs = read(text);
  return 'facts' in inputs ? ['nothing was refused'] : inputs.map(refusalText);
};
const drafts = (text: string) => {
  const inputs = read(text);
  if (!('facts' in inputs)) throw new Error(inputs.map(refusalText).join('\n'));
  return inputs.facts.flatMap((file) => file.drafts);
};
const fact = (type: string, data: string, more = AT): string => `{"type":"${type}",${more}${more === '' ? '' : ','}"data":${data}}`;

spec('intake/facts-file [unit]', (test) => {
  test('blank lines, CRLF and a byte-order mark do no harm, and lines keep their numbers', () => {
    assert.equal(
      drafts(`\uFEFF${BEGAN}\r\n\r\n  \n${BEGAN}`).map(({ place }) => place),
      ['f.jsonl:1', 'f.jsonl:4'],
    );
  });

  test('what a log adds on export is taken off, but when it was known is kept', () => {
    const exported = `{"recordedAt":"2016-02-01T00:00:00Z","stream":"component-a","revision":3,"position":"9","v":1,${BEGAN.slice(1)}`;
    const [only] = drafts(exported);
    assert.equal(only?.value, { ...drafts(BEGAN)[0]?.value, reportedAt: Date.parse('2016-02-01T00:00:00Z') });
    const [said] = drafts(exported.replace('{', '{"reportedAt":"2016-01-17T00:00:00Z",'));
    assert.is(said?.value.reportedAt, Date.parse('2016-01-17T00:00:00Z'));
  });

  test('a fact that is not about an instant may leave it out', () => {
    const [note] = drafts(fact('NoteAdded', '{"about":{"component":"a"},"text":"seen"}', ''));
    assert.is(note?.value.occurredAt, undefined);
  });

  for (const [what, text, ...sentences] of [
    ['an empty file', '', 'f.jsonl: the file is empty: expected a model (YAML or JSON) or facts (JSON Lines)'],
    ['a file of blank lines', '\n \n', 'f.jsonl: the file is empty: nothing but blank lines stands in it'],
    ['a binary file', `${BEGAN}\n\0`, 'f.jsonl: the file is binary: expected text, a model (YAML or JSON) or facts (JSON Lines)'],
    ['a text in another encoding', new Uint8Array([123, 10, 0xfc]), 'f.jsonl: the file is not UTF-8 text (line 2): save it as UTF-8'],
    [
      'a line over 1 MiB',
      `${BEGAN}\n${fact('NoteAdded', `{"about":{"component":"a"},"text":"${'é'.repeat(600_000)}"}`)}`,
      'f.jsonl:2: the line is longer than 1 MiB: expected one fact a line, each smaller than that',
    ],
    ['a line that is no object', '[1]', 'f.jsonl:1: expected a fact, an object such as {"type":"OutageBegan", …}, found a list'],
    [
      'a line without a type',
      BEGAN.replace('"type"', '"typ"'),
      'f.jsonl:1 type: is missing, expected the type of the fact such as OutageBegan (is it under "typ"?)',
    ],
    [
      'a slip in the type',
      BEGAN.replace('OutageBegan', 'OutageBegun'),
      'f.jsonl:1 type: there is no fact type "OutageBegun" (did you mean "OutageBegan"?)',
    ],
    ['a newer version', BEGAN.replace('{', '{"v":2,'), 'f.jsonl:1 v: version 2 of OutageBegan is newer than this program reads (1)'],
    ['no time where one is needed', BEGAN.replace(`${AT},`, ''), 'f.jsonl:1 occurredAt: is missing: OutageBegan says when it happened'],
    [
      'an unknown key',
      BEGAN.replace('"level"', '"lvel"'),
      'f.jsonl:1 data.level: is missing, expected a level',
      'f.jsonl:1 data.lvel: unknown key "lvel" (did you mean "level"?)',
    ],
    [
      'a wrong component id',
      BEGAN.replace('"a"', '"a b"'),
      'f.jsonl:1 data.component: expected a component id (letters, digits and ._+:/@- after a first letter or digit), found "a b"',
    ],
    ['an id that is no UUID', BEGAN.replace('{', '{"id":"7",'), 'f.jsonl:1 id: expected a fact id (a UUID), found "7"'],
    [
      'a local time',
      BEGAN.replace('30:00Z', '30:00'),
      'f.jsonl:1 occurredAt: "2016-01-16T19:30:00" could be anywhere: give Z or an offset, as in 2016-01-16T19:30:00Z or 2016-01-16T19:30:00+01:00',
    ],
    ['a correction without a reason', fact('Corrected', `{"fact":"${ID}","data":{}}`), 'f.jsonl:1 reason: is missing: Corrected says why'],
    [
      'a correction of nothing',
      fact('Corrected', `{"fact":"${ID}"}`, '"reason":"r"'),
      'f.jsonl:1 data: corrects nothing: expected occurredAt, data or both',
    ],
    [
      'a retraction of two things',
      fact('Retracted', `{"fact":"${ID}","importId":"i"}`, '"reason":"r"'),
      'f.jsonl:1 data: has both fact and importId: expected only one',
    ],
    [
      'records of nothing',
      fact('RecordsDeclared', '{"from":"2016-01-01T00:00:00Z","complete":true}'),
      'f.jsonl:1 data: has neither components nor all: expected one of them',
    ],
    [
      'a span that runs backwards',
      fact('MaintenancePlanned', '{"maintenance":"m","components":["a"],"from":"2016-01-02T00:00:00Z","to":"2016-01-01T00:00:00Z"}'),
      'f.jsonl:1 data.to: must be after from',
    ],
    [
      'an origin that is none',
      BEGAN.replace('"level"', '"consequenceOf":{"fault":"x"},"level"'),
      'f.jsonl:1 data.consequenceOf: expected a fact id, { component, fault } or { loss: component }, found an object with fault',
    ],
    [
      'a call that nobody made',
      fact('CallLogged', '{"system":"s","severity":"1","count":0}'),
      'f.jsonl:1 data.count: expected a whole number from 1 on, found the number 0',
    ],
    [
      'a key that cannot be kept',
      fact('OutageBegan', '{"component":"a","level":"down","tags":{"__proto__":"x"}}'),
      'f.jsonl:1 data.tags: has a key "__proto__", which cannot be kept: name it otherwise',
    ],
    [
      'a month that is none',
      fact('ReportPublished', '{"report":"r","figures":[{"service":"a","period":"2016-13","measure":"m","value":1,"decimals":0}]}'),
      'f.jsonl:1 data.figures[0].period: expected a month such as 2016-01, or a span of months such as 2014-04/2015-03, found "2016-13"',
    ],
  ] as const) {
    test(`${what} is refused with its place and what was expected`, () => assert.equal(told(text), sentences));
  }

  test('a broken line is refused with its number', () => {
    const [only, ...more] = told(`${BEGAN}\n${BEGAN.slice(0, -1)}\n`);
    assert.match(only ?? '', /^f\.jsonl:2: the line is not JSON \(.+\): expected one whole fact a line$/);
    assert.equal(more, []);
  });

  test('depth that would exhaust a parser is refused, not crashed on', () => {
    const deep = fact('Corrected', `{"fact":"${ID}","data":{"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`, '"reason":"r"');
    assert.match(told(deep)[0] ?? '', 'is nested more than 100 deep');
  });

  test('one bad line refuses the file, and all bad lines are told, up to twenty', () => {
    assert.is(told(`${BEGAN}\n{}\n${BEGAN}\n[]`).length, 2);
    assert.is(told('{}\n'.repeat(50)).length, 20);
  });
});

// What a file holds is told by its content; several are read together, models first, and one bad file takes none.
import * as assert from 'uvu/assert';
import { refusalText } from '#domain/refusal.ts';
import { readInputs } from '#intake/detect.ts';
import { spec } from '../support/spec.ts';

const BEGAN = '{"type":"OutageBegan","occurredAt":"2016-01-16T19:30:00Z","data":{"component":"a","level":"down"}}';
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const kinds = (...files: readonly (readonly [string, string])[]): string => {
  const read = readInputs(files.map(([name, text]) => file(name, text)));
  if (!('models' in read)) return read.map(refusalText).join('\n');
  return [...read.models, ...read.facts].map(({ kind, name }) => `${kind} ${name}`).join(', ');
};

spec('intake/detect [unit]', (test) => {
  for (const [name, text, kind] of [
    ['m.yaml', 'knockon: 1', 'model'],
    ['m.yml', '# about\n\nsince: 2015-01-01T00:00:00Z\nknockon: 1', 'model'],
    ['m.json', '{"knockon":1}', 'model'],
    ['m.json', '{\n  "knockon": 1\n}', 'model'],
    ['m', '{ knockon: 1 }', 'model'],
    ['m.jsonl', 'knockon: 1', 'model'],
    ['f.jsonl', `\n${BEGAN}\n`, 'facts'],
    ['f.json', BEGAN, 'facts'],
    ['f.ndjson', `${BEGAN}\n${BEGAN}`, 'facts'],
    ['f', BEGAN, 'facts'],
  ] as const) {
    test(`${JSON.stringify(text.slice(0, 24))} in ${name} is read as ${kind}`, () => assert.is(kinds([name, text]), `${kind} ${name}`));
  }

  for (const [name, text, words] of [
    ['m.yaml', 'components: {}', 'm.yaml:1:1 knockon: is missing: a model file begins with "knockon: 1"'],
    ['f.jsonl', '{"type"', 'f.jsonl:1: the line is not JSON'],
    ['f.json', `{"type"\n${BEGAN}`, 'f.json:1: the line is not JSON'],
    ['f.json', `[${BEGAN}]`, 'f.json: is a JSON list: expected one fact a line'],
    ['f.json', '{\n  "type": "OutageBegan"\n}', 'f.json: is JSON over several lines without "knockon"'],
    [
      'notes.txt',
      'Dear all,\nthe circuit tripped.',
      'notes.txt: is of no kind that can be read: expected a model (YAML or JSON with "knockon: 1") or facts (JSON Lines',
    ],
    ['empty', '', 'empty: the file is empty'],
  ] as const) {
    test(`${JSON.stringify(text.slice(0, 24))} in ${name} is refused: ${words}`, () => assert.match(kinds([name, text]), words));
  }

  test('models come first, whatever the order of the files', () => {
    assert.is(
      kinds(['1.jsonl', BEGAN], ['2.yaml', 'knockon: 1'], ['3.jsonl', BEGAN], ['4.json', '{"knockon":1}']),
      'model 2.yaml, model 4.json, facts 1.jsonl, facts 3.jsonl',
    );
  });

  test('all refusals of all files are told together, and then nothing is given', () => {
    assert.is(kinds(['a.jsonl', '{}'], ['b.yaml', 'knockon: 1'], ['c.txt', '?']).split('\n').length, 2);
  });
});

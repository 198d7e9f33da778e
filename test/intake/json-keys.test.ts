// Models written as JSON: a key given twice is found at any depth and in any spelling; what is read is what was written; and a problem is placed
// by line and column as in YAML.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { hasKeyTwice } from '#intake/json-keys.ts';
import { checkModel, modelIn } from '#intake/model-file.ts';
import { readYaml } from '#intake/yaml-places.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const many = { runs: runs(200, 20_000) };

/** Where one more pair with the key of an earlier one can go: behind the first pair of each object that has any. */
const doubled = (text: string, key: string, spelt: string): string => `{"outer":[${text},{"a":1,${key}:[],"b":{},${spelt}:"}"}]}`;

const problemsIn = (text: string): readonly string[] => {
  const yaml = readYaml('m.json', text);
  if (!('value' in yaml)) return yaml.map(({ refused, place }) => `${place ?? ''} ${refused}`);
  const model = modelIn('m.json', yaml);
  const problems =
    'kind' in model ? checkModel(model, { components: new Set(), calendars: new Set(), scale: compileScale(DEFAULT_SCALE) }) : model;
  return problems.map(({ refused, place }) => `${place ?? ''} ${refused}`);
};

spec('intake/json-keys [unit]', (test) => {
  test('what JSON.stringify writes has no key twice', () =>
    holds(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        assert.not(hasKeyTwice(JSON.stringify(value, undefined, indent)));
      }),
      many,
    ));

  test('a key given twice is found wherever it stands, also spelt with escapes', () =>
    holds(
      fc.property(fc.jsonValue(), fc.string(), (value, key) => {
        const plain = JSON.stringify(key);
        const escaped = `"${Array.from({ length: key.length }, (_, at) => `\\u${key.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
        assert.ok(hasKeyTwice(doubled(JSON.stringify(value), plain, escaped)));
      }),
      many,
    ));

  test('JSON is read as what it says', () =>
    holds(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const text = JSON.stringify(value, undefined, 1);
        const read = readYaml('m.json', text);
        assert.equal('value' in read ? read.value : read, JSON.parse(text));
      }),
      many,
    ));

  test('problems in it have line, column and path', () => {
    const model = { knockon: 1, components: { a: { requires: 'b', service: { hours: 'office' } }, c: { requires: 'a' } } };
    assert.equal(problemsIn(JSON.stringify(model, undefined, 2)), [
      'm.json:5:7 components.a.requires there is no component "b" (did you mean "a"?)',
      'm.json:7:9 components.a.service.hours there is no calendar "office": expected always or a calendar\'s name',
    ]);
    assert.equal(problemsIn('{"knockon": 1,\n "components": {\n  "a": {},\n  "a": {}}}'), [
      'm.json:4:3 the key "a" is given twice, first at m.json:3:3: keep one of them',
    ]);
    assert.match(problemsIn('{"knockon": 1,\n "components": {"a": {}]}')[0] ?? '', /^m\.json:2:\d+ is not valid YAML/);
  });
});

// What only the rest of the model can tell of a model file: names that lead nowhere, levels the scale lacks, effects on that scale.
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { refusalText } from '#domain/refusal.ts';
import { readInputs } from '#intake/detect.ts';
import { checkModel, type KnownModel } from '#intake/model-file.ts';
import { spec } from '../support/spec.ts';

const NOTHING: KnownModel = { components: new Set(), calendars: new Set(), scale: compileScale(DEFAULT_SCALE) };
const component = (definition: string): string => `knockon: 1\ncomponents:\n  a: ${definition}\n`;
const checked = (text: string, known = NOTHING): readonly string[] => {
  const inputs = readInputs([{ name: 'm.yaml', bytes: new TextEncoder().encode(text) }]);
  return ('models' in inputs ? inputs.models.flatMap((model) => checkModel(model, known)) : inputs).map(refusalText);
};

spec('intake/model-check [unit]', (test) => {
  for (const [what, text, ...sentences] of [
    [
      'a dangling requirement',
      component('{ requires: { all: [{ on: ups-1 }, a] } }').replace('a:', 'ups-a:').replace(', a]', ', ups-a]'),
      'm.yaml:3:32 components.ups-a.requires.all[0].on: there is no component "ups-1" (did you mean "ups-a"?)',
    ],
    [
      'an effect that is not monotone',
      component('{ requires: { on: a, effect: { degraded: down, unknown: up } } }'),
      'm.yaml:3:27 components.a.requires.effect: the effect is not monotone: unknown counts as up, better than degraded, which counts as down; a worse level may never count as a better one',
    ],
    [
      'hours of an unknown calendar',
      component('{ service: { hours: ofice } }') + 'calendars: { office: { zone: UTC, weekly: {} } }',
      'm.yaml:3:19 components.a.service.hours: there is no calendar "ofice" (did you mean "office"?): expected always or a calendar\'s name',
    ],
    ['a group of nobody', 'knockon: 1\ngroups:\n  g:\n    - x', 'm.yaml:4:7 groups.g[0]: there is no component "x"'],
    [
      'a policy of an unknown calendar',
      'knockon: 1\npolicies: { p: { hours: x } }',
      'm.yaml:2:18 policies.p.hours: there is no calendar "x": expected always, component or a calendar\'s name',
    ],
    [
      'a policy of an unknown level',
      'knockon: 1\npolicies: { p: { countFrom: dowm } }',
      'm.yaml:2:18 policies.p.countFrom: "dowm" is not a level (did you mean "down"?): expected one of up, at-risk, degraded, unknown, down',
    ],
    [
      'a scale nobody reads',
      'knockon: 1\nscales: { mine: { levels: [up, down], roles: { down: down } } }',
      'm.yaml:2:11 scales.mine: a log has one scale, named "default"',
    ],
    [
      'an alias of two',
      'knockon: 1\ncomponents: { a: { aliases: [x] }, b: { name: X } }',
      'm.yaml:2:30 components.a.aliases[0]: the alias "x" stands for b too: give each its own',
    ],
  ] as const) {
    test(`${what} is found when the rest of the model is known`, () => assert.equal(checked(text), sentences));
  }

  test('names of the log count, and the scale of the file goes before that of the log', () => {
    assert.equal(
      checked(component('{ requires: b, service: { hours: office } }'), {
        ...NOTHING,
        components: new Set(['b']),
        calendars: new Set(['office']),
      }),
      [],
    );
    const own = 'scales: { default: { levels: [OK, Bad], roles: { down: Bad } } }';
    assert.equal(checked(component('{ requires: { on: a, effect: { OK: Bad } } }') + own), []);
    assert.is(checked(component('{ requires: { on: a, effect: { up: down } } }') + own).length, 1);
  });
});

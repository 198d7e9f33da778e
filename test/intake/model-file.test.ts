// Model files: YAML and JSON alike; everything wrong is told at once, each with line, column, path and what was expected.
import * as assert from 'uvu/assert';
import { refusalText } from '#domain/refusal.ts';
import { BEGINNING } from '#domain/time/instant.ts';
import { readInputs } from '#intake/detect.ts';
import type { LocatedModel } from '#intake/model-file.ts';
import { spec } from '../support/spec.ts';

const read = (text: string) => readInputs([{ name: 'm.yaml', bytes: new TextEncoder().encode(text) }]);
const model = (text: string): LocatedModel => {
  const inputs = read(text);
  const [only] = 'models' in inputs ? inputs.models : [];
  if (only === undefined) throw new Error(told(text).join('\n'));
  return only;
};
const told = (text: string): readonly string[] => {
  const inputs = read(text);
  return 'models' in inputs ? ['nothing was refused'] : inputs.map(refusalText);
};
const component = (definition: string): string => `knockon: 1\ncomponents:\n  a: ${definition}\n`;

const WHOLE = `
knockon: 1
since: 2015-01-01T00:00:00Z
reportedAt: beginning
components:
  7: # a component may be a number
  constructor: { requires: 7x }
  7x: &like { kind: host, holdUp: PT90M, startUp: P1D }
  b: *like
  web:
    requires:
      all:
        - { on: b, effect: soft }
        - { atLeast: 3, of: [{ on: b, weight: 2 }, 7x, { any: [b] }] }
    service: { rto: 2 working days, impact: [{ level: medium }, { after: 1 working hour, level: high }], target: 98.30 }
groups: { all: [b, web] }
`;

spec('intake/model-file [unit]', (test) => {
  test('a model is read to milliseconds and working time, empty components and aliases included', () => {
    const { model: whole } = model(WHOLE);
    assert.equal([whole.since, whole.reportedAt], [Date.parse('2015-01-01T00:00:00Z'), BEGINNING]);
    assert.equal(Object.keys(whole.components), ['7', 'constructor', '7x', 'b', 'web']);
    assert.equal(whole.components['7'], {});
    assert.equal(whole.components['b'], { kind: 'host', holdUp: 5_400_000, startUp: 86_400_000 });
    assert.equal(whole.components['web']?.service?.rto, { working: 2, unit: 'days' });
    assert.equal(whole.components['web']?.service?.impact?.[1], { after: { working: 1, unit: 'hours' }, level: 'high' });
    assert.equal(whole.groups['all'], ['b', 'web']);
    assert.is(whole.policies['constructor'], undefined);
  });

  test('the same model as JSON is the same model', () => {
    const json = '{\n\t"knockon": 1,\n\t"components": { "a": { "name": "Caf\\u00e9", "requires": { "all": ["b"] } } }\n}';
    assert.equal(model(json).model.components['a'], { name: 'Café', requires: { all: ['b'] } });
  });

  for (const [what, text, ...sentences] of [
    ['no version', 'components: {}', 'm.yaml:1:1 knockon: is missing: a model file begins with "knockon: 1"'],
    ['another version', 'knockon: 2', 'm.yaml:1:1 knockon: expected 1, found the number 2'],
    ['a list', '- 1', 'm.yaml:1:1: expected an object, found a list'],
    ['a slip in a section', 'knockon: 1\ncomponets: {}', 'm.yaml:2:1 componets: unknown key "componets" (did you mean "components"?)'],
    ['a slip in a key', component('{ holdup: PT1H }'), 'm.yaml:3:8 components.a.holdup: unknown key "holdup" (did you mean "holdUp"?)'],
    [
      'a key given twice',
      component('{ kind: x, kind: y }'),
      'm.yaml:3:17: the key "kind" is given twice, first at m.yaml:3:8: keep one of them',
    ],
    [
      'a bare list',
      component('\n    requires: [b, c]'),
      'm.yaml:4:5 components.a.requires: a bare list does not say how many are needed: write { all: […] } or { any: […] }',
    ],
    [
      'a gate that is not monotone',
      component('{ requires: { not: b } }'),
      'm.yaml:3:8 components.a.requires: "not" is not offered: under such a gate a worse member could make things better, and every gate is monotone',
    ],
    [
      'an exclusive gate',
      component('{ requires: { all: [{ xor: [b, c] }] } }'),
      'm.yaml:3:26 components.a.requires.all[0]: "xor" is not offered: under such a gate a worse member could make things better, and every gate is monotone',
    ],
    [
      'an impossible count',
      component('{ requires: { atLeast: 3, of: [b, c] } }'),
      'm.yaml:3:20 components.a.requires.atLeast: can never be reached: 3 are needed, and all members together weigh 2',
    ],
    [
      'a count of nothing',
      component('{ requires: { atLeast: 0, of: [b] } }'),
      'm.yaml:3:20 components.a.requires.atLeast: expected a whole number from 1 on, found the number 0',
    ],
    [
      'a count without members',
      component('{ requires: { of: [b] } }'),
      'm.yaml:3:8 components.a.requires: has of without atLeast: write { atLeast: 2, of: […] }',
    ],
    [
      'a gate without members',
      component('{ requires: { any: [] } }'),
      'm.yaml:3:20 components.a.requires.any: is empty: a gate needs at least one member',
    ],
    [
      'two gates in one',
      component('{ requires: { all: [b], any: [c] } }'),
      'm.yaml:3:8 components.a.requires: has all and any: expected only one of on, all, any, atLeast, standby or score',
    ],
    [
      'a weight where none counts',
      component('{ requires: { all: [{ on: b, weight: 2 }] } }'),
      'm.yaml:3:35 components.a.requires.all[0].weight: has no meaning here: weight counts only in the members of atLeast',
    ],
    [
      'a half weight',
      component('{ requires: { atLeast: 1, of: [{ on: b, weight: 0.5 }] } }'),
      'm.yaml:3:46 components.a.requires.of[0].weight: expected a whole number, found the number 0.5',
    ],
    [
      'weights where none count',
      component('{ requires: { on: b, weights: { down: 1 } } }'),
      'm.yaml:3:27 components.a.requires.weights: has no meaning here: weights count only in the members of score',
    ],
    [
      'a score without weights',
      component('{ requires: { score: [b], thresholds: { down: 1 } } }'),
      'm.yaml:3:28 components.a.requires.score[0]: has no weights: a member of score says what each level adds, { on: …, weights: { down: 3 } }',
    ],
    [
      'an unknown mode',
      component('{ requires: { standby: [b, c], mode: auto } }'),
      'm.yaml:3:37 components.a.requires.mode: expected automatic or manual, found "auto"',
    ],
    [
      'an unknown effect',
      component('{ requires: { on: b, effect: softt } }'),
      'm.yaml:3:27 components.a.requires.effect: expected hard, soft or strict, found "softt" (did you mean "soft"?)',
    ],
    [
      'an id that YAML takes for a number',
      component('{ requires: 7 }'),
      'm.yaml:3:8 components.a.requires: expected a component id, found the number 7: put it in quotes',
    ],
    [
      'months',
      component('{ holdUp: P1M }'),
      'm.yaml:3:8 components.a.holdUp: "P1M" is not a duration: months and years differ in length, give weeks, days or hours',
    ],
    [
      'a target beyond 100 %',
      component('{ service: { target: 101 } }'),
      'm.yaml:3:19 components.a.service.target: expected a number from 0 to 100, found the number 101',
    ],
    [
      'a component id with a space',
      'knockon: 1\ncomponents: { "a b": {} }',
      'm.yaml:2:15 components["a b"]: expected a component id (letters, digits and ._+:/@- after a first letter or digit), found "a b"',
    ],
    [
      'an unknown zone',
      'knockon: 1\ncalendars: { o: { zone: Europe/Londn, weekly: {} } }',
      'm.yaml:2:19 calendars.o.zone: "Europe/Londn" is not a known time zone (did you mean "Europe/London"?): expected a name of the IANA database such as Europe/London or UTC',
    ],
    [
      'a day that is none',
      'knockon: 1\ncalendars: { o: { zone: UTC, weekly: { mon-fry: "08:00-18:00" } } }',
      'm.yaml:2:40 calendars.o.weekly.mon-fry: "fry" is not a day (did you mean "fri"?): expected mon, mon-fri or sat,sun',
    ],
    [
      'hours that are none',
      'knockon: 1\ncalendars: { o: { zone: UTC, weekly: { mon: "8-18" } } }',
      'm.yaml:2:40 calendars.o.weekly.mon: "8-18" is not a span of hours: expected one such as 08:00-18:00, 22:00-06:00 or 00:00-24:00',
    ],
    [
      'a calendar of a taken name',
      'knockon: 1\ncalendars: { always: { zone: UTC, weekly: {} } }',
      'm.yaml:2:14 calendars.always: "always" already has a meaning: name the calendar otherwise',
    ],
    [
      'a weight above one',
      'knockon: 1\npolicies: { p: { weights: { degraded: 2 } } }',
      'm.yaml:2:29 policies.p.weights.degraded: expected a number from 0 to 1, found the number 2',
    ],
    [
      'a thirteenth month',
      'knockon: 1\npolicies: { p: { yearStart: 13 } }',
      'm.yaml:2:18 policies.p.yearStart: expected a whole number from 1 to 12, found the number 13',
    ],
    [
      'eleven decimals',
      'knockon: 1\npolicies: { p: { decimals: 11 } }',
      'm.yaml:2:18 policies.p.decimals: expected a whole number from 0 to 10, found the number 11',
    ],
    [
      'a scale whose down is not last',
      'knockon: 1\nscales: { default: { levels: [up, down, lost], roles: { down: down } } }',
      'm.yaml:2:57 scales.default.roles.down: must be the last level, "lost"',
    ],
    [
      'a scale with a level twice',
      'knockon: 1\nscales: { default: { levels: [up, up, down], roles: { down: down } } }',
      'm.yaml:2:35 scales.default.levels[1]: "up" stands twice: the levels must be distinct',
    ],
    [
      'a date without time',
      'knockon: 1\nsince: 2015-01-01',
      'm.yaml:2:1 since: "2015-01-01" has no time of day: expected an instant such as 2016-01-16T19:30:00Z',
    ],
  ] as const) {
    test(`${what} is refused with its place and what was expected`, () => assert.equal(told(text), sentences));
  }

  for (const [what, text, words] of [
    ['broken YAML', 'knockon: 1\ncomponents: { a: {', /^m\.yaml:2:\d+: is not valid YAML: /],
    ['two documents', 'knockon: 1\n---\nknockon: 1', /^m\.yaml:2:1: is not valid YAML: .*documents/],
    ['a tag', component('!!binary aGk='), /^m\.yaml:3:\d+/],
    ['an alias to nothing', component('*nobody'), /alias/],
    [
      'aliases that multiply',
      `knockon: 1\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 7 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(10)}]`).join('\n')}`,
      /makes the file larger than 2000000 parts/,
    ],
    ['an alias within itself', 'knockon: 1\ncomponents: &a { x: { requires: { all: [*a] } } }', /alias|nested/],
    ['bottomless nesting', `knockon: 1\ncomponents: ${'['.repeat(20_000)}`, /nested|YAML/],
  ] as const) {
    test(`${what} is refused, not crashed on`, () => {
      const [first = ''] = told(text);
      assert.match(first, words);
      assert.not.match(first, '\n');
    });
  }

  test('all problems of a file are told, up to twenty', () => {
    assert.is(told(`knockon: 1\ncomponents:\n${Array.from({ length: 3 }, (_, i) => `  c${i}: { holdup: 1 }`).join('\n')}`).length, 3);
    assert.is(told(`knockon: 1\ncomponents:\n${Array.from({ length: 30 }, (_, i) => `  c${i}: { holdup: 1 }`).join('\n')}`).length, 20);
  });
});

// A help desk's CSV by its mapping: every row a call, every fault told with its line.
import * as assert from 'uvu/assert';
import type { FactDraft } from '#domain/facts/fact.ts';
import { refusalText } from '#domain/refusal.ts';
import { formatInstant } from '#domain/time/text.ts';
import { readInputs } from '#intake/detect.ts';
import { spec } from '../support/spec.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const MAPPING = [
  'calls: 1',
  'zone: Europe/London',
  'severity: high',
  'columns: { system: System, date: Date, count: Count, period: Period, id: Id }',
];
const HEAD = 'System,Date,Count,Period,Id';

const read = (rows: readonly string[], mapping: readonly string[] = MAPPING, head = HEAD): readonly FactDraft[] | readonly string[] => {
  const inputs = readInputs([{ name: 'calls.csv', bytes: bytes([head, ...rows].join('\n')) }], {
    name: 'map.yaml',
    bytes: bytes(mapping.join('\n')),
  });
  return 'facts' in inputs ? inputs.facts.flatMap(({ drafts }) => drafts.map(({ value }) => value)) : inputs.map(refusalText);
};

/** What a table is refused with first. */
const refused = (...given: Parameters<typeof read>): string => {
  const [first] = read(...given);
  return typeof first === 'string' ? first : 'was read';
};

/** When each call was made: an instant, a range, or nothing. */
const times = (rows: readonly string[], mapping = MAPPING): readonly string[] =>
  read(rows, mapping).map((draft) => {
    if (typeof draft === 'string') return draft;
    const when = draft.occurredAt;
    if (when === undefined || !('best' in when)) return 'never said';
    return when.earliest === when.latest ? formatInstant(when.best) : `${formatInstant(when.earliest)} to ${formatInstant(when.latest)}`;
  });

spec('intake/calls-file [unit]', (test) => {
  for (const [said, row, expected] of [
    ['an instant with its offset', 'a,2013-06-04T09:00:00+02:00,,,', '2013-06-04T07:00:00Z'],
    ['a local time of the zone', 'a,2013-06-04 09:00,,,', '2013-06-04T08:00:00Z'],
    ['a date as anywhere in its day', 'a,2013-06-04,,,', '2013-06-03T23:00:00Z to 2013-06-04T22:59:59.999Z'],
    ['a month as anywhere in it', 'a,2013-06,,,', '2013-05-31T23:00:00Z to 2013-06-30T22:59:59.999Z'],
    ['a period where there is no date', 'a,,,2013-06/2013-07,', '2013-05-31T23:00:00Z to 2013-07-31T22:59:59.999Z'],
    ['a repeated hour as either of its readings', 'a,2015-10-25 01:30,,,', '2015-10-25T00:30:00Z to 2015-10-25T01:30:00Z'],
    ['no time as no time', 'a,,,,', 'never said'],
  ] as const) {
    test(`reads ${said}`, () => {
      assert.equal(times([row]), [expected]);
    });
  }

  test('reads dates in the form the mapping says', () => {
    assert.equal(times(['a,04/06/2013 09:00,,,'], [...MAPPING, 'dates: dd/MM/yyyy HH:mm']), ['2013-06-04T08:00:00Z']);
    assert.equal(times(['a,04/06/2013,,,'], [...MAPPING, 'dates: dd/MM/yyyy']), ['2013-06-03T23:00:00Z to 2013-06-04T22:59:59.999Z']);
  });

  test('a row with a count is that many calls, one without is one', () => {
    const data = read(['a,,12,,', 'b,,,,']).map((draft) => (typeof draft === 'string' ? draft : draft.data));
    assert.equal(data, [
      { system: 'a', severity: 'high', count: 12 },
      { system: 'b', severity: 'high', count: 1 },
    ]);
  });

  test('quotes, line breaks in a cell, blank lines and a byte-order mark do no harm', () => {
    const [first, second] = read(['"a, b","2013-06-04",,,', '', '"two\nlines",,,,'], MAPPING, `\uFEFF${HEAD}`) as readonly FactDraft[];
    assert.equal(first?.data, { system: 'a, b', severity: 'high', count: 1 });
    assert.equal(second?.data, { system: 'two\nlines', severity: 'high', count: 1 });
  });

  test('the desk’s words become the model’s, and records are declared for the systems they name', () => {
    const drafts = read(
      ['Fax machine,,,,'],
      [...MAPPING, 'systems: { Fax machine: fax }', 'severities: { high: "1" }', 'records: { from: 2013-06, to: 2014-09 }'],
    ) as readonly FactDraft[];
    assert.equal(drafts[0]?.data, {
      components: ['fax'],
      from: Date.parse('2013-05-31T23:00:00Z'),
      to: Date.parse('2014-09-30T23:00:00Z'),
      complete: false,
    });
    assert.equal(drafts[1]?.data, { system: 'fax', severity: '1', count: 1 });
  });

  for (const [why, rows, expected] of [
    ['no system', [',,2,,'], /^calls\.csv:2 System: names no system/],
    ['a count that is none', ['a,,0,,'], /^calls\.csv:2 Count: "0" is no number of calls/],
    ['a skipped hour', ['a,,,,', 'a,2015-03-29 01:30,,,'], /^calls\.csv:3 Date: "2015-03-29 01:30" did not exist in Europe\/London/],
    ['what is no date', ['a,soon,,,'], /^calls\.csv:2 Date: "soon" is no date/],
    ['what is no period', ['a,,,summer,'], /^calls\.csv:2 Period: "summer" is not a period/],
    ['a row with too many cells', ['a,,,,,x'], /^calls\.csv:2: has 6 cells, and the first line names 5 columns/],
  ] as const) {
    test(`${why} is refused with its line`, () => {
      assert.match(refused(rows), expected);
    });
  }

  test('a column that is not there is refused with those that are', () => {
    assert.match(refused(['a'], MAPPING, 'Thing'), /^calls\.csv:1: has no column "System" \(the mapping's columns\.system\): it has Thing/);
  });

  test('a table without a mapping asks for one', () => {
    const inputs = readInputs([{ name: 'calls.csv', bytes: bytes(`${HEAD}\na,,,,`) }]);
    assert.match('facts' in inputs ? '' : refusalText(inputs[0] ?? { refused: '' }), /expected --mapping FILE/);
  });

  for (const [why, line, expected] of [
    ['a key it does not know', 'colums: {}', /map\.yaml:5:1 colums: unknown key "colums" \(did you mean "columns"\?\)/],
    ['a period that is none', 'period: summer', /map\.yaml:5:\d+ period: expected a period such as 2013-06/],
    ['a delimiter of two characters', 'delimiter: ";;"', /map\.yaml:5:\d+ delimiter: expected one character/],
  ] as const) {
    test(`a mapping with ${why} is refused with its place`, () => {
      assert.match(refused(['a,,,,'], [...MAPPING, line]), expected);
    });
  }

  test('a mapping without any severity is refused', () => {
    assert.match(
      refused(['a'], ['calls: 1', 'zone: UTC', 'columns: { system: System }'], 'System'),
      /severity: is missing, expected a column/,
    );
  });
});

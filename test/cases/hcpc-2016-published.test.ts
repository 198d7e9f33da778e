// Case hcpc-2016: the availability the board was shown, April 2014 to January 2016, and our figures beside it. The table is data here,
// told once more and apart from the example, so that a slip in either shows.
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import type { PublishedFigure } from '#domain/facts/types.ts';
import type { DemoJson } from '../support/answers.ts';
import { EXAMPLES, world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const MONTHS = Array.from({ length: 22 }, (_, index) => {
  const month = 3 + index;
  return `${2014 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
});
const YEARS = ['2011-04/2012-03', '2012-04/2013-03', '2013-04/2014-03', '2014-04/2015-03', '2015-04/2016-01'];

interface Row {
  readonly service: string;
  /** Months that were not 100.00. */
  readonly months: Readonly<Record<string, string>>;
  /** As in {@link YEARS}; empty where none was published. */
  readonly years: readonly string[];
}

const TABLE: readonly Row[] = [
  { service: 'ftp-system', months: { '2014-07': '99.83' }, years: ['', '99.97', '99.99', '99.99', '100.00'] },
  { service: 'corporate-website', months: { '2015-05': '99.80' }, years: ['100.00', '100.00', '100.00', '100.00', '99.98'] },
  { service: 'online-register', months: { '2016-01': '98.76' }, years: ['99.86', '99.87', '99.96', '100.00', '99.88'] },
  { service: 'online-renewals', months: { '2016-01': '92.14' }, years: ['99.86', '99.93', '99.97', '100.00', '99.21'] },
  {
    service: 'registration-system',
    months: { '2014-12': '99.60', '2015-01': '99.95', '2015-08': '99.77', '2015-09': '99.92', '2015-12': '99.41', '2016-01': '97.51' },
    years: ['99.77', '99.97', '99.99', '99.96', '99.66'],
  },
  {
    service: 'telephony',
    months: { '2014-08': '99.16', '2014-12': '99.59', '2015-01': '99.70', '2015-07': '99.94' },
    years: ['100.00', '99.56', '99.99', '99.87', '99.99'],
  },
];

const cells = (row: Row): readonly (readonly [string, string])[] => [
  ...MONTHS.map((month): readonly [string, string] => [month, row.months[month] ?? '100.00']),
  ...YEARS.map((year, index): readonly [string, string] => [year, row.years[index] ?? '']).filter(([, value]) => value !== ''),
];

spec('cases/hcpc-2016 published [case]', (test) => {
  let demo: DemoJson;
  test.before(async () => {
    demo = await world().json('demo');
  });
  const [first = '', ...others] = readFileSync(`${EXAMPLES}hcpc-2016/published.jsonl`, 'utf8').trim().split('\n');
  const published = JSON.parse(first) as { readonly type: string; readonly data: { readonly figures: readonly PublishedFigure[] } };

  test('the example holds every published figure, and no other', () => {
    assert.is(published.type, 'ReportPublished');
    assert.equal(
      published.data.figures.map(({ service, period, measure, value, decimals }) => [service, period, measure, value.toFixed(2), decimals]),
      TABLE.flatMap((row) => cells(row).map(([period, value]) => [row.service, period, 'availability', value, 2])),
    );
    assert.equal(
      others.map((line) => (JSON.parse(line) as { type: string }).type),
      ['NoteAdded'],
    );
  });

  test('every year that can be checked is the mean of its months, to the last digit', () => {
    const spans = demo.published[0]?.spans ?? [];
    const checked = spans.filter(({ recomputed }) => recomputed !== null);
    assert.equal(
      checked.map(({ service, period, recomputed, agrees }) => [service, period, recomputed, agrees]),
      TABLE.flatMap(({ service, years }) => [
        [service, YEARS[3], years[3], true],
        [service, YEARS[4], years[4], true],
      ]),
    );
    assert.is(spans.length - checked.length, 17);
  });

  test('our months stand beside the published ones, and are not bent to meet them', () => {
    const months = demo.published[0]?.months ?? [];
    assert.equal(
      months.filter(({ agrees }) => !agrees).map(({ service, period, published: theirs, ours }) => [service, period, theirs, ours]),
      [
        ['registration-system', '2015-12', '99.41', '99.15'],
        ['registration-system', '2016-01', '97.51', '96.10'],
      ],
    );
    assert.is(months.length, 12);
    for (const { published: theirs, ours, agrees } of months) if (agrees) assert.is(ours, theirs);
  });

  test('the difference is explained where the figures differ', () => {
    const notes = demo.published[0]?.notes ?? [];
    assert.equal(
      notes.map(({ service }) => service),
      ['registration-system'],
    );
    assert.match(notes[0]?.text ?? '', /every calendar day/);
  });
});

import fc from 'fast-check';
import stringWidth from 'string-width';
import * as assert from 'uvu/assert';
import { styleOf } from '#views/style.ts';
import { textTable } from '#views/table.ts';
import { holds } from '../support/property.ts';
import { spec } from '../support/spec.ts';

const wide = styleOf('UTC', false);
const on = (width: number) => styleOf('UTC', false, undefined, width);
const COLUMNS = [{ head: 'Service' }, { head: 'Down', align: 'right' }, { head: 'Owed to' }] as const;
const ROWS = [
  ['Web shop', '30 min', 'circuit-a: the breaker of the north room tripped'],
  ['Back office', '1 h 45 min', ''],
];

spec('views/table [unit]', (test) => {
  test('a table is as wide as its cells where nobody says how wide a line may be', () => {
    assert.equal(textTable(COLUMNS, ROWS, wide).split('\n'), [
      'Service            Down  Owed to',
      'Web shop         30 min  circuit-a: the breaker of the north room tripped',
      'Back office  1 h 45 min',
    ]);
  });

  test('on a terminal cells wrap between words', () => {
    assert.equal(textTable(COLUMNS, ROWS, on(44)).split('\n'), [
      'Service            Down  Owed to',
      'Web shop         30 min  circuit-a: the',
      '                         breaker of the',
      '                         north room tripped',
      'Back office  1 h 45 min',
    ]);
  });

  test('where even the longest words do not fit the last columns are left out, and named', () => {
    const lines = textTable(COLUMNS, ROWS, on(18)).split('\n');
    assert.equal(lines.at(-1), '(too narrow to show Owed to: widen the terminal, or ask for --format csv)');
    assert.ok(lines.slice(0, -1).every((line) => line.length <= 18));
  });

  test('no line is wider than the terminal, no word is broken, and every shown word is there', () =>
    holds(
      fc.property(
        fc.array(fc.array(fc.stringMatching(/^([a-z✓é]{1,9} ){0,6}$/), { minLength: 3, maxLength: 3 }), { maxLength: 6 }),
        fc.integer({ min: 40, max: 90 }),
        (rows, width) => {
          const lines = textTable(COLUMNS, rows, on(width)).split('\n');
          const words = (text: string): readonly string[] =>
            text
              .split(/\s+/)
              .filter((word) => word !== '')
              .toSorted();
          return (
            lines.every((line) => stringWidth(line) <= width) &&
            words(lines.join(' ')).join() === words([...COLUMNS.map(({ head }) => head), ...rows.flat()].join(' ')).join()
          );
        },
      ),
    ));

  test('colour counts for nothing, wide characters for two', () => {
    const coloured = styleOf('UTC', true);
    const lines = textTable(
      [{ head: 'A' }, { head: 'B' }],
      [
        [coloured.red('down'), 'x'],
        ['電源', 'y'],
      ],
      coloured,
    ).split('\n');
    assert.equal(
      lines.map((line) => stringWidth(line)),
      [7, 7, 7],
    );
  });
});

// The readers of pages that the tests beside this one rest on: each can fail.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { blocksIn } from './blocks.ts';
import { commandLines } from './command-lines.ts';
import { notShown } from './expected.ts';
import { checkerOf, rowsOf, sectionsIn } from './shapes.ts';

spec('docs/blocks [unit]', (test) => {
  test('finds each fenced block with its language, options, text and line', () => {
    const [first, second, ...more] = blocksIn('a\n```yaml file=m.yaml\nx: 1\n```\n```text\n```\n');
    assert.equal([first?.language, first?.options.get('file'), first?.text, first?.line], ['yaml', 'm.yaml', 'x: 1\n', 2]);
    assert.equal([second?.language, second?.text, more], ['text', '', []]);
  });

  test('refuses a fence that is never closed', () => {
    assert.throws(() => blocksIn('```sh\nls\n'), 'line 1');
  });
});

spec('docs/command lines [unit]', (test) => {
  test('splits lines into words, with quotes, comments and continued lines', () => {
    assert.equal(commandLines(`# why\na --b="c d" \\\n  'e[1]'\nf\n`), [['a', '--b=c d', 'e[1]'], ['f']]);
  });

  test('refuses what a shell would do more', () => {
    for (const line of ['a | b', 'a > b', 'a $B', 'a "$B"', 'a *', 'a[1]', 'a; b', "a 'b"])
      assert.throws(() => commandLines(line), 'shell');
  });
});

spec('docs/expected [unit]', (test) => {
  test('a line … stands for any lines, within a line for any text', () => {
    assert.is(notShown('a\nb\nc\nd 12 e\n', 'a\n…\nd … e\n'), undefined);
    assert.is(notShown('a\nd 12 e\n', 'a\n…\nd … e\n'), undefined);
  });

  test('all else has to be there, and nothing more', () => {
    assert.is(notShown('a\nb\n', 'a\n'), 'nothing more');
    assert.is(notShown('b\na\n', 'a\n'), 'a');
    assert.is(notShown('a.b\n', 'axb\n'), 'axb');
    assert.is(notShown('axb\n', 'a.b\n'), 'a.b');
    assert.is(notShown('x\na\nb\n', '…\na\nc\n'), 'c');
  });
});

const PAGE = `
## one

| key       | is                    | meaning |
| --------- | --------------------- | ------- |
| \`at\`, \`to\` | instant or null    | when    |
| \`list\`    | list of [two](#two)   | many    |
| \`by?\`     | count by name         | counted |

CSV, a row each: \`a\`,
\`b\`

### two

| key   | is   | meaning |
| ----- | ---- | ------- |
| \`ms\`  | ms   | long    |

No CSV.
`;

spec('docs/shapes [unit]', (test) => {
  const sections = sectionsIn(PAGE);
  const whole = { at: '2016-01-01T00:00:00Z', to: null, list: [{ ms: 1 }], by: { x: 2 } };

  test('reads columns, and that there are none', () => {
    assert.equal(sections.get('one')?.csv, ['a', 'b']);
    assert.is(sections.get('two')?.csv, undefined);
  });

  test('finds nothing wrong with what is as described', () => {
    assert.equal(checkerOf(sections).problems(whole, 'one'), []);
    assert.equal(checkerOf(sections).problems({ at: null, to: null, list: [] }, 'one'), []);
  });

  test('finds a key too many, one too few, and a value of another kind', () => {
    const found = (value: object): number => checkerOf(sections).problems({ ...whole, ...value }, 'one').length;
    assert.is(found({ more: 1 }), 1);
    assert.is(found({ list: undefined }), 1);
    for (const value of [{ at: '2016' }, { list: {} }, { list: [{}] }, { list: [{ ms: 0.5 }] }, { list: null }, { by: { x: -1 } }])
      assert.is(found(value), 1, JSON.stringify(value));
  });

  test('tells which rows no value had', () => {
    const { problems, seen } = checkerOf(sections);
    problems({ ...whole, list: [] }, 'one');
    assert.equal(
      rowsOf(sections).filter((row) => !seen.has(row)),
      ['one.to', 'two.ms'],
    );
  });
});

// Every reading command in every form, from a log in which all text is an attack: what others say is seen as text, and is nothing else.
import { parse as csvRows } from 'csv-parse/sync';
import { marked, type Token } from 'marked';
import { parse as parseHtml } from 'parse5';
import { SaxesParser } from 'saxes';
import * as assert from 'uvu/assert';
import { ARABIC, hostile, INCIDENT, NAMES, OUTAGE, PROSE, SCENARIO } from '../support/hostile.ts';
import type { World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const SPAN = ['--from', '2025-02', '--to', '2025-03'];

/** Each reading command, with what makes it show the most; several ways of asking are several rows. */
const ASKED: readonly (readonly [command: string, ...args: string[]])[] = [
  ['status', '--all', '--at', '2025-02-01T12:00:00Z'],
  ['explain', 's0', '--at', '2025-02-01T12:00:00Z'],
  ['explain', 's5', '--at', '2025-02-01T12:00:00Z'],
  ['facts'],
  ['facts', '--type', 'OutageBegan'],
  ['replay', ...SPAN],
  ['report availability', ...SPAN],
  ['report availability', ...SPAN, '--explain', 's0@2025-02'],
  ['report availability', ...SPAN, '--policy', 'default', '--policy', '=pol() <b>'],
  ['report downtime', ...SPAN],
  ['report blame', ...SPAN],
  ['report blame', ...SPAN, '--group-by', 'tag:supplier'],
  ['report blame', ...SPAN, '--group-by', 'kind'],
  ['report mttr', ...SPAN],
  ['report budget', ...SPAN],
  ['report rto', ...SPAN],
  ['report vantage', ...SPAN],
  ['report contradictions', ...SPAN],
  ['report calls', ...SPAN],
  ['report policies'],
  ['report restated'],
  ['whatif', '--set', 's0.holdUp=PT1H', ...SPAN],
  ['whatif', '--set', 's0.holdUp=PT1H', '--without', OUTAGE, ...SPAN],
  ['scenario list'],
  ['scenario show', SCENARIO],
  ['risk sweep'],
  ['incident list'],
  ['incident show', INCIDENT],
  ['incident suggest', OUTAGE],
  ['review', INCIDENT],
  ['model show', '--at', '2025-02-01'],
  ['model diff', '--from', '2024-01-01', '--to', '2025-02-01'],
  ['check'],
  ['log info'],
  ['log history', OUTAGE],
];

/** What a terminal obeys, and what sets a direction, but line breaks and isolates of ours. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066\u2067\ud800-\udfff\uffff]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/u;

/** A head that is padded in colour has spaces behind it. */
const ends = (text: string): string => text.replaceAll(/ +$/gm, '');

const formsOf = async (world: World, command: string): Promise<readonly string[]> => {
  const { out } = await world.knockon(...command.split(' '), '--help');
  return [
    ...(/form of the answer\s+\(choices:\s*([^,)]*(?:,[^,)]*)*?),\s+default/.exec(out.replaceAll(/\s+/g, ' '))?.[1]?.matchAll(/"(\w+)"/g) ??
      []),
  ].map(([, form = '']) => form);
};

const isolatesAreOurs = (text: string): void => {
  for (const line of text.split('\n')) {
    assert.is(line.split('\u2068').length, line.split('\u2069').length, line);
    assert.not.match(line, /\u2068[^\u2069]*\u2068/u);
    for (const [, inside = ''] of line.matchAll(/\u2068([^\u2069]*)\u2069/gu)) assert.match(inside, RIGHT_TO_LEFT);
    assert.not.match(line.replaceAll(/\u2068[^\u2069]*\u2069/gu, ''), RIGHT_TO_LEFT);
  }
};

const ELEMENTS = new Set(
  `html head meta title style body header h1 h2 h3 main footer section p div table caption thead tbody tr th td ul ol li span small strong
  code a figure figcaption svg defs pattern rect path g line polygon polyline ellipse text title desc bdi`.split(/\s+/),
);
const ATTRIBUTES =
  /^(?:lang|charset|name|content|http-equiv|class|id|href|scope|role|tabindex|title|aria-[a-z]+|data-head|viewBox|focusable|preserveAspectRatio|width|height|x|y|x1|x2|y1|y2|cx|cy|rx|ry|d|dx|fill|stroke(?:-[a-z]+)?|patternUnits|points|transform|text-anchor|font-(?:family|size)|xlink|space|xmlns(?::xlink)?)$/;

interface Node {
  readonly tagName?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}

const CHECKS: Readonly<Record<string, (text: string) => void>> = {
  table: (text) => {
    isolatesAreOurs(text);
    for (const line of text.split('\n')) assert.not.match(line, /^\W*FORGED/);
  },
  md: (text) => {
    isolatesAreOurs(text);
    void marked.walkTokens(marked.lexer(text), (token: Token) => {
      assert.not.ok(
        ['html', 'link', 'image', 'em', 'del', 'codespan', 'blockquote', 'hr', 'def'].includes(token.type) && !isOurs(token),
        token.raw,
      );
      if (token.type === 'heading') assert.not.match(token.raw, /^#+\s*FORGED/);
      if (token.type === 'strong') assert.not.match(token.raw, /^\*\*BOLD/);
      if (token.type === 'list_item') assert.not.match(token.raw, /^\W*FORGED/);
      if (token.type === 'code') assert.match(token.raw, /^```mermaid\n/);
    });
    assert.not.match(text, /^\W*FORGED/m);
  },
  html: (text) => {
    assert.not.match(text.replaceAll(/<bdi>[^<]*<\/bdi>|\u2068[^\u2069]*\u2069/gu, ''), RIGHT_TO_LEFT);
    const pending: Node[] = [parseHtml(text) as unknown as Node];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node.tagName !== undefined) assert.ok(ELEMENTS.has(node.tagName), `<${node.tagName}>`);
      for (const { name, value } of node.attrs ?? []) {
        assert.match(name, ATTRIBUTES, name);
        if (name === 'href') assert.match(value, /^#/);
      }
      pending.push(...(node.childNodes ?? []));
    }
  },
  svg: (text) => {
    isolatesAreOurs(text);
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    let roots = 0;
    parser.on('opentag', ({ name }) => {
      assert.ok(ELEMENTS.has(name), `<${name}>`);
      if (name === 'svg') roots++;
    });
    parser.write(text).close();
    assert.is(roots, 1);
  },
  dot: (text) => {
    // without its quoted strings nothing of others is left
    const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    assert.not.match(bare, /evil|img|<|=cmd|SUM|very/);
    assert.is(bare.split('digraph').length, 2);
  },
  mermaid: (text) => {
    for (const line of text.trimEnd().split('\n').slice(1))
      assert.match(line, /^ {2}(?:n\d+\[{1,2}"[^"<>`]*(?:<br\/>[^"<>`]*)*"\]{1,2}:::[a-z-]+|n\d+ --> n\d+|classDef .*)$/);
    assert.not.match(text, /%%|#(?!\d+;|[0-9a-f]{3,6}\b)/);
  },
  csv: (text) => {
    for (const row of csvRows(text))
      for (const cell of row) if (!/^-?\d+(?:\.\d+)?$/.test(cell)) assert.not.match(cell, /^\s*[=+\-@＝＋－＠]/u);
  },
  json: (text) => {
    assert.type(JSON.parse(text), 'object');
  },
};

/** A fact's id in the list of facts, the one code there is. */
const isOurs = (token: Token): boolean => token.type === 'codespan' && /^`[0-9a-f-]{36}`$/.test(token.raw);

spec('views/hostile [cli]', (test) => {
  let log: World;
  test.before(async () => {
    log = await hostile();
  });

  for (const [command, ...args] of ASKED)
    test(`${command} ${args.filter((arg) => /^[-\w.@:=]+$/.test(arg)).join(' ')}: in every form what others say is text`, async () => {
      const forms = await formsOf(log, command);
      assert.ok(forms.length >= 2, command);
      for (const form of forms) {
        const { exit, out, err } = await log.knockon(...command.split(' '), ...args, '--format', form);
        assert.ok(exit === 0 || exit === 1, `${form}: ${err}`);
        assert.not.match(out, UNSAFE, form);
        assert.not.match(err, UNSAFE, form);
        const check = CHECKS[form];
        if (check === undefined) throw new Error(`nothing is known of the form ${form}`);
        if (command !== 'model show' || form !== 'table') check(out);
      }
    });

  test('every command that reads is asked', async () => {
    const pending = [[]] as string[][];
    const reading: string[] = [];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      const { out } = await log.knockon(...path, '--help');
      if (out.includes('--as-known-at')) reading.push(path.join(' '));
      const [, inner = ''] = out.split('Commands:\n');
      for (const [, name = ''] of inner.matchAll(/^ {2}(\w+)/gm)) if (name !== 'help') pending.push([...path, name]);
    }
    assert.ok(reading.length > 20);
    const asked = new Set(ASKED.map(([command]) => command));
    assert.equal(
      reading.filter((command) => !asked.has(command)),
      [],
    );
  });

  test('JSON reads back as the very text, whatever it is made of', async () => {
    const { notes } = await log.json<{ notes: readonly { text: string }[] }>('incident', 'show', INCIDENT);
    assert.is(notes[0]?.text, PROSE);
    const { services } = await log.json<{ services: readonly { name: string }[] }>('report', 'availability', ...SPAN);
    assert.equal(
      services
        .map(({ name }) => name)
        .filter((name) => name !== 'plain')
        .toSorted(),
      NAMES.slice(1).toSorted(),
    );
  });

  test('a name from right to left is isolated whole, with its figure', async () => {
    const { out } = await log.knockon('report', 'availability', ...SPAN);
    assert.match(out, `\u2068${ARABIC}\u2069`);
    const page = await log.knockon('report', 'availability', ...SPAN, '--format', 'html');
    assert.match(page.out, `<bdi>${ARABIC}</bdi>`);
    const markdown = await log.knockon('report', 'availability', ...SPAN, '--format', 'md');
    assert.match(markdown.out, `\u2068${ARABIC}\u2069`);
  });

  test('the model that is shown is imported again as the very same', async () => {
    const { out } = await log.knockon('model', 'show', '--at', '2025-02-01');
    log.file('shown.yaml', out);
    const again = await log.knockon('import', 'shown.yaml', '--log', 'memory:again', '--zone', 'UTC');
    assert.is(again.exit, 0, again.err);
    const shown = await log.knockon('model', 'show', '--at', '2025-02-01', '--format', 'json', '--log', 'memory:again');
    const first = await log.knockon('model', 'show', '--at', '2025-02-01', '--format', 'json');
    assert.is(shown.out, first.out);
  });

  test('on a terminal with colours, only ours are there', async () => {
    const coloured = await hostile(true);
    let ours = 0;
    for (const [command, ...args] of ASKED) {
      const { out } = await coloured.knockon(...command.split(' '), ...args, '--format', (await formsOf(coloured, command))[0] ?? '');
      // oxlint-disable-next-line no-control-regex -- a colour begins with a control character
      const plain = out.replaceAll(/\u001b\[(?:1|2|22|31|32|33|39)m/g, () => {
        ours++;
        return '';
      });
      assert.not.match(plain, UNSAFE, command);
      const { out: uncoloured } = await log.knockon(...command.split(' '), ...args, '--format', (await formsOf(log, command))[0] ?? '');
      assert.is(ends(plain), ends(uncoloured), command);
    }
    assert.ok(ours > 50);
  });

  test('refusals quote what they refuse as text, in one line', async () => {
    for (const argv of [
      ['explain', PROSE],
      ['incident', 'show', PROSE],
      ['report', 'availability', '--service', PROSE],
      ['report', 'availability', '--policy', PROSE],
      ['scenario', 'show', PROSE],
      ['status', '--at', PROSE],
      ['import', PROSE],
      ['status', '--log', `sqlite:${PROSE}`],
      ['status', '--zone', PROSE],
      [PROSE],
      ['status', `--${PROSE}`],
    ]) {
      const { exit, out, err } = await log.knockon(...argv);
      assert.ok(exit > 1, argv[0]);
      assert.is(out, '');
      assert.not.match(err, UNSAFE);
      assert.not.match(err, /^\W*FORGED/m);
    }
  });
});

// An explanation as a drawing: the three languages say the same of the same graph, and each is well-formed in its own way.
import { instance } from '@viz-js/viz';
import * as assert from 'uvu/assert';
import { hcpc } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const SUNDAY = ['explain', 'online-renewals', '--at', '2016-01-17T10:00:00Z'];
const CAUSES = ['Power circuit B', 'Registration database'];

const drawn = async (form: string, ...more: readonly string[]): Promise<string> => {
  const { exit, out, err } = await (await hcpc()).knockon(...SUNDAY, '--format', form, ...more);
  assert.is(exit, 0, err);
  return out;
};

/** Throws unless every element that opens closes, in order, and no bare `<` or `&` stands in text. */
const wellFormed = (xml: string): void => {
  const open: string[] = [];
  let rest = xml.trim();
  while (rest !== '') {
    const [tag = '', close = '', name = '', self = ''] = /^<(\/?)([\w:]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/.exec(rest) ?? [];
    const [text = ''] = tag === '' ? (/^[^<]+/.exec(rest) ?? []) : [];
    assert.ok(tag + text !== '', `neither a tag nor text: ${rest.slice(0, 60)}`);
    assert.not.match(text, /&(?!(?:\w+|#\d+|#x[\da-f]+);)/i);
    if (close !== '') assert.is(open.pop(), name);
    else if (tag !== '' && self === '') open.push(name);
    rest = rest.slice(tag.length + text.length);
  }
  assert.equal(open, []);
};

spec('cli/explain drawn [end to end]', (test) => {
  test('DOT is taken by Graphviz as it stands: each component with its level in words, causes told apart', async () => {
    const dot = await drawn('dot');
    const viz = await instance();
    const { objects = [], edges = [] } = viz.renderJSON(dot) as { objects?: { label: string; peripheries?: string }[]; edges?: unknown[] };
    assert.ok(objects.length >= 6 && edges.length >= 6);
    for (const { label } of objects) assert.match(label, /^[^\\]+\\n[✓✗!~?] (?:up|at-risk|degraded|unknown|down)/u);
    const causes = objects.filter(({ peripheries }) => peripheries === '2').map(({ label }) => label.split('\\n')[0]);
    for (const cause of CAUSES) assert.ok(causes.includes(cause), cause);
    for (const { label, peripheries } of objects) assert.is(label.includes('(cause)'), peripheries === '2');
  });

  test('Mermaid: every line is a node, an edge between nodes, or a class that nodes use', async () => {
    const [head, ...lines] = (await drawn('mermaid')).trimEnd().split('\n');
    assert.is(head, 'flowchart TB');
    const nodes = lines.flatMap((line) => {
      const [, id, open, close, look] = /^ {2}(n\d+)(\[\[?)"[^"<>]+<br\/>[^"<>]+"(\]\]?):::([\w-]+)$/.exec(line) ?? [];
      if (id !== undefined) assert.is(open?.length, close?.length);
      return id === undefined ? [] : [{ id, look }];
    });
    const edges = lines.flatMap((line) => [/^ {2}(n\d+) --> (n\d+)$/.exec(line)?.slice(1) ?? []].filter((edge) => edge.length > 0));
    const classes = lines.flatMap((line) => /^ {2}classDef ([\w-]+) fill:#\w{6},color:#\w{6},stroke:#\w{6}$/.exec(line)?.[1] ?? []);
    assert.is(nodes.length + edges.length + classes.length, lines.length);
    const ids = new Set(nodes.map(({ id }) => id));
    for (const end of edges.flat()) assert.ok(ids.has(end));
    assert.equal(new Set(classes), new Set(nodes.map(({ look }) => look)));
    assert.is(nodes.length, (await drawn('dot')).match(/^ {2}n\d+ \[/gm)?.length);
  });

  test('SVG is well-formed and is named and described in words', async () => {
    const svg = await drawn('svg', '--zone', 'Europe/London');
    wellFormed(svg);
    assert.match(svg, /^<svg [^>]*role="img" aria-labelledby="graph-t graph-d"[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /<title id="graph-t">Why Online Renewals is down at Sun 17 Jan 2016 10:00<\/title>/);
    assert.match(svg, /<desc id="graph-d">[^<]*Power circuit B down \(cause\)[^<]*<\/desc>/);
  });

  test('as known earlier, what was told later is no cause', async () => {
    const log = await hcpc();
    const late = await log.knockon(
      'record',
      'begin',
      'host-renewals',
      '--fault',
      'fuse',
      '--at',
      '2016-01-17T09:00:00Z',
      '--now',
      '2016-02-12T00:00:00Z',
    );
    assert.is(late.exit, 0, late.err);
    const dot = async (...more: readonly string[]): Promise<string> => (await log.knockon(...SUNDAY, '--format', 'dot', ...more)).out;
    assert.match(await dot(), 'host-renewals\\n✗ down (cause)');
    assert.match(await dot('--as-known-at', '2016-02-11T00:00:00Z'), 'host-renewals\\n✗ down"');
  });
});

// A graph as Graphviz's DOT and as Mermaid: each component with its level in words, causes with a double frame, symptoms with a plain one.
// Names are text: they reach either language quoted, in lines that a box can hold. O(nodes + edges).
import { nameOf } from '#domain/impact/scale.ts';
import type { GraphAt, GraphNode } from '#projections/graph-at.ts';
import { COLOURS, lookOf } from './html/palette.ts';
import { inOneLine, shown } from './shown.ts';
import { levelMark } from './style.ts';
import { written, type Written } from './written.ts';

/** `id`: what ids of the drawing begin with, so that several fit one page. */
export const dotText = ({ nodes, edges, scale, leftOut }: GraphAt, id = 'graph'): Written<'dot'> => {
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  const lines = [
    'digraph {',
    `  graph [id="${id}", rankdir=TB, bgcolor=transparent, nodesep=0.2, ranksep=0.45]`,
    '  node [shape=box, style=filled, fontname="sans-serif", fontsize=12, margin="0.12,0.06"]',
    '  edge [color="#5a5a5a", arrowsize=0.6]',
    ...nodes.map((node, index) => {
      const { fill, ink } = COLOURS[lookOf(node.level, scale).name];
      const frame = node.role === 'cause' ? ', peripheries=2, penwidth=1.6' : '';
      return `  n${String(index)} [id="${id}-${String(index)}", label=${quoted(said(node, scale))}, fillcolor="${fill}", fontcolor="${ink}", color="#3a3a3a"${frame}]`;
    }),
    ...edges.map(([from, to], index) => `  n${String(place.get(from))} -> n${String(place.get(to))} [id="${id}-e${String(index)}"]`),
    ...(leftOut === 0
      ? []
      : [`  more [id="${id}-more", label=${quoted([more(leftOut)])}, shape=note, fillcolor="#ffffff", color="#3a3a3a"]`]),
    '}',
  ];
  return written(lines.join('\n'));
};

const more = (leftOut: number): string => `and ${leftOut.toLocaleString('en-GB')} more components, not shown`;

/** Graphviz reads entities in labels, too. */
const quoted = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replaceAll(/[\\"]/g, (sign) => `\\${sign}`).replaceAll(/&(?=#?\w+;)/g, '&amp;')).join('\\n')}"`;

/** A node's label, line by line. */
const said = ({ name, level, role, absent }: GraphNode, scale: GraphAt['scale']): readonly string[] => [
  ...broken(shown(inOneLine(name))),
  shown(inOneLine(`${levelMark(level, scale)} ${nameOf(scale, level)}${absent ? ', absent' : ''}${role === 'cause' ? ' (cause)' : ''}`)),
];

/** So many characters of a name fit in one line of a box. */
const WIDE = 36;

/** Between words where there are any; a longer word is cut. */
const broken = (name: string): readonly string[] => {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    const signs = Array.from(word);
    if (last !== undefined && Array.from(last).length + 1 + signs.length <= WIDE) lines[lines.length - 1] = `${last} ${word}`;
    else for (let at = 0; at < Math.max(signs.length, 1); at += WIDE) lines.push(signs.slice(at, at + WIDE).join(''));
  }
  return lines;
};

export const mermaidText = ({ nodes, edges, scale, leftOut }: GraphAt): Written<'mermaid'> => {
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  const looks = new Set(nodes.map(({ level }) => lookOf(level, scale).name));
  const lines = [
    'flowchart TB',
    ...nodes.map((node, index) => {
      const [open, close] = node.role === 'cause' ? ['[[', ']]'] : ['[', ']'];
      return `  n${String(index)}${open}"${escaped(said(node, scale))}"${close}:::${lookOf(node.level, scale).name}`;
    }),
    ...edges.map(([from, to]) => `  n${String(place.get(from))} --> n${String(place.get(to))}`),
    ...(leftOut === 0 ? [] : [`  more["${escaped([more(leftOut)])}"]`]),
    ...[...looks].map((name) => `  classDef ${name} fill:${COLOURS[name].fill},color:${COLOURS[name].ink},stroke:#3a3a3a`),
  ];
  return written(lines.join('\n'));
};

/** Mermaid reads `#…;` as an entity, backticks as Markdown and `%%` as a comment or a directive, quoted or not. */
const escaped = (lines: readonly string[]): string =>
  lines.map((line) => line.replaceAll(/[&"<>#`]|%(?=[%{])|(?<=%)%/g, (sign) => ENTITIES.get(sign) ?? sign)).join('<br/>');

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['"', '&quot;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['#', '#35;'],
  ['`', '#96;'],
  ['%', '#37;'],
]);

/** A graph in one sentence, for those who do not see it. */
export const graphWords = ({ nodes, scale, leftOut }: GraphAt): string => {
  const rest = leftOut === 0 ? '' : ` ${more(leftOut)}.`;
  const impaired = nodes.filter(({ level }) => level > 0);
  if (impaired.length === 0) return `All ${String(nodes.length)} components are ${nameOf(scale, 0)}.${rest}`;
  return `${impaired.map((node) => `${node.name} ${nameOf(scale, node.level)}${node.role === 'cause' ? ' (cause)' : ''}`).join('; ')}; ${String(nodes.length - impaired.length)} others ${nameOf(scale, 0)}.${rest}`;
};

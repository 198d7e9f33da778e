// A graph as Graphviz's DOT and as Mermaid: each component with its level in words, causes with a double frame, symptoms with a plain one.
// Ids never reach either language unquoted. O(nodes + edges).
import { nameOf } from '#domain/impact/scale.ts';
import type { GraphAt, GraphNode } from '#projections/graph-at.ts';
import { COLOURS, lookOf } from './html/palette.ts';
import { levelMark } from './style.ts';

/** `id`: what ids of the drawing begin with, so that several fit one page. */
export const dotText = ({ nodes, edges, scale }: GraphAt, id = 'graph'): string => {
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  return [
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
    '}',
  ].join('\n');
};

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

const said = ({ name, level, role, absent }: GraphNode, scale: GraphAt['scale']): string =>
  `${name}\n${levelMark(level, scale)} ${nameOf(scale, level)}${absent ? ', absent' : ''}${role === 'cause' ? ' (cause)' : ''}`;

export const mermaidText = ({ nodes, edges, scale }: GraphAt): string => {
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  const looks = new Set(nodes.map(({ level }) => lookOf(level, scale).name));
  return [
    'flowchart TB',
    ...nodes.map((node, index) => {
      const [open, close] = node.role === 'cause' ? ['[[', ']]'] : ['[', ']'];
      return `  n${String(index)}${open}"${escaped(said(node, scale))}"${close}:::${lookOf(node.level, scale).name}`;
    }),
    ...edges.map(([from, to]) => `  n${String(place.get(from))} --> n${String(place.get(to))}`),
    ...[...looks].map((name) => `  classDef ${name} fill:${COLOURS[name].fill},color:${COLOURS[name].ink},stroke:#3a3a3a`),
  ].join('\n');
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br/>');

/** A graph in one sentence, for those who do not see it. */
export const graphWords = ({ nodes, scale }: GraphAt): string => {
  const impaired = nodes.filter(({ level }) => level > 0);
  if (impaired.length === 0) return `All ${String(nodes.length)} components are ${nameOf(scale, 0)}.`;
  return `${impaired.map((node) => `${node.name} ${nameOf(scale, node.level)}${node.role === 'cause' ? ' (cause)' : ''}`).join('; ')}; ${String(nodes.length - impaired.length)} others ${nameOf(scale, 0)}.`;
};

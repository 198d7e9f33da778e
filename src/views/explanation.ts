// `explain` as people and programs read it: a tree from the component down to the faults, with the times and delays on the way.
import { everyNode, type ExplanationNode } from '#domain/impact/explanation.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { beganAt } from '#domain/impact/state.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { BEGINNING } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Explained } from '#projections/explained.ts';
import type { Answer } from './answer.ts';
import { redundancyJson, redundancyLines } from './redundancy.ts';
import { dotText, graphWords, mermaidText } from './graph.ts';
import type { Draw } from './graphviz.ts';
import { inOneLine } from './shown.ts';
import { causeText, faultJson, faultName, faultText, instantJson, instantText, levelText, occurrenceText, type Style } from './style.ts';
import type { Written } from './written.ts';

/** `draw`: what draws graphs, where a picture is asked for. */
export const explanationAnswer = ({ explanation, scale, nameOf, graph, redundancy, approximate }: Explained, draw?: Draw): Answer => {
  const { at, root, firstCause } = explanation;
  return {
    approximate,
    json: {
      at: formatInstant(at),
      firstCause: firstCause === undefined ? null : faultJson(firstCause),
      // Flat, the component asked for first: each names the components behind it, so a chain of any length stays shallow.
      redundancy: redundancyJson(redundancy),
      explanation: everyNode(root).map((node) => nodeJson(node, scale)),
    },
    drawing: {
      mermaid: () => mermaidText(graph),
      dot: () => dotText(graph),
      ...(draw === undefined
        ? {}
        : {
            svg: (style: Style): Written<'svg'> =>
              draw(
                dotText(graph),
                `Why ${nameOf(root.component)} is ${scale.names[root.level] ?? ''} at ${instantText(at, style)}`,
                graphWords(graph),
              ),
          }),
    },
    text: (style) => {
      const lines = treeLines(root, scale, nameOf, style);
      const owed = firstCause === undefined ? [] : ['', `First cause: ${faultText(firstCause, style)}`];
      return [`At ${instantText(at, style)} (${style.zone})`, '', ...lines, ...owed, '', ...redundancyLines(redundancy, nameOf)].join('\n');
    },
  };
};

/** The most components a tree on a terminal shows, and the most it nests; JSON has them all. */
const MOST = 200;
const DEEPEST = 40;

/** Depth first with an explicit stack: a dependency chain can be longer than the call stack. Cut, with a word, where nobody would read on. */
const treeLines = (root: ExplanationNode, scale: Scale, nameOf: (id: string) => string, style: Style): readonly string[] => {
  const lines: string[] = [];
  const shown = new Set<string>();
  interface Pending {
    readonly node: ExplanationNode;
    readonly lead: string;
    readonly indent: string;
    readonly depth: number;
  }
  const pending: Pending[] = [{ node: root, lead: '', indent: '', depth: 0 }];
  for (let next = pending.pop(); next !== undefined && shown.size < MOST; next = pending.pop()) {
    const { node, lead, indent, depth } = next;
    shown.add(node.component);
    lines.push(`${lead}${headline(node, scale, nameOf, style)}`);
    for (const reason of [...reasons(node, style), ...observed(node, scale, style)])
      lines.push(`${indent}${node.behind.length > 0 ? '│  ' : '   '}${reason}`);
    if (depth === DEEPEST) {
      if (node.behind.length > 0) lines.push(`${indent}└─ …`);
      continue;
    }
    const children = node.behind.map((child, index): Pending => {
      const last = index === node.behind.length - 1;
      const [branch, further] = last ? ['└─ ', '   '] : ['├─ ', '│  '];
      return { node: child, lead: `${indent}${branch}`, indent: `${indent}${further}`, depth: depth + 1 };
    });
    for (const one of children.toReversed()) pending.push(one);
  }
  const left = everyNode(root).length - shown.size;
  return left === 0 ? lines : [...lines, `${left.toLocaleString('en-GB')} more components stand behind it; --format json lists them all.`];
};

const headline = (node: ExplanationNode, scale: Scale, nameOf: (id: string) => string, style: Style): string => {
  const name = nameOf(node.component);
  const called = name === node.component ? name : `${name} [${node.component}]`;
  if (node.absent) return `${style.bold(called)} does not exist here, which counts as ${levelText(node.level, scale, style)}`;
  const since = node.since === undefined || node.since === BEGINNING ? '' : ` since ${instantText(node.since, style)}`;
  return `${style.bold(called)} ${levelText(node.level, scale, style)}${since}${node.repeated ? ' (explained above)' : ''}${node.role === undefined || node.repeated ? '' : `, a ${node.role}`}`;
};

const reasons = (node: ExplanationNode, style: Style): readonly string[] => {
  if (node.repeated) return [];
  const { held, reserve } = node;
  const lines = node.faults.map((fault) => {
    const cause = causeText(fault);
    const from = fault.origin === undefined ? '' : `, a consequence of ${fault.origin.component} (${faultName(fault.origin)})`;
    return `fault ${faultName(fault)}${cause === undefined ? '' : `: ${inOneLine(cause)}`}, ${occurrenceText(fault.began.fact.occurredAt, style)}${from}`;
  });
  if (held !== undefined) {
    const owed = held.cause === undefined ? '' : `, owed to ${faultText(held.cause, style)}`;
    lines.push(
      held.by === 'latch'
        ? `went down with its requirement at ${instantText(held.since, style)} and waits to be restarted by hand${owed}`
        : `starting up since ${instantText(held.since, style)}, until ${instantText(held.until ?? held.since, style)}${owed}`,
    );
  }
  if (reserve !== undefined) {
    const length = spokenDuration(reserve.holdUp);
    lines.push(
      reserve.exhaustedAt === undefined
        ? `carried by its reserve of ${length} since ${instantText(reserve.lostAt, style)}`
        : `reserve of ${length} exhausted at ${instantText(reserve.exhaustedAt, style)}; requirement lost at ${instantText(reserve.lostAt, style)}`,
    );
  }
  for (const member of node.onStandby) lines.push(`on its standby ${member}`);
  return lines;
};

/** What each vantage says, beside what is derived. */
const observed = ({ observations, derived, repeated }: ExplanationNode, scale: Scale, style: Style): readonly string[] => {
  if (repeated || derived === undefined) return [];
  return observations.map(({ vantage, level, binding, fault }) => {
    const said = fault.silentSince === undefined ? `observed ${levelText(level, scale, style)}` : 'nothing heard';
    const weight = binding ? '' : ', an account that does not bind';
    return `${said} at ${vantage} since ${instantText(beganAt(fault), style)}${weight}; the model derives ${levelText(derived, scale, style)}`;
  });
};

const nodeJson = (node: ExplanationNode, scale: Scale): object => ({
  component: node.component,
  level: scale.names[node.level],
  since: node.since === undefined ? null : instantJson(node.since),
  role: node.role ?? null,
  absent: node.absent,
  derived: node.derived === undefined ? null : scale.names[node.derived],
  observations: node.observations.map(({ vantage, level, binding, fault }) => ({
    vantage,
    level: scale.names[level],
    binds: binding,
    since: formatInstant(beganAt(fault)),
    silent: fault.silentSince !== undefined,
    fact: fault.began.fact.id,
  })),
  faults: node.faults.map(faultJson),
  held:
    node.held === undefined
      ? null
      : {
          by: node.held.by,
          since: formatInstant(node.held.since),
          until: node.held.until === undefined ? null : formatInstant(node.held.until),
          cause: node.held.cause === undefined ? null : faultJson(node.held.cause),
        },
  reserve:
    node.reserve === undefined
      ? null
      : {
          holdUpMs: node.reserve.holdUp,
          lostAt: instantJson(node.reserve.lostAt),
          exhaustedAt: node.reserve.exhaustedAt === undefined ? null : formatInstant(node.reserve.exhaustedAt),
        },
  onStandby: node.onStandby,
  behind: node.behind.map((child) => child.component),
});

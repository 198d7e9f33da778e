// A review's timeline: what happened, as the facts say, and the turns of components that follow from it.
import type { Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Review } from '#projections/review.ts';
import type { Cell } from './review-block.ts';
import { listed } from './review-words.ts';
import { saidOf } from './said.ts';
import { instantText, levelText, occurrenceText, type Style } from './style.ts';

/** Facts and the turns that follow from them, in order of time; at one instant facts first. */
export const timelineOf = (
  { detail, nameOf: named }: Review,
  style: Style,
  refs: (ids: Iterable<FactId>) => readonly number[],
): readonly (readonly Cell[])[] => {
  const { incident, affected, scale } = detail;
  interface Entry {
    readonly at: Instant;
    readonly when: string;
    readonly what: Cell;
    readonly rank: number;
  }
  const entries: Entry[] = [...incident.linked, ...incident.turns, ...incident.notes].map((recorded) => ({
    at: recorded.fact.occurredAt?.best ?? 0,
    when: recorded.fact.occurredAt === undefined ? 'not known' : occurrenceText(recorded.fact.occurredAt, style),
    what: { text: happening(recorded, named, style), refs: refs([recorded.fact.id]) },
    rank: 0,
  }));
  const turns = new Map<string, { at: Instant; level: number; names: string[]; facts: Set<FactId> }>();
  for (const { name, stretches } of affected) {
    stretches.forEach((row, index) => {
      if (stretches[index - 1]?.to === row.from && stretches[index - 1]?.level === row.level) return;
      turn(turns, row.from, row.level, name, row.faults.keys());
      const next = stretches[index + 1];
      if (next?.from !== row.to && !(detail.open && row.to === detail.span?.to)) turn(turns, row.to, 0, name, row.faults.keys());
    });
  }
  for (const { at, level, names, facts } of turns.values()) {
    entries.push({
      at,
      when: instantText(at, style),
      what: { text: `${listed(names)}: ${levelText(level, scale, style)}`, refs: refs(facts) },
      rank: 1,
    });
  }
  return entries.toSorted((a, b) => a.at - b.at || a.rank - b.rank).map(({ when, what }) => [{ text: when }, what]);
};

const turn = (
  turns: Map<string, { at: Instant; level: number; names: string[]; facts: Set<FactId> }>,
  at: Instant,
  level: number,
  name: string,
  facts: Iterable<FactId>,
): void => {
  const key = `${String(at)} ${String(level)}`;
  const known = turns.get(key) ?? { at, level, names: [], facts: new Set() };
  known.names.push(name);
  for (const id of facts) known.facts.add(id);
  turns.set(key, known);
};

const happening = ({ fact }: Recorded, named: (id: string) => string, style: Style): string => {
  switch (fact.type) {
    case 'OutageBegan':
      return `${named(fact.data.component)} failed (${fact.data.level}): ${fact.data.cause ?? `fault ${fact.data.fault ?? fact.id}`}`;
    case 'OutageEnded':
      return fact.data.fault === undefined
        ? `${named(fact.data.component)} works again`
        : `${named(fact.data.component)}: fault ${fact.data.fault} ended`;
    case 'FailedOver':
      return `${named(fact.data.component)} was switched to ${named(fact.data.to)}`;
    case 'FailedBack':
      return `${named(fact.data.component)} was switched back`;
    default:
      return saidOf(fact, style) ?? fact.type;
  }
};

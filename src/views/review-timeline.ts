// A review's timeline: what happened, as the facts say, and the turns of components that follow from it.
import type { Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Review } from '#projections/review.ts';
import { listed } from './review-words.ts';
import { saidOf } from './said.ts';
import { instantText, levelText, occurrenceText, type Style } from './style.ts';

export interface TimelineEntry {
  readonly at: Instant;
  /** As well as it is known; of a turn, what the engine runs on. */
  readonly when: string;
  readonly text: string;
  readonly facts: readonly FactId[];
}

/** Facts and the turns that follow from them, in order of time; at one instant facts first. */
export const timelineOf = ({ detail, nameOf: named }: Review, style: Style): readonly TimelineEntry[] => {
  const { incident, affected, scale } = detail;
  const happened = [...incident.linked, ...incident.turns, ...incident.notes].map((recorded) => ({
    at: recorded.fact.occurredAt?.best ?? 0,
    when: recorded.fact.occurredAt === undefined ? 'not known' : occurrenceText(recorded.fact.occurredAt, style),
    text: happening(recorded, named, style),
    facts: [recorded.fact.id],
    rank: 0,
  }));
  const turns = new Map<string, { at: Instant; level: number; names: string[]; facts: Set<FactId> }>();
  for (const { name, stretches } of affected) {
    // what faults left behind, such as a gate still on its standby, rests on the facts of the faults before it
    let facts: readonly FactId[] = [];
    stretches.forEach((row, index) => {
      const before = stretches[index - 1];
      const goesOn = before?.to === row.from;
      facts = row.faults.size === 0 && goesOn ? facts : [...row.faults.keys()];
      if (!goesOn || before.level !== row.level) turn(turns, row.from, row.level, name, facts);
      const next = stretches[index + 1];
      if (next?.from !== row.to && !(detail.open && row.to === detail.span?.to)) turn(turns, row.to, 0, name, facts);
    });
  }
  const turned = [...turns.values()].map(({ at, level, names, facts }) => ({
    at,
    when: instantText(at, style),
    text: `${listed(names)}: ${levelText(level, scale, style)}`,
    facts: [...facts],
    rank: 1,
  }));
  return [...happened, ...turned].toSorted((a, b) => a.at - b.at || a.rank - b.rank);
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

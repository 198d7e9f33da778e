// Incidents as the facts tell them: opened, closed, reopened, the facts linked to each, notes about it and about those facts, and its
// severity: by rule, unless people have said another. What is linked and counts no more is told apart. O(facts).
import { decideIncident, evolveIncident, type IncidentState } from '#domain/facts/decisions/incident.ts';
import { isA, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import type { FactId } from '#domain/facts/types.ts';

export interface Incident {
  readonly name: string;
  readonly title: string;
  readonly state: IncidentState;
  readonly opened: Recorded<FactOf<'IncidentOpened'>>;
  /** Every opening, closing and reopening, in fold order. */
  readonly turns: readonly Recorded<FactOf<'IncidentOpened' | 'IncidentClosed' | 'IncidentReopened'>>[];
  /** Linked facts that count, in fold order, and the ids of those that do not. */
  readonly linked: readonly Recorded[];
  readonly missing: readonly FactId[];
  /** The last severity people said, if any. */
  readonly said: Recorded<FactOf<'IncidentSeveritySet'>> | undefined;
  readonly notes: readonly Recorded<FactOf<'NoteAdded'>>[];
}

/** In the order in which they were opened. `facts`: those that count. */
export const incidentsIn = (facts: readonly Recorded[]): readonly Incident[] => {
  const byId = new Map(facts.map((one) => [one.fact.id, one]));
  const kept = new Map<string, Kept>();
  for (const recorded of inFoldOrder(facts)) {
    if (!isA(recorded, 'IncidentOpened', 'IncidentLinked', 'IncidentSeveritySet', 'IncidentClosed', 'IncidentReopened')) continue;
    const { incident } = recorded.fact.data;
    const before = kept.get(incident);
    if (decideIncident(before?.state, recorded.fact) !== undefined) continue;
    const state = evolveIncident(before?.state, recorded.fact);
    if (isA(recorded, 'IncidentOpened'))
      kept.set(incident, { state, opened: recorded, turns: [recorded], links: new Set(), said: undefined });
    if (before === undefined) continue;
    before.state = state;
    if (isA(recorded, 'IncidentClosed', 'IncidentReopened')) before.turns.push(recorded);
    if (isA(recorded, 'IncidentSeveritySet')) before.said = recorded;
    if (isA(recorded, 'IncidentLinked')) for (const id of recorded.fact.data.facts) before.links.add(id);
  }
  const notes = inFoldOrder(facts).filter((one) => isA(one, 'NoteAdded'));
  return [...kept].map(([name, { opened, turns, links, said, state }]): Incident => ({
    name,
    title: opened.fact.data.title,
    state,
    opened,
    turns,
    linked: inFoldOrder([...links].flatMap((id) => byId.get(id) ?? [])),
    missing: [...links].filter((id) => !byId.has(id)),
    said,
    notes: notes.filter(
      ({ fact: { data } }) =>
        ('incident' in data.about && data.about.incident === name) || ('fact' in data.about && links.has(data.about.fact)),
    ),
  }));
};

interface Kept {
  state: IncidentState;
  readonly opened: Incident['opened'];
  readonly turns: Recorded<FactOf<'IncidentOpened' | 'IncidentClosed' | 'IncidentReopened'>>[];
  readonly links: Set<FactId>;
  said: Incident['said'];
}

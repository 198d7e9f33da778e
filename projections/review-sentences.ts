// A review's summary as sentences made from facts only, in the order in which it is read: what began it, what a reserve carried, what went
// down, what kept going, what else failed, who switched to what, what came back after how long, when it was noticed, how bad it was, what
// people noted. Each names the facts it rests on; a sentence that would rest on none is not said.
import { isA, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Level } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Duration, Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Impairment } from './at-work.ts';
import type { Affected, IncidentDetail } from './incident-detail.ts';

export interface Seen {
  readonly recorded: Recorded;
  readonly component: ComponentId;
  /** After the first fault; by best times. */
  readonly after: Duration;
}

interface Resting {
  readonly facts: readonly FactId[];
}
export type Sentence = Resting &
  (
    | { readonly kind: 'began'; readonly fault: Fault; readonly first: boolean }
    | { readonly kind: 'carried'; readonly component: ComponentId; readonly from: Instant; readonly to: Instant }
    | { readonly kind: 'fell'; readonly at: Instant; readonly components: readonly ComponentId[] }
    | { readonly kind: 'kept'; readonly components: readonly ComponentId[]; readonly worst: Level }
    | { readonly kind: 'moved'; readonly recorded: Recorded<FactOf<'FailedOver' | 'FailedBack'>> }
    | {
        readonly kind: 'recovered';
        readonly component: ComponentId;
        readonly at: Instant;
        readonly downtime: Duration;
        readonly open: boolean;
      }
    | { readonly kind: 'noticed'; readonly seen: Seen }
    | {
        readonly kind: 'severity';
        readonly severity: string;
        readonly byRule: string;
        readonly owing: readonly ComponentId[];
        readonly reason: string | undefined;
      }
    | { readonly kind: 'note'; readonly note: Recorded<FactOf<'NoteAdded'>> }
  );

export const sentencesOf = (detail: IncidentDetail, facts: readonly Recorded[], seen: Seen | undefined): readonly Sentence[] => {
  const { incident, faults, affected, scale, byRule } = detail;
  const services = affected.filter(({ isService }) => isService);
  const down = services.filter(({ downtime }) => downtime > 0);
  const [first, ...others] = faults;
  const began = (fault: Fault): [Instant, Sentence] => [
    beganOf(fault),
    { kind: 'began', fault, first: false, facts: [fault.began.fact.id, ...originOf(fault)] },
  ];
  // At one instant what fails by itself is told before what falls, and what is a consequence after it.
  const turns: (readonly [Instant, Sentence])[] = [
    ...others.filter(({ origin }) => origin === undefined).map(began),
    ...affected.flatMap((one) => carriedBy(one, facts, scale.down)),
    ...fallsOf(down, scale.down),
    ...others.filter(({ origin }) => origin !== undefined).map(began),
    ...incident.linked.flatMap((recorded): (readonly [Instant, Sentence])[] =>
      isA(recorded, 'FailedOver', 'FailedBack')
        ? [[recorded.fact.occurredAt.best, { kind: 'moved', recorded, facts: [recorded.fact.id] }]]
        : [],
    ),
    ...down.map((one): [Instant, Sentence] => {
      const rows = one.stretches.filter(({ level }) => level === scale.down);
      const last = rows.at(-1) as Impairment;
      const ends = incident.linked
        .filter(({ fact }) => fact.occurredAt?.best === last.to && isRecovery(fact.type))
        .map(({ fact }) => fact.id);
      const open = detail.open && last.to === detail.span?.to;
      return [
        last.to,
        {
          kind: 'recovered',
          component: one.component,
          at: last.to,
          downtime: one.downtime,
          open,
          facts: unique([...rows.flatMap((row) => [...row.faults.keys()]), ...(open ? [] : ends)]),
        },
      ];
    }),
    ...(seen === undefined
      ? []
      : [[seen.recorded.fact.occurredAt?.best ?? 0, { kind: 'noticed', seen, facts: [seen.recorded.fact.id] }] as const]),
  ];
  const kept = services.filter(({ downtime }) => downtime === 0);
  const said = incident.said?.fact;
  return [
    ...(first === undefined ? [] : [{ kind: 'began', fault: first, first: true, facts: [first.began.fact.id] } as const]),
    ...turns.toSorted(([a], [b]) => a - b).map(([, sentence]) => sentence),
    ...(kept.length === 0
      ? []
      : [
          {
            kind: 'kept',
            components: kept.map(({ component }) => component),
            worst: Math.max(...kept.map(({ worst }) => worst)),
            facts: unique(kept.flatMap(({ stretches }) => stretches.flatMap((row) => [...row.faults.keys()]))),
          } as const,
        ]),
    {
      kind: 'severity',
      severity: said?.data.severity ?? byRule.severity,
      byRule: byRule.severity,
      owing: byRule.owing,
      reason: said?.reason,
      facts: unique([
        incident.opened.fact.id,
        ...(said === undefined ? [] : [said.id]),
        ...byRule.owing.flatMap((id) => definedBy(facts, id, incident.opened.fact.occurredAt.best)),
      ]),
    },
    ...incident.notes.map((note): Sentence => ({ kind: 'note', note, facts: [note.fact.id] })),
  ];
};

const beganOf = (fault: Fault): Instant => fault.began.fact.occurredAt.best;
const originOf = ({ origin }: Fault): readonly FactId[] => (origin === undefined ? [] : [origin.began.fact.id]);
const unique = (ids: readonly FactId[]): readonly FactId[] => [...new Set(ids)];
const isRecovery = (type: string): boolean => type === 'OutageEnded' || type === 'FailedOver' || type === 'FailedBack';

/** A reserve that hid a loss until it was used up. */
const carriedBy = (
  { component, stretches }: Affected,
  facts: readonly Recorded[],
  down: Level,
): readonly (readonly [Instant, Sentence])[] =>
  stretches.flatMap((row, index) => {
    const next = stretches[index + 1];
    const definition = definedBy(facts, component, row.from);
    const reserve = facts.some(({ fact }) => definition.includes(fact.id) && 'definition' in fact.data && hasReserve(fact.data.definition));
    if (!reserve || row.level >= down || next?.level !== down || next.from !== row.to) return [];
    return [
      [row.to, { kind: 'carried', component, from: row.from, to: row.to, facts: unique([...row.faults.keys(), ...definition]) }] as const,
    ];
  });

const hasReserve = (definition: unknown): boolean =>
  typeof definition === 'object' && definition !== null && 'holdUp' in definition && definition.holdUp !== undefined;

/** The fact of the model by which a component is what it is at an instant. */
const definedBy = (facts: readonly Recorded[], component: ComponentId, at: Instant): readonly FactId[] => {
  const found = inFoldOrder(
    facts.filter((one) => isA(one, 'ComponentDeclared', 'ComponentRevised') && one.fact.data.component === component),
  ).findLast(({ fact }) => (fact.occurredAt?.best ?? 0) <= at);
  return found === undefined ? [] : [found.fact.id];
};

/** Services that went down at one instant, together. */
const fallsOf = (down: readonly Affected[], level: Level): readonly (readonly [Instant, Sentence])[] => {
  const falls = new Map<Instant, { components: ComponentId[]; facts: Set<FactId> }>();
  for (const { component, stretches } of down) {
    let last: Impairment | undefined;
    for (const row of stretches) {
      if (row.level === level && !(last?.level === level && last.to === row.from)) {
        const at = falls.get(row.from) ?? { components: [], facts: new Set() };
        at.components.push(component);
        for (const id of row.faults.keys()) at.facts.add(id);
        falls.set(row.from, at);
      }
      last = row;
    }
  }
  return [...falls].map(([at, { components, facts }]) => [at, { kind: 'fell', at, components, facts: [...facts] }] as const);
};

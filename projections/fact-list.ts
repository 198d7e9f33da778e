// The facts of a log as people look for them (facts): each as it counts now, with what became of it; those about some components, of some
// types, within a span, or that hold a text. In fold order, the facts that say no time first. O(log).
import { effectiveFacts, type DecodeData } from '#domain/facts/effective.ts';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface ListedFact {
  /** As it counts now; where it counts no more, as first recorded. */
  readonly recorded: Recorded;
  readonly standing: 'counts' | 'corrected' | 'retracted';
}

/** Empty and undefined: all. */
export interface FactFilter {
  readonly components: ReadonlySet<ComponentId>;
  readonly types: ReadonlySet<string>;
  /** Those that happened in it, or may have; a fact without a time happened in none. */
  readonly span: Interval | undefined;
  /** Case does not matter. */
  readonly text: string | undefined;
}

export const listedFacts = (records: readonly Recorded[], decode: DecodeData, filter: FactFilter): readonly ListedFact[] => {
  const { facts, amendments, retracted } = effectiveFacts(records, decode);
  const now = new Map([...facts, ...amendments].map((one) => [one.fact.id, one]));
  const wanted = matching(filter);
  return inFoldOrder(records).flatMap((first): readonly ListedFact[] => {
    const recorded = now.get(first.fact.id) ?? first;
    const standing = retracted.has(first.fact.id) ? 'retracted' : recorded.fact === first.fact ? 'counts' : 'corrected';
    return wanted(recorded.fact) ? [{ recorded, standing }] : [];
  });
};

const matching = ({ components, types, span, text }: FactFilter): ((fact: Fact) => boolean) => {
  const sought = text?.toLowerCase();
  return (fact) => {
    if (types.size > 0 && !types.has(fact.type)) return false;
    if (components.size > 0 && !componentsIn(fact).some((id) => components.has(id))) return false;
    if (span !== undefined) {
      const when = fact.occurredAt;
      if (when === undefined || when.latest < span.from || when.earliest >= span.to) return false;
    }
    return sought === undefined || JSON.stringify([fact.data, fact.reason, fact.by, fact.source, fact.id]).toLowerCase().includes(sought);
  };
};

/** The components a fact names. */
const componentsIn = ({ data }: Fact): readonly ComponentId[] => {
  const named = [
    'component' in data ? data.component : undefined,
    'to' in data && 'component' in data ? data.to : undefined,
    'system' in data ? data.system : undefined,
    'about' in data && typeof data.about === 'object' && data.about !== null && 'component' in data.about
      ? data.about.component
      : undefined,
    ...('components' in data ? (data.components ?? []) : []),
  ];
  return named.filter((one) => typeof one === 'string');
};

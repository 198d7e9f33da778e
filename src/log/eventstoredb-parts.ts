// How an append goes to a server that takes no more than a mebibyte at once, and an append of one stream alone. In parts it is not atomic, so
// only facts of one import are parted: they don't count before its `ImportCompleted`, and an import that was cut is completed when it is
// run again. Anything else goes whole, or is refused whole.
import type { EventData } from '@eventstore/db-client';
import type { AnyFact } from './event-log.ts';
import { sizeOf } from './eventstoredb-events.ts';

/** What a server takes in one append unless it is set otherwise (`MaxAppendSize`). */
export const LIMIT = 1 << 20;

/** Runs of events that each fit into `limit`; an event that does not stands alone. O(events). */
export const partsOf = (events: readonly EventData[], limit: number): readonly (readonly EventData[])[] => {
  if (limit === Infinity) return [events];
  const parts: EventData[][] = [];
  let size = Infinity;
  for (const event of events) {
    size += sizeOf(event);
    if (parts.length > 0 && size <= limit) (parts.at(-1) as EventData[]).push(event);
    else {
      parts.push([event]);
      size = sizeOf(event);
    }
  }
  return parts;
};

export const isOfOneImport = (facts: readonly AnyFact[]): boolean => {
  const first = facts[0] === undefined ? undefined : importOf(facts[0]);
  return first !== undefined && facts.every((fact) => importOf(fact) === first);
};

const importOf = (fact: AnyFact): string | undefined => {
  if (!('raw' in fact)) return fact.import;
  const { import: id } = JSON.parse(fact.raw) as { readonly import?: unknown };
  return typeof id === 'string' ? id : undefined;
};

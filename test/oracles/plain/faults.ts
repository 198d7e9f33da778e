// Every fault a replay has opened: found again by name or by fact, ended after its stated duration, and traced to what it is a
// consequence of (S3.4, S8, S9.2). Lookups are O(1); implied ends stand in a sorted list.
import { isA, type Recorded } from '#domain/facts/fact.ts';
import type { Origin } from '#domain/facts/types.ts';
import type { Instant } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Fault, World } from './state.ts';

export interface FaultRegister {
  opened(fault: Fault): void;
  /** An observation that counts as a fault: what a consequence may come from. */
  observed(fault: Fault): void;
  /** A place in fold order for the next fault or observation. */
  nextOrder(): number;
  all(): readonly Fault[];
  /** Faults whose stated duration is over at `now`. */
  impliedEndsAt(now: Instant): readonly Fault[];
  nextImpliedEnd(now: Instant): Instant | undefined;
  /** Finds what the faults opened since the last call came from, once their instant has settled. */
  resolveOrigins(world: World): void;
  /** Why an end that names `fault` finds nothing to end at `now`, and what to do. */
  whyNotOpen(component: ComponentId, fault: string, now: Instant): string;
}

/** `ordered`: all facts of the replay, so that an end before its begin can be told from one without a begin. */
export const faultRegister = (ordered: readonly Recorded[]): FaultRegister => {
  const faults: Fault[] = [];
  const byFact = new Map<string, Fault>();
  const byName = new Map<string, Fault>();
  const begins = new Map<string, Instant[]>();
  for (const recorded of ordered) {
    if (!isA(recorded, 'OutageBegan')) continue;
    const { component, fault } = recorded.fact.data;
    const name = keyOf(component, fault ?? recorded.fact.id);
    begins.set(name, [...(begins.get(name) ?? []), recorded.fact.occurredAt.best]);
  }
  let ends: { readonly at: Instant; readonly fault: Fault }[] = [];
  let unresolved: Fault[] = [];

  const find = (world: World, origin: Origin): Fault | undefined => {
    if (typeof origin === 'string') return byFact.get(origin);
    if ('loss' in origin) return world.states.get(origin.loss)?.loss?.cause;
    return byName.get(keyOf(origin.component, origin.fault));
  };

  let order = 0;
  const keep = (fault: Fault): void => {
    byFact.set(fault.began.fact.id, fault);
    byName.set(keyOf(fault.component, fault.name), fault);
  };

  return {
    opened(fault) {
      faults.push(fault);
      keep(fault);
      if (!isA(fault.began, 'OutageBegan')) return;
      const { duration, consequenceOf } = fault.began.fact.data;
      if (duration !== undefined) {
        ends.push({ at: fault.began.fact.occurredAt.best + duration, fault });
        ends.sort((a, b) => a.at - b.at);
      }
      if (consequenceOf !== undefined) unresolved.push(fault);
    },
    observed: keep,
    nextOrder: () => order++,
    all: () => faults,
    impliedEndsAt(now) {
      const due = ends.filter((end) => end.at <= now);
      ends = ends.slice(due.length);
      return due.map((end) => end.fault);
    },
    nextImpliedEnd: (now) => ends.find((end) => end.at > now)?.at,
    resolveOrigins(world) {
      for (const fault of unresolved) {
        const consequenceOf = isA(fault.began, 'OutageBegan') ? fault.began.fact.data.consequenceOf : undefined;
        const origin = consequenceOf === undefined ? undefined : find(world, consequenceOf);
        if (origin !== undefined && origin !== fault) fault.origin = origin;
      }
      unresolved = [];
    },
    whyNotOpen(component, fault, now) {
      const known = begins.get(keyOf(component, fault)) ?? [];
      const before = known.filter((at) => at <= now);
      if (before.length > 0) return `fault "${fault}" of ${component} is not open at ${formatInstant(now)}: it had ended before`;
      const after = known[0];
      return after === undefined
        ? `fault "${fault}" of ${component} never began; record its begin first, or leave the fault out to say that ${component} works again`
        : `fault "${fault}" of ${component} ends at ${formatInstant(now)}, before it begins at ${formatInstant(after)}`;
    },
  };
};

const keyOf = (component: ComponentId, fault: string): string => JSON.stringify([component, fault]);

// When each standby of a component was on another member than its first: a fallback in force, from its switch-over or fail-over until it goes
// back or moves on. Folds a replay by looking on, only at components that have a standby. O(spans · such components).
import type { World } from '#domain/impact/world.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Model } from '#domain/topology/model.ts';

export interface Fallback extends Interval {
  /** Whose requirement the standby is part of. */
  readonly component: ComponentId;
  /** The member it stands in for, and the one it is on: ids, or the places of gates. */
  readonly insteadOf: string;
  readonly member: string;
  /** Not over at the end of the replay. */
  readonly open: boolean;
}

export interface Fallbacks {
  readonly during: (world: World, from: Instant, to: Instant) => void;
  /** In order of their beginning. */
  readonly rows: () => readonly Fallback[];
}

export const fallbacksOf = (): Fallbacks => {
  const rows: Fallback[] = [];
  const running = new Map<string, { row: Fallback; seen: boolean }>();
  let known: { readonly model: Model; readonly having: readonly ComponentId[] } | undefined;
  const close = (key: string, to: Instant): void => {
    const { row } = running.get(key) ?? {};
    if (row !== undefined && row.from < to) rows.push({ ...row, to, open: false });
    running.delete(key);
  };
  return {
    during(world, from, to) {
      if (known?.model !== world.model) {
        const having = [...world.model.components.values()].flatMap(({ id, standbys }) => (standbys.length > 0 ? [id] : []));
        known = { model: world.model, having };
      }
      for (const one of running.values()) one.seen = false;
      for (const component of known.having) {
        const state = world.states.get(component);
        for (const gate of state?.component.standbys ?? []) {
          const [insteadOf, member] = [
            gate.members[0]?.label ?? '',
            gate.members[state?.standbys.get(gate.place)?.active ?? 0]?.label ?? '',
          ];
          if (member === insteadOf) continue;
          const key = JSON.stringify([component, gate.place]);
          const before = running.get(key);
          if (before !== undefined && before.row.member !== member) close(key, from);
          const begun = before !== undefined && before.row.member === member ? before.row.from : from;
          running.set(key, { row: { component, insteadOf, member, from: begun, to, open: true }, seen: true });
        }
      }
      for (const [key, { seen }] of running) if (!seen) close(key, from);
    },
    rows: () => [...rows, ...[...running.values()].map(({ row }) => row)].toSorted((a, b) => a.from - b.from),
  };
};

/** The fallbacks that carry a component: its own, and those of whatever it requires, as the model has it. O(what stands behind it). */
export const fallbacksBehind = (id: ComponentId, { components }: Model, fallbacks: readonly Fallback[]): readonly Fallback[] => {
  if (fallbacks.length === 0) return [];
  const behind = new Set([id]);
  for (const one of behind) for (const required of components.get(one)?.requires ?? []) behind.add(required);
  return fallbacks.filter(({ component }) => behind.has(component));
};

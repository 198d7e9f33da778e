// Why a component is at its level (S8's reading of "at work", as a tree): its own faults, a latch or a start-up and what it is owed to,
// a reserve that hides or no longer hides the loss, and the components behind it, down to the root faults.
// A component met twice is explained once; later it stands as a reference. O(what stands behind it).
import { firstCause, followed, heldBy, ownFaults, passedOn } from '../blame/first-cause.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import { UP, type Level } from './scale.ts';
import type { ComponentState, Fault, Observation } from './state.ts';
import { levelIn, type World } from './world.ts';

/**
 * A cause is what would not be as bad by its requirement alone: it has a fault at its level, is observed so, waits for a restart or starts up
 * though its requirement is better again, or is absent. Who owes its level to its requirement is a symptom; who is up is neither.
 */
export type Role = 'cause' | 'symptom';

export interface ExplanationNode {
  readonly component: ComponentId;
  readonly level: Level;
  readonly role: Role | undefined;
  readonly since: Instant | undefined;
  /** It does not exist at this instant, and counts as down. */
  readonly absent: boolean;
  /** Explained above already. */
  readonly repeated: boolean;
  readonly faults: readonly Fault[];
  /** What is derived, where something is observed of it. */
  readonly derived: Level | undefined;
  /** What each vantage says of it. */
  readonly observations: readonly Observation[];
  readonly held: Hold | undefined;
  readonly reserve: ReserveState | undefined;
  /** Members its standbys are on, where that is not the first. */
  readonly onStandby: readonly string[];
  readonly behind: readonly ExplanationNode[];
}

/** Why it is still down though its requirement may be back. */
export interface Hold {
  readonly by: 'latch' | 'start-up';
  readonly since: Instant;
  /** Start-up: when it is over. */
  readonly until: Instant | undefined;
  readonly cause: Fault | undefined;
}

export interface ReserveState {
  readonly holdUp: Duration;
  /** Since when its requirement is as bad as it is. */
  readonly lostAt: Instant;
  /** When the reserve no longer hid it; undefined while it does. */
  readonly exhaustedAt: Instant | undefined;
}

export interface Explanation {
  readonly at: Instant;
  readonly root: ExplanationNode;
  /** The fault the level is owed to under `first-cause`, after passing on; undefined where it is up or nothing explains it. */
  readonly firstCause: Fault | undefined;
}

/** Explains the level of `id` in a world settled at or before `at`. */
export const explain = (world: World, id: ComponentId, at: Instant): Explanation => ({
  at,
  root: nodeFor(world, id, new Set()),
  firstCause: levelIn(world, id) === 0 ? undefined : firstCause(world, id),
});

/** Depth-first, as people read a tree; the explicit stack keeps long chains from exhausting the call stack. */
const nodeFor = (world: World, root: ComponentId, met: Set<ComponentId>): ExplanationNode => {
  const holder: { behind: ExplanationNode[] } = { behind: [] };
  const pending: { readonly id: ComponentId; readonly into: ExplanationNode[] }[] = [{ id: root, into: holder.behind }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const behind: ExplanationNode[] = [];
    const state = world.states.get(next.id);
    const repeated = met.has(next.id);
    met.add(next.id);
    next.into.push(nodeOf(world, next.id, state, repeated, behind));
    if (state === undefined || repeated) continue;
    for (const id of followed(world, state).toReversed()) pending.push({ id, into: behind });
  }
  const [node] = holder.behind;
  if (node === undefined) throw new Error(`${root} was not explained`);
  return node;
};

const nodeOf = (
  world: World,
  component: ComponentId,
  state: ComponentState | undefined,
  repeated: boolean,
  behind: readonly ExplanationNode[],
): ExplanationNode => ({
  component,
  level: levelIn(world, component),
  role: roleIn(world, component),
  since: state?.levelSince,
  absent: state === undefined,
  repeated,
  faults: state === undefined ? [] : [...state.faults, ...ownFaults(state).filter((fault) => !state.faults.includes(fault))],
  derived: state === undefined || state.observations.size === 0 ? undefined : state.derived,
  observations: state === undefined ? [] : [...state.observations.values()],
  held: state === undefined ? undefined : holdOf(state),
  reserve: state === undefined ? undefined : reserveOf(state),
  onStandby:
    state === undefined ? [] : [...state.standbys.values()].filter((standby) => standby.active !== 0).map((standby) => standby.label),
  behind,
});

/** Every component explained, the one asked for first, each once. */
export const everyNode = (root: ExplanationNode): readonly ExplanationNode[] => {
  const found: ExplanationNode[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.repeated) continue;
    found.push(node);
    for (const child of node.behind.toReversed()) pending.push(child);
  }
  return found;
};

export const roleIn = (world: World, id: ComponentId): Role | undefined => {
  const level = levelIn(world, id);
  if (level === UP) return undefined;
  const state = world.states.get(id);
  if (state === undefined || ownFaults(state).length > 0) return 'cause';
  const isHeld = state.latch !== undefined || state.startingSince !== undefined;
  return isHeld && state.seen < level ? 'cause' : 'symptom';
};

const holdOf = (state: ComponentState): Hold | undefined => {
  const found = heldBy(state);
  const cause = found === undefined ? undefined : passedOn(found);
  if (state.latch !== undefined) return { by: 'latch', since: state.latch.at, until: undefined, cause };
  if (state.startingSince === undefined) return undefined;
  return { by: 'start-up', since: state.startingSince, until: state.startingSince + state.component.startUp, cause };
};

const reserveOf = (state: ComponentState): ReserveState | undefined => {
  const { holdUp } = state.component;
  if (holdUp === 0 || state.requirement === 0) return undefined;
  const hides = state.seen < state.requirement;
  return { holdUp, lostAt: state.requirementSince, exhaustedAt: hides ? undefined : (state.requirementLoss?.at ?? state.requirementSince) };
};

// What a sweep needs to evaluate any of its scenarios: the model as a network along which losses spread, and, where delays or standbys that
// switch by themselves may matter, what a replay of a scenario needs. Plain values and typed arrays, so that workers can be handed it.
// O(model), with one replay of the model at rest where something in it may switch or lag.
import { compileScale, UP, type Level, type Scale } from '../impact/scale.ts';
import type { LevelInterval } from '../impact/timeline.ts';
import type { Duration } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId, ScaleDefinition } from '../topology/definition.ts';
import { compileComponent, isCycle, modelOf, type Component } from '../topology/model.ts';
import type { Rows } from '../topology/strong-order.ts';
import { atRest, type AtRest } from './at-rest.ts';
import { lossNetwork, type LossNetwork } from './loss-network.ts';
import { lossPass } from './loss-pass.ts';
import type { Classes } from './losses.ts';

export type Definitions = ReadonlyMap<ComponentId, ComponentDefinition>;

/** Losses are counted over the week that begins with the failures. */
export const WEEK: Duration = 7 * 86_400_000;

export interface SweepJob {
  readonly scale: ScaleDefinition;
  readonly network: LossNetwork;
  /** Components that are counted, by their agreed service time; class 0 is not. */
  readonly classes: Classes;
  /** The level each failure is at. */
  readonly level: Level;
  /** How long each failure lasts, a week at most; undefined: for good, and what counts is what everything comes to. */
  readonly lasting: Duration | undefined;
  /** Whether a pass is exact for every scenario that it says nothing against. */
  readonly passIsExact: boolean;
  /** For replays; empty where no scenario can need one. */
  readonly definitions: Definitions;
  readonly rest: ReadonlyMap<ComponentId, readonly LevelInterval[]>;
  /** By component: whom it requires, and who requires it. */
  readonly requires: Rows;
  readonly dependents: Rows;
}

export interface SweepRequest {
  readonly definitions: Definitions;
  readonly scale: ScaleDefinition;
  /** Class of each component. */
  readonly classOf: (id: ComponentId) => number;
  readonly classes: number;
  readonly level: Level;
  readonly lasting: Duration | undefined;
}

export const sweepJob = ({ definitions, scale, classOf, classes, level, lasting }: SweepRequest): SweepJob => {
  const compiledScale = compileScale(scale);
  const components = new Map([...definitions].map(([id, definition]) => [id, compileComponent(id, definition, compiledScale)]));
  const mayDiffer = [...components.values()].some(
    (component) => component.standbys.some(({ automatic }) => automatic) || (lasting !== undefined && isTimed(component)),
  );
  const rest = mayDiffer ? atRest(definitions, scale) : undefined;
  const network = lossNetwork(components, compiledScale, level, rest?.activeOf);
  const requires = requirementRows(components);
  return {
    scale,
    network,
    classes: { count: classes, of: Uint16Array.from(network.components, classOf) },
    level,
    lasting,
    passIsExact: rest === undefined || (rest.isSettled && restsAs(network, compiledScale, rest) && !choosesInCycle(components)),
    definitions: mayDiffer ? definitions : new Map(),
    rest: rest?.levels ?? new Map(),
    requires,
    dependents: reversed(requires),
  };
};

/**
 * Whether a standby that switches by itself stands in a cycle: which member it comes to be on may then differ by what fails elsewhere.
 * @internal the law of passes leaves such models to replays, too
 */
export const choosesInCycle = (components: ReadonlyMap<ComponentId, Component>): boolean =>
  modelOf(components).order.some((group) => isCycle(group) && group.some(({ standbys }) => standbys.some(({ automatic }) => automatic)));

const isTimed = ({ holdUp, startUp, restartsByHand }: Component): boolean => holdUp > 0 || startUp > 0 || restartsByHand;

/** Whether the network's own rest is the replay's: a cycle through a standby may find another. */
const restsAs = (network: LossNetwork, scale: Scale, { levels }: AtRest): boolean => {
  const { base } = lossPass(network);
  return network.components.every((id, component) => restLevel(levels, id) === levelIn(network, base, component, 0, scale));
};

export const restLevel = (rest: SweepJob['rest'], id: ComponentId): Level => rest.get(id)?.at(-1)?.level ?? UP;

/** A component's level in one lane of a pass. */
const levelIn = (network: LossNetwork, bits: Int32Array, component: number, lane: number, scale: Scale): Level => {
  const at = (network.nodeOf[component] ?? 0) * network.levels.length;
  return network.levels.reduce(
    (level, of, plane) => ((((bits[at + plane] ?? 0) >>> lane) & 1) === 1 ? Math.min(of, scale.down) : level),
    UP,
  );
};

const requirementRows = (components: ReadonlyMap<ComponentId, Component>): Rows => {
  const indexOf = new Map([...components.keys()].map((id, index) => [id, index]));
  const start = new Int32Array(components.size + 1);
  const to: number[] = [];
  let row = 0;
  for (const { requires } of components.values()) {
    for (const id of requires) {
      const index = indexOf.get(id);
      if (index !== undefined) to.push(index);
    }
    start[++row] = to.length;
  }
  return { start, to: Int32Array.from(to) };
};

const reversed = ({ start, to }: Rows): Rows => {
  const size = start.length - 1;
  const backStart = new Int32Array(size + 1);
  for (const target of to) (backStart[target + 1] as number)++;
  for (let row = 0; row < size; row++) (backStart[row + 1] as number) += backStart[row] as number;
  const filled = backStart.slice();
  const backTo = new Int32Array(to.length);
  for (let row = 0; row < size; row++)
    for (let i = start[row] as number; i < (start[row + 1] as number); i++) backTo[(filled[to[i] as number] as number)++] = row;
  return { start: backStart, to: backTo };
};

/** Everything a failure of these can make a difference to, themselves included, in the order found. O(its requirements). */
export const reachOf = ({ start, to }: Rows, failed: Iterable<number>): ReadonlySet<number> => {
  const reach = new Set(failed);
  for (const component of reach)
    for (let i = start[component] as number; i < (start[component + 1] as number); i++) reach.add(to[i] as number);
  return reach;
};

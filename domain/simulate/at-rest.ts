// A model at rest, told by a replay of its declaration alone: which member each standby is on and who is not up all the time (what requires
// something absent, what had to switch at first). Also the facts by which a replay is told of a model and of faults. One replay.
import type { Fact, Recorded } from '../facts/fact.ts';
import { replay } from '../impact/replay.ts';
import { UP } from '../impact/scale.ts';
import type { LevelInterval } from '../impact/timeline.ts';
import { exactly, type Duration, type Instant } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId, LevelName, ScaleDefinition } from '../topology/definition.ts';
import type { StandbyNode } from '../topology/requirement.ts';
import type { Actives } from './loss-network.ts';

/** When failures of a scenario begin: long after everything is at rest. */
export const FAILURE: Instant = 0;
/** How long a model is given to come to rest, and to come to what failures for good bring it to. */
export const A_YEAR: Duration = 366 * 86_400_000;
const DECLARED: Instant = FAILURE - A_YEAR;

export interface AtRest {
  readonly activeOf: Actives;
  /** Levels up to the failures, of the components that are not up all the time. */
  readonly levels: ReadonlyMap<ComponentId, readonly LevelInterval[]>;
  /** Whether no standby can still move by itself, whatever fails, but for its active member being down. */
  readonly isSettled: boolean;
}

export const atRest = (definitions: ReadonlyMap<ComponentId, ComponentDefinition>, scale: ScaleDefinition): AtRest => {
  const { world, timeline } = replay(inOrder([scaleFact(scale), ...declarations(definitions)]), { until: FAILURE });
  const activeOf = (component: ComponentId, gate: StandbyNode): number =>
    world.states.get(component)?.standbys.get(gate.place)?.active ?? 0;
  const moved = [...world.model.components.values()].some(({ id, standbys }) =>
    standbys.some((gate) => gate.failsBack && activeOf(id, gate) !== 0),
  );
  return {
    activeOf,
    levels: new Map([...timeline].filter(([, intervals]) => intervals.some(({ level }) => level !== UP))),
    isSettled: !moved,
  };
};

export const scaleFact = (scale: ScaleDefinition): Fact => ({
  id: 'scale',
  type: 'ScaleDefined',
  v: 1,
  occurredAt: exactly(DECLARED),
  data: { name: 'default', definition: scale },
});

export const declarations = (definitions: ReadonlyMap<ComponentId, ComponentDefinition>): readonly Fact[] =>
  [...definitions].map(([component, definition]) => ({
    id: component,
    type: 'ComponentDeclared',
    v: 1,
    occurredAt: exactly(DECLARED),
    data: { component, definition },
  }));

/** A fault of a component; without a length it does not end. */
export const faultFact = (component: ComponentId, level: LevelName, from: Instant, fault: string, duration?: Duration): Fact => ({
  id: `${component} ${fault}`,
  type: 'OutageBegan',
  v: 1,
  occurredAt: exactly(from),
  data: { component, level, fault, ...(duration === undefined ? {} : { duration }) },
});

/** As a log would hold them, those of one instant in the order given. */
export const inOrder = (facts: readonly Fact[]): readonly Recorded[] =>
  facts.map((fact, revision) => ({
    fact,
    stream: fact.type === 'OutageBegan' ? 'faults' : 'model',
    revision,
    position: '',
    recordedAt: FAILURE,
  }));

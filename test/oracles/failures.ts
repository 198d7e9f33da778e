// What failures come to in the end, told by a replay of one scenario: the model at rest, then the failures, for ever.
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import type { Level } from '#domain/impact/scale.ts';
import type { Actives } from '#domain/simulate/loss-network.ts';
import type { ComponentDefinition, ScaleDefinition } from '#domain/topology/definition.ts';
import { at, declared, recorded } from '../support/history.ts';

export type Definitions = Readonly<Record<string, ComponentDefinition>>;

const atRest = (definitions: Definitions, scale: ScaleDefinition): readonly Fact[] => [
  at('beginning', 'ScaleDefined', { name: 'default', definition: scale }),
  ...declared(definitions),
];

/** The facts of a scenario, failures in the order given. */
const factsOf = (definitions: Definitions, scale: ScaleDefinition, failed: readonly string[], level: Level): readonly Recorded[] =>
  recorded([
    ...atRest(definitions, scale),
    ...failed.map((component, index) => at(0, 'OutageBegan', { component, level: scale.levels[level] ?? '', fault: `failure-${index}` })),
  ]);

/** Each component's level in the end. */
export const levelsAfter = (
  definitions: Definitions,
  scale: ScaleDefinition,
  failed: readonly string[],
  level: Level,
): ReadonlyMap<string, Level> => {
  const { timeline } = replay(factsOf(definitions, scale, failed, level));
  return new Map([...timeline].map(([id, intervals]) => [id, intervals.at(-1)?.level ?? 0]));
};

/** Which member each standby gate is on with nothing failed: automatic ones may have moved off a member that does not exist. */
export const activesAtRest = (definitions: Definitions, scale: ScaleDefinition): Actives => {
  const { states } = replay(recorded(atRest(definitions, scale))).world;
  return (component, gate) => states.get(component)?.standbys.get(gate.place)?.active ?? 0;
};

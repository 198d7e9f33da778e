// What a requirement of another system's rules comes to, told by a replay: its scale, its leaves as components with faults of their own,
// and the requirement under test. So every rule runs through the kernel that everything else runs through.
import { replay, type Replay } from '#domain/impact/replay.ts';
import { nameOf } from '#domain/impact/scale.ts';
import type { ComponentDefinition, Member, ScaleDefinition } from '#domain/topology/definition.ts';
import { at, declared, recorded } from '../support/history.ts';

/** Levels by leaf, set one after the other, a minute each; a leaf at the best level is not mentioned by any fact. */
export type Step = readonly [leaf: string, level: string];

export const history = (
  scale: ScaleDefinition,
  components: Readonly<Record<string, ComponentDefinition>>,
  steps: readonly Step[],
): Replay =>
  replay(
    recorded([
      at('beginning', 'ScaleDefined', { name: 'default', definition: scale }),
      ...declared(components),
      ...steps.flatMap(([component, level], index) =>
        level === scale.levels[0] ? [] : [at(index + 1, 'OutageBegan', { component, level, fault: `step-${index}` })],
      ),
    ]),
  );

/** The level a component ends at. */
export const finalLevel = ({ timeline, scale }: Replay, component: string): string =>
  nameOf(scale, timeline.get(component)?.at(-1)?.level ?? scale.down);

/** The level of a service with `requires` over leaves `0`, `1`, … at the given levels. */
export const outcome = (scale: ScaleDefinition, requires: Member | undefined, levels: readonly string[]): string => {
  const leaves = Object.fromEntries(levels.map((_, index) => [`${index}`, {}]));
  const result = history(
    scale,
    { ...leaves, service: { requires } },
    levels.map((level, index) => [`${index}`, level]),
  );
  return finalLevel(result, 'service');
};

/** The names of `count` leaves. */
export const leaves = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${index}`);

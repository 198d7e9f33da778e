// A scale of levels (S1): an order of names from best to worst, addressed by index and by role, never by name.
// A level is a small whole number; worst = max, best = min.
import type { LevelName, ScaleDefinition } from '../topology/definition.ts';

/** Index into a scale; 0 is the best level. */
export type Level = number;

export interface Scale {
  readonly names: readonly LevelName[];
  readonly down: Level;
  readonly atRisk?: Level;
  readonly unknown?: Level;
  /** The first level that is less than full service: neither the best nor `atRisk`. `strict` and lost redundancy count from here. */
  readonly impaired: Level;
  /** What a `soft` member's loss counts as: the worst level that is neither `down` nor `unknown`. */
  readonly softened: Level;
}

/** The five levels used unless a log defines others. */
export const DEFAULT_SCALE: ScaleDefinition = {
  levels: ['up', 'at-risk', 'degraded', 'unknown', 'down'],
  roles: { atRisk: 'at-risk', unknown: 'unknown', down: 'down' },
};

/** The best level of every scale. */
export const UP: Level = 0;

/** Compiles a definition whose names are known to be distinct and whose `down` is last (the wire checks it). */
export const compileScale = (definition: ScaleDefinition): Scale => {
  const { levels, roles } = definition;
  const indexOf = (name: LevelName | undefined): Level | undefined => (name === undefined ? undefined : levels.indexOf(name));
  const down = levels.length - 1;
  const atRisk = indexOf(roles.atRisk);
  const unknown = indexOf(roles.unknown);
  const impaired = atRisk === 1 ? 2 : 1;
  let softened = down - 1;
  while (softened === unknown) softened--;
  return {
    names: levels,
    down,
    impaired,
    softened: Math.max(softened, 0),
    ...(atRisk === undefined ? {} : { atRisk }),
    ...(unknown === undefined ? {} : { unknown }),
  };
};

/** Index of a named level, or -1. */
export const levelNamed = (scale: Scale, name: LevelName): Level => scale.names.indexOf(name);

/** Name of a level; throws for an index outside the scale, which only a bug can make. */
export const nameOf = (scale: Scale, level: Level): LevelName => {
  const name = scale.names[level];
  if (name === undefined) throw new Error(`level ${level} is not on a scale of ${scale.names.length}`);
  return name;
};

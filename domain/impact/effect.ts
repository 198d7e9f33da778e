// Effects (S2.1): how a member's level counts in a gate, as a table from level to level. Every table is monotone.
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { Effect } from '../topology/definition.ts';
import { levelNamed, nameOf, UP, type Level, type Scale } from './scale.ts';

/** `table[level]` is how `level` counts. As long as the scale. */
export type EffectTable = readonly Level[];

/**
 * Compiles an effect for a scale. A level that a map leaves out stays as it is, or becomes as bad as the level before it.
 * Refused: a level the scale lacks, and a map under which a worse level counts as a better one.
 */
export const compileEffect = (effect: Effect | undefined, scale: Scale): EffectTable | Refusal => {
  const levels = scale.names.map((_, level) => level);
  if (effect === undefined || effect === 'hard') return levels;
  if (effect === 'soft') return levels.map((level) => (level === scale.down || level === scale.unknown ? scale.softened : UP));
  if (effect === 'strict') return levels.map((level) => (level >= scale.impaired ? scale.down : level));
  return compileMap(effect, scale);
};

const compileMap = (map: { readonly [level: string]: string }, scale: Scale): EffectTable | Refusal => {
  const given = new Map<Level, Level>();
  for (const [from, to] of Object.entries(map)) {
    for (const name of [from, to]) {
      if (levelNamed(scale, name) < 0) return refuse(`"${name}" is not a level; the levels are ${scale.names.join(', ')}`);
    }
    given.set(levelNamed(scale, from), levelNamed(scale, to));
  }
  const table: Level[] = [];
  for (let level = 0; level < scale.names.length; level++) {
    const before = table[level - 1] ?? UP;
    const counts = given.get(level) ?? Math.max(level, before);
    if (counts < before) {
      return refuse(
        `the effect is not monotone: ${nameOf(scale, level)} counts as ${nameOf(scale, counts)}, better than ${nameOf(scale, level - 1)}, which counts as ${nameOf(scale, before)}; a worse level may never count as a better one`,
      );
    }
    table.push(counts);
  }
  return table;
};

/** For the fold, which never refuses (S5.5): an effect that the scale in force cannot say counts as `hard`. Decisions refuse such effects. */
export const effectOrHard = (effect: Effect | undefined, scale: Scale): EffectTable => {
  if (effect === undefined || effect === 'hard') return hardOf(scale);
  const table = compileEffect(effect, scale);
  return isRefusal(table) ? hardOf(scale) : table;
};

/** Nearly every member's effect: one table for all of them. */
const hardTables = new WeakMap<Scale, EffectTable>();
const hardOf = (scale: Scale): EffectTable => {
  const known = hardTables.get(scale);
  if (known !== undefined) return known;
  const table = scale.names.map((_, level) => level);
  hardTables.set(scale, table);
  return table;
};

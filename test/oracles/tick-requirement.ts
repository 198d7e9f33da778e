// The tick simulator's reading of requirements (S2): effects, gates and standby gates, each straight from its rule and walked anew
// every time. Knows nothing of the evaluator; levels are indices into the scale's names, worst last.
import type { Effect, LevelName, Member, ScaleDefinition, StandbyGate } from '#domain/topology/definition.ts';

/** Which member a standby gate is on, and its clocks. Members are known by what they are called. */
export interface Standby {
  gate: StandbyGate;
  names: readonly string[];
  active: number;
  /** Since when the active member is down and another is not. */
  switchingSince: number | undefined;
  /** Since when each member has been better than down. */
  betterSince: (number | undefined)[];
  /** When the gate last moved: it left one member then and passed the others over, wherever a revision puts them. */
  movedAt: number;
  movedByItselfAt: number | undefined;
  /** The members' levels on which it wanted to switch a second time at one instant. */
  stuckOn: string | undefined;
}

export type Standbys = Map<string, Standby>;

/** A requirement's surroundings: what each component's level is, which member each standby gate (by its place) is on. */
export interface Surroundings {
  readonly scale: ScaleDefinition;
  readonly standbys: Standbys;
  levelOf(component: string): number;
}

const indices = (scale: ScaleDefinition): readonly number[] => scale.levels.map((_name, level) => level);

export const downOf = (scale: ScaleDefinition): number => scale.levels.length - 1;

const roleOf = (scale: ScaleDefinition, name: LevelName | undefined): number => (name === undefined ? -1 : scale.levels.indexOf(name));

/** `degraded or worse`: neither the best level nor `at-risk`. */
export const impaired = (level: number, scale: ScaleDefinition): boolean => level > 0 && level !== roleOf(scale, scale.roles.atRisk);

export const atBestAtRisk = (level: number, scale: ScaleDefinition): number => Math.max(level, roleOf(scale, scale.roles.atRisk), 0);

const afterEffect = (level: number, effect: Effect | undefined, scale: ScaleDefinition): number => {
  const down = downOf(scale);
  if (effect === undefined || effect === 'hard') return level;
  if (effect === 'strict') return impaired(level, scale) ? down : level;
  if (effect === 'soft') {
    const unknown = roleOf(scale, scale.roles.unknown);
    if (level !== down && level !== unknown) return 0;
    return Math.max(...indices(scale).filter((other) => other !== down && other !== unknown));
  }
  const said = effect[scale.levels[level] ?? ''];
  if (said !== undefined) return scale.levels.indexOf(said);
  return level === 0 ? 0 : Math.max(level, afterEffect(level - 1, effect, scale));
};

export const partsOf = (member: Member): readonly Member[] => {
  if (typeof member === 'string' || 'on' in member) return [];
  if ('all' in member) return member.all;
  if ('any' in member) return member.any;
  if ('atLeast' in member) return member.of;
  return 'standby' in member ? member.standby : member.score;
};

const wordOf = (member: Member): string =>
  ['all', 'any', 'atLeast', 'standby', 'score'].find((word) => typeof member !== 'string' && word in member) ?? 'on';

export const placeOf = (member: Member, place: string, index: number): string => `${place}/${wordOf(member)}/${index}`;

const weightOf = (member: Member): number => (typeof member === 'string' ? 1 : (member.weight ?? 1));

export const scoreOf = (member: Member, level: number, scale: ScaleDefinition): number => {
  const weights = typeof member === 'string' ? {} : (member.weights ?? {});
  const said = weights[scale.levels[level] ?? ''];
  if (said !== undefined) return said;
  return level === 0 ? 0 : scoreOf(member, level - 1, scale);
};

/** How a member counts: its level, after its effect. `place` is the path to it: `/all/1`. */
export const countedLevel = (member: Member, place: string, around: Surroundings): number =>
  afterEffect(levelBefore(member, place, around), typeof member === 'string' ? undefined : member.effect, around.scale);

export const countedParts = (member: Member, place: string, around: Surroundings): readonly number[] =>
  partsOf(member).map((part, index) => countedLevel(part, placeOf(member, place, index), around));

export const levelBefore = (member: Member, place: string, around: Surroundings): number => {
  if (typeof member === 'string') return around.levelOf(member);
  if ('on' in member) return around.levelOf(member.on);
  const { scale } = around;
  const parts = partsOf(member);
  const levels = countedParts(member, place, around);
  if ('score' in member) {
    const sum = parts.reduce((total, part, index) => total + scoreOf(part, levels[index] ?? 0, scale), 0);
    const reached = indices(scale).filter((level) => sum >= (member.thresholds[scale.levels[level] ?? ''] ?? Infinity));
    return Math.max(0, ...reached);
  }
  if ('standby' in member) {
    const active = around.standbys.get(place)?.active ?? 0;
    const level = levels[active] ?? downOf(scale);
    const another = levels.some((other, index) => index !== active && impaired(other, scale));
    return another || active !== 0 ? atBestAtRisk(level, scale) : level;
  }
  const total = parts.reduce((sum, part) => sum + weightOf(part), 0);
  const needed = 'all' in member ? total : 'any' in member ? 1 : member.atLeast;
  const weighed = (level: number): number =>
    parts.reduce((sum, part, index) => sum + ((levels[index] ?? 0) <= level ? weightOf(part) : 0), 0);
  let level = 0;
  while (weighed(level) < needed) level++;
  const spare = parts.some((part) => total - weightOf(part) >= needed);
  return spare && levels.some((other) => impaired(other, scale)) ? atBestAtRisk(level, scale) : level;
};

/** Every component a requirement names. */
export const namedIn = (member: Member): readonly string[] => {
  if (typeof member === 'string') return [member];
  return 'on' in member ? [member.on] : partsOf(member).flatMap(namedIn);
};

/** Every standby gate with its place, an inner one before the one it stands in. */
export const standbysIn = (member: Member, place: string): readonly (readonly [string, StandbyGate])[] => {
  const inner = partsOf(member).flatMap((part, index) => standbysIn(part, placeOf(member, place, index)));
  return typeof member !== 'string' && 'standby' in member ? [...inner, [place, member]] : inner;
};

export const nameOfPart = (part: Member, index: number): string =>
  typeof part === 'string' ? part : 'on' in part ? part.on : `${wordOf(part)} ${index}`;

// What only a scale and the other components can tell of a definition: levels it names that the scale lacks, effects that are not
// monotone, weights and thresholds that fall as levels worsen (S2.1, S2.2), and requirements on components that do not exist.
// Each problem has its path within the definition. O(size of the definition). Shape is checked where files are read.
import { compileEffect } from '../impact/effect.ts';
import { levelNamed, nameOf, type Scale } from '../impact/scale.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { ComponentDefinition, ComponentId, Member } from './definition.ts';

export const definitionProblems = (definition: ComponentDefinition, scale: Scale): readonly Refusal[] =>
  partsOf(definition).flatMap(({ member, path }) => (typeof member === 'string' ? [] : memberProblems(member, path, scale)));

/** Components a definition names that `exists` does not know. */
export const danglingNames = (definition: ComponentDefinition, known: ReadonlySet<ComponentId>): readonly Refusal[] =>
  partsOf(definition).flatMap(({ member, path }) => {
    const id = typeof member === 'string' ? member : 'on' in member ? member.on : undefined;
    if (id === undefined || known.has(id)) return [];
    return [refuse(`there is no component "${id}"${didYouMean(id, known)}`, typeof member === 'string' ? path : `${path}.on`)];
  });

interface Part {
  readonly member: Member;
  readonly path: string;
}

/** Every member at any depth, in the order they are written. */
const partsOf = ({ requires }: ComponentDefinition): readonly Part[] => {
  const parts: Part[] = [];
  const pending: Part[] = requires === undefined ? [] : [{ member: requires, path: 'requires' }];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    parts.push(part);
    for (const one of childrenOf(part).toReversed()) pending.push(one);
  }
  return parts;
};

const childrenOf = ({ member, path }: Part): readonly Part[] => {
  if (typeof member === 'string' || 'on' in member) return [];
  const [key, members] =
    'all' in member
      ? (['all', member.all] as const)
      : 'any' in member
        ? (['any', member.any] as const)
        : 'atLeast' in member
          ? (['of', member.of] as const)
          : 'standby' in member
            ? (['standby', member.standby] as const)
            : (['score', member.score] as const);
  return members.map((child, index) => ({ member: child, path: `${path}.${key}[${index}]` }));
};

const memberProblems = (member: Exclude<Member, string>, path: string, scale: Scale): readonly Refusal[] => {
  const problems: Refusal[] = [];
  const effect = compileEffect(member.effect, scale);
  if (isRefusal(effect)) problems.push(refuse(effect.refused, `${path}.effect`));
  if (member.weights !== undefined) for (const one of risingProblems(member.weights, `${path}.weights`, scale)) problems.push(one);
  if ('score' in member) for (const one of risingProblems(member.thresholds, `${path}.thresholds`, scale)) problems.push(one);
  return problems;
};

/** Numbers by level may never fall as levels worsen. */
const risingProblems = (numbers: { readonly [level: string]: number }, path: string, scale: Scale): readonly Refusal[] => {
  const problems: Refusal[] = [];
  const byLevel: [number, number][] = [];
  for (const [name, value] of Object.entries(numbers)) {
    const level = levelNamed(scale, name);
    if (level < 0) problems.push(refuse(`"${name}" is not a level; the levels are ${scale.names.join(', ')}`, path));
    else byLevel.push([level, value]);
  }
  byLevel.sort(([a], [b]) => a - b);
  byLevel.forEach(([level, value], index) => {
    const [better, less] = byLevel[index - 1] ?? [level, value];
    if (value < less) {
      problems.push(
        refuse(
          `${nameOf(scale, level)} has ${value}, less than ${nameOf(scale, better)} with ${less}; numbers never fall as levels worsen`,
          path,
        ),
      );
    }
  });
  return problems;
};

// Graphs to sweep: one made up in layers, for a first look without any data; and a given one told with effects, so that all five levels occur.
import type { ComponentDefinition, Effect, Member } from '#domain/topology/definition.ts';
import { philox } from '#domain/simulate/philox.ts';
import type { PackageGraph } from '../../debian/graph.ts';

/** Packages that each need up to six groups of up to three earlier ones, low numbers most. */
export const madeUp = (size: number): PackageGraph => {
  const draw = (one: number, nth: number, below: number): number => (philox([one, nth, 0, 0], [2016, 1])[0] ?? 0) % below;
  return {
    names: Array.from({ length: size }, (_, one) => `p${one}`),
    groups: Array.from({ length: size }, (_, one) =>
      one < 10
        ? []
        : Array.from({ length: draw(one, 0, 6) }, (__, group) =>
            Array.from({ length: 1 + draw(one, 10 + group, 3) }, (___, member) => {
              const [a, b] = [draw(one, 20 + group * 3 + member, one), draw(one, 50 + group * 3 + member, one)];
              return Math.min(a, b);
            }),
          ),
    ),
    unresolved: new Set(),
  };
};

const EFFECTS: readonly (Effect | undefined)[] = [
  undefined,
  'soft',
  undefined,
  'strict',
  undefined,
  { down: 'unknown' },
  undefined,
  { degraded: 'unknown', unknown: 'down' },
];

/** The same requirements, every other one with an effect. */
export const fiveLevels = (definitions: ReadonlyMap<string, ComponentDefinition>): ReadonlyMap<string, ComponentDefinition> => {
  let turn = 0;
  const withEffect = (member: Member): Member => {
    const effect = EFFECTS[turn++ % EFFECTS.length];
    if (effect === undefined) return member;
    return typeof member === 'string' ? { on: member, effect } : { ...member, effect };
  };
  return new Map(
    [...definitions].map(([id, definition]) => {
      const { requires } = definition;
      if (typeof requires !== 'object' || !('all' in requires)) return [id, definition];
      return [id, { ...definition, requires: { all: requires.all.map(withEffect) } }];
    }),
  );
};

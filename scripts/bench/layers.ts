// A model in five layers and faults that begin and end in it, for benches: a component of a layer requires one or several of the layer below,
// faults strike any component, and a failure takes down about three on its way up. The same every time.
import type { FactOf, Recorded } from '#domain/facts/fact.ts';
import { BEGINNING, exactly, type Instant } from '#domain/time/instant.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';

const LAYERS = 5;
const START: Instant = Date.UTC(2016, 0, 1);
const STEP = 1_000;

/** A generator of whole numbers below a bound (Park and Miller). */
export const dice = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

type Of = 'ComponentDeclared' | 'OutageBegan' | 'OutageEnded';

const recorded = (fact: FactOf<Of>, stream: string, revision: number): Recorded => ({
  fact,
  stream,
  revision,
  position: '',
  recordedAt: START + 400 * 86_400_000,
});

const requirement = (index: number, layer: number, below: number, size: number, roll: (below: number) => number): ComponentDefinition => {
  const one = (): string => `c-${below + roll(size)}`;
  if (layer === 0) return {};
  return layer === LAYERS - 1 && index % 4 === 0 ? { requires: { any: [one(), { all: [one(), one()] }] } } : { requires: one() };
};

/** Declarations of `size` components. */
export const layered = (size: number): readonly Recorded[] => {
  const roll = dice(20_160_116);
  const layer = Math.floor(size / LAYERS);
  return Array.from({ length: size }, (_, index) => {
    const at = Math.min(LAYERS - 1, Math.floor(index / layer));
    const data = { component: `c-${index}`, definition: requirement(index, at, (at - 1) * layer, layer, roll) };
    return recorded({ id: `model-${index}`, type: 'ComponentDeclared', v: 1, occurredAt: exactly(BEGINNING), data }, 'model', index);
  });
};

/** So many facts from the `from`-th on, every second one the end of the fault before it, one a second. */
export const failures = (size: number, count: number, from = 0): readonly Recorded[] => {
  const roll = dice(1_000_003 + from);
  const facts: Recorded[] = [];
  for (let index = from; index < from + count; index += 2) {
    const component = `c-${roll(size)}`;
    const fault = `fault-${index}`;
    const [began, ended] = [exactly(START + index * STEP), exactly(START + (index + 1) * STEP)];
    const stream = `component-${component}`;
    const data = { component, level: 'down', fault };
    facts.push(recorded({ id: `began-${index}`, type: 'OutageBegan', v: 1, occurredAt: began, data }, stream, index));
    facts.push(
      recorded({ id: `ended-${index}`, type: 'OutageEnded', v: 1, occurredAt: ended, data: { component, fault } }, stream, index + 1),
    );
  }
  return facts;
};

/** Behind the `count`-th fact. */
export const after = (count: number): Instant => START + count * STEP;

// Cycles of gates alone, which settle from whoever waits in them, against the plain evaluator: rings with cords, in which leaves fail and come
// back, several at an instant; some of the members are observed or revised on the way, after which the cycle is settled as a whole.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { replay } from '#domain/impact/replay.ts';
import type { ComponentState } from '#domain/impact/state.ts';
import type { Timeline } from '#domain/impact/timeline.ts';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { replay as plainReplay } from '../oracles/plain/replay.ts';
import { at, declared, down, ended, MINUTE, recorded } from '../support/history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const SIZE = 7;
const members = Array.from({ length: SIZE }, (_, index) => index);

interface Cord {
  readonly to: number;
  readonly gate: 'all' | 'any';
}

const requirementOf = (index: number, { to, gate }: Cord): ComponentDefinition => {
  const others = [`m${(index + SIZE - 1) % SIZE}`, `m${to}`];
  return { requires: { all: [`leaf${index}`, gate === 'all' ? { all: others } : { any: others }] } };
};

const cord: fc.Arbitrary<Cord> = fc.record({ to: fc.nat(SIZE - 1), gate: fc.constantFrom('all', 'any', 'any', 'any') });
interface Happening {
  readonly minute: number;
  readonly member: number;
  readonly lasts: number;
  readonly level: string;
  readonly kind: string;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  minute: fc.nat(12),
  member: fc.nat(SIZE - 1),
  lasts: fc.integer({ min: 1, max: 6 }),
  level: fc.constantFrom('down', 'degraded'),
  kind: fc.constantFrom('leaf', 'leaf', 'leaf', 'member', 'observed', 'revised'),
});

const factsOf = ({ minute, member, lasts, level, kind }: Happening, index: number, cords: readonly Cord[]): readonly Fact[] => {
  const fault = `fault-${index}`;
  if (kind === 'observed') return [at(minute, 'StatusObserved', { component: `m${member}`, level, vantage: 'v', binding: true })];
  if (kind === 'revised')
    return [
      at(minute, 'ComponentRevised', {
        component: `m${member}`,
        definition: { ...requirementOf(member, cords[index % SIZE] as Cord), holdUp: lasts * MINUTE },
      }),
    ];
  const component = kind === 'leaf' ? `leaf${member}` : `m${member}`;
  return [down(minute, component, fault, level), ended(minute + lasts, component, fault)];
};

/** Without causes of losses: whoever asks for them has every cycle settled as a whole. */
const levels = ({
  timeline,
  world,
}: {
  readonly timeline: Timeline;
  readonly world: { readonly states: ReadonlyMap<string, ComponentState> };
}): unknown => ({
  timeline: [...timeline].sort(([a], [b]) => (a < b ? -1 : 1)),
  states: [...world.states].map(
    ([id, { level, levelSince, requirement, requirementSince, seen, seenWithoutStarts, loss, requirementLoss }]) => {
      return [id, level, levelSince, requirement, requirementSince, seen, seenWithoutStarts, loss?.at, requirementLoss?.at];
    },
  ),
});

spec('laws/cycles [property]', (test) => {
  for (const [what, kinds] of [
    ['in which nothing but leaves and members fails', ['leaf', 'member']],
    ['that is observed and revised, too', ['leaf', 'member', 'observed', 'revised']],
  ] as const)
    test(`a cycle ${what} settles as the plain evaluator says`, () =>
      holds(
        fc.property(
          fc.array(cord, { minLength: SIZE, maxLength: SIZE }),
          fc.array(happening, { minLength: 4, maxLength: 14 }),
          (cords, happenings) => {
            const model = Object.fromEntries(
              members.flatMap((index) => [
                [`leaf${index}`, {}] as const,
                [`m${index}`, requirementOf(index, cords[index] as Cord)] as const,
              ]),
            );
            const facts = happenings
              .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
              .flatMap((one, index) => factsOf(one, index, cords));
            const history = recorded([...declared(model), ...facts]);
            assert.equal(levels(replay(history)), levels(plainReplay(history)));
          },
        ),
        { runs: runs(120, 10_000) },
      ));
});

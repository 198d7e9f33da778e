// Requirements on the wire (S2): components and gates, nested. Refuses what no scale could make sense of: a count that cannot be
// reached, weights where none count, gates that are not monotone. What depends on the levels is checked where the scale is known.
import * as z from 'zod';
import type { AllGate, AnyGate, AtLeastGate, Effect, Member, OnMember, ScoreGate, StandbyGate } from '#domain/topology/definition.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { byKey, byShape, type OneOf } from './by-shape.ts';
import { proved, type Same } from './same.ts';
import { found, notOneOf } from './problem.ts';
import { duration } from './time-forms.ts';
import { componentId, levelName, said, whole } from './words.ts';

const EXPECTED =
  'a component id, { on: … } or a gate: { all: […] }, { any: […] }, { atLeast, of }, { standby: […] } or { score, thresholds }';
const KEYS = ['on', 'all', 'any', 'atLeast', 'standby', 'score'] as const;
type Shape = 'id' | (typeof KEYS)[number];
const NOT_MONOTONE = ['not', 'none', 'xor', 'nand', 'nor'];

/** Which form of member a value is meant as. */
const formOf = (value: unknown): Shape | Refusal => {
  if (typeof value === 'string') return 'id';
  if (typeof value === 'number') return refuse(`expected a component id, found the number ${value}: put it in quotes`);
  if (Array.isArray(value)) return refuse('a bare list does not say how many are needed: write { all: […] } or { any: […] }');
  if (typeof value === 'object' && value !== null) {
    const key = NOT_MONOTONE.find((word) => Object.hasOwn(value, word));
    if (key !== undefined)
      return refuse(`"${key}" is not offered: under such a gate a worse member could make things better, and every gate is monotone`);
    if (Object.hasOwn(value, 'of') && !KEYS.some((word) => Object.hasOwn(value, word)))
      return refuse('has of without atLeast: write { atLeast: 2, of: […] }');
  }
  return byKey(KEYS, EXPECTED)(value);
};

const effect: z.ZodType<Effect> = z.union([z.enum(['hard', 'soft', 'strict']), z.record(levelName, levelName)], {
  error: ({ input }) =>
    typeof input === 'string'
      ? notOneOf(input, ['hard', 'soft', 'strict'])
      : `expected hard, soft, strict or a map from level to level, found ${found(input)}`,
});

const options = {
  effect: effect.optional(),
  weight: whole(1).optional(),
  weights: z.record(levelName, whole(0), said('weights by level, such as { degraded: 1, down: 3 }')).optional(),
};

type Counts = 'weight' | 'weights' | 'neither';

/** The members of a gate: not empty, and weighted only where weights count. */
const members = (counts: Counts) =>
  z
    .array(
      z.lazy((): z.ZodType<Member> => member),
      said('a list of members'),
    )
    .min(1, { error: 'is empty: a gate needs at least one member' })
    .check(({ value, issues }) => {
      value.forEach((one, index) => {
        for (const problem of misplaced(one, counts))
          issues.push({ code: 'custom', path: [index, ...problem.path], message: problem.sentence, input: value });
      });
    });

const misplaced = (one: Member, counts: Counts): readonly { readonly path: readonly string[]; readonly sentence: string }[] => {
  const has = (key: 'weight' | 'weights'): boolean => typeof one !== 'string' && one[key] !== undefined;
  return [
    ...(has('weight') && counts !== 'weight'
      ? [{ path: ['weight'], sentence: 'has no meaning here: weight counts only in the members of atLeast' }]
      : []),
    ...(has('weights') && counts !== 'weights'
      ? [{ path: ['weights'], sentence: 'has no meaning here: weights count only in the members of score' }]
      : []),
    ...(!has('weights') && counts === 'weights'
      ? [{ path: [], sentence: 'has no weights: a member of score says what each level adds, { on: …, weights: { down: 3 } }' }]
      : []),
  ];
};

const on = z.strictObject({ on: componentId, ...options });
const all = z.strictObject({ all: members('neither'), ...options });
const any = z.strictObject({ any: members('neither'), ...options });
const atLeast = z.strictObject({ atLeast: whole(1), of: members('weight'), ...options }).check(({ value, issues }) => {
  const total = value.of.reduce((sum, one) => sum + (typeof one === 'string' ? 1 : (one.weight ?? 1)), 0);
  if (value.atLeast <= total) return;
  const message = `can never be reached: ${value.atLeast} are needed, and all members together weigh ${total}`;
  issues.push({ code: 'custom', path: ['atLeast'], message, input: value });
});
const standby = z.strictObject({
  standby: members('neither'),
  mode: z.enum(['automatic', 'manual']).optional(),
  switchover: duration.optional(),
  failback: z.enum(['automatic', 'manual']).optional(),
  failbackDelay: duration.optional(),
  ...options,
});
const score = z.strictObject({
  score: members('weights'),
  thresholds: z
    .record(levelName, whole(0), said('thresholds by level, such as { degraded: 3, down: 6 }'))
    .refine((given) => Object.keys(given).length > 0, {
      error: 'is empty: a gate without a threshold never shows a loss',
    }),
  ...options,
});

const shapes = { id: componentId, on, all, any, atLeast, standby, score };

const member: OneOf<typeof shapes> = byShape(() => shapes, formOf);

/** A component's whole requirement: a member that stands in no gate, so no weight counts. */
export const requirement: z.ZodType<Member> = member.check(({ value, issues }) => {
  for (const problem of misplaced(value, 'neither'))
    issues.push({ code: 'custom', path: [...problem.path], message: problem.sentence, input: value });
});

proved<
  [
    Same<z.output<typeof on>, OnMember>,
    Same<z.output<typeof all>, AllGate>,
    Same<z.output<typeof any>, AnyGate>,
    Same<z.output<typeof atLeast>, AtLeastGate>,
    Same<z.output<typeof standby>, StandbyGate>,
    Same<z.output<typeof score>, ScoreGate>,
    Same<z.output<typeof member>, Member>,
  ]
>();

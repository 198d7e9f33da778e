// A model file's content (interface: "Model file"): what it says of each thing by name. It is a patch; names it uses are checked where
// the rest of the model is known.
import * as z from 'zod';
import type { CalendarDefinition, PolicyDefinition } from '#domain/time/definitions.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentDefinition, ComponentId, ScaleDefinition } from '#domain/topology/definition.ts';
import { readBounded } from './bounded.ts';
import { byShape, type OneOf } from './by-shape.ts';
import { calendarDefinition } from './calendar.ts';
import { componentDefinition } from './component.ts';
import { policyDefinition } from './policy.ts';
import { proved, type Same } from './same.ts';
import { scaleDefinition } from './scale.ts';
import { found, inOurWords, problemsOf, type Problem } from './problem.ts';
import { instant } from './time-forms.ts';
import { componentId, name, said } from './words.ts';

type ByName<T> = Readonly<Record<string, T>>;

export interface ModelFile {
  readonly knockon: 1;
  readonly since?: Instant | undefined;
  readonly reportedAt?: Instant | undefined;
  readonly components: ByName<ComponentDefinition>;
  readonly groups: ByName<readonly ComponentId[]>;
  readonly calendars: ByName<CalendarDefinition>;
  readonly policies: ByName<PolicyDefinition>;
  readonly scales: ByName<ScaleDefinition>;
}

const componentShapes = {
  said: componentDefinition,
  /** `host-7:` with nothing behind it. */
  nothing: z.codec(z.null(), z.custom<z.output<typeof componentDefinition>>(), { decode: () => ({}), encode: () => null }),
};
const component: OneOf<typeof componentShapes> = byShape(
  () => componentShapes,
  (value) => (value === null ? 'nothing' : 'said'),
);

/** Words that mean something else where a calendar is named. */
const RESERVED = new Set(['always', 'component']);
const calendarName = name.refine((text) => !RESERVED.has(text), {
  error: ({ input }) => `${found(input)} already has a meaning: name the calendar otherwise`,
});

/** Nothing said is nothing there. Without a prototype, so that only what the file names is in it. */
const byName = <V extends z.ZodType>(key: z.ZodType<string, string>, value: V, expected: string) =>
  z.codec(z.record(key, value, said(expected)).optional(), z.custom<ByName<z.output<V>>>(), {
    decode: (given) => Object.assign(Object.create(null), given) as ByName<z.output<V>>,
    encode: (things) => ({ ...things }),
  });

const modelFile = z.strictObject({
  knockon: z.literal(1, {
    error: ({ input }) => (input === undefined ? 'is missing: a model file begins with "knockon: 1"' : `expected 1, found ${found(input)}`),
  }),
  since: instant.optional(),
  reportedAt: instant.optional(),
  components: byName(componentId, component, 'components by id'),
  groups: byName(name, z.array(componentId, said('a list of component ids')), 'groups by name'),
  calendars: byName(calendarName, calendarDefinition, 'calendars by name'),
  policies: byName(name, policyDefinition, 'policies by name'),
  scales: byName(name, scaleDefinition, 'scales by name'),
});

proved<[Same<z.output<typeof modelFile>, ModelFile>]>();

/** Reads a model file's content, or gives everything that is wrong with it. */
export const parseModel = (value: unknown): ModelFile | readonly Problem[] => {
  const result = readBounded((given) => z.safeDecode(modelFile, given as z.input<typeof modelFile>, { error: inOurWords }), value);
  return result.success ? result.data : problemsOf(result.error);
};

/** The form a model file has; what holds nothing is left out. Throws where it could not be read back, which only a bug can cause. */
export const encodeModelFile = (model: ModelFile): Readonly<Record<string, unknown>> => {
  const written = z.encode(modelFile, model as z.output<typeof modelFile>);
  const isThere = (value: unknown): boolean =>
    value !== undefined && !(typeof value === 'object' && Object.keys(value as object).length === 0);
  return Object.fromEntries(Object.entries(written).filter(([, value]) => isThere(value)));
};

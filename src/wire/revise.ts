// A component's definition with one part replaced, named by its path in the model file: `holdUp`, `requires.all[1].mode` (what if
// `--set`). The value is what the file would say there; the whole is read and checked like a file.
import * as z from 'zod';
import type { Json } from '#domain/facts/types.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { componentDefinition } from './component.ts';
import { inOurWords, pathText, problemsOf } from './problem.ts';
import { componentId } from './words.ts';

/** Refuses a path through what is no object or list, and a value the model would not allow there. */
export const revisedDefinition = (definition: ComponentDefinition, path: string, value: unknown): ComponentDefinition | Refusal => {
  const steps = stepsOf(path);
  if (isRefusal(steps)) return steps;
  const whole = structuredClone(z.encode(componentDefinition, definition as z.output<typeof componentDefinition>)) as Record<
    string,
    unknown
  >;
  const refused = put(whole, steps, value);
  if (refused !== undefined) return refuse(refused, path);
  const result = z.safeDecode(componentDefinition, whole, { error: inOurWords });
  if (result.success) return result.data;
  const [problem] = problemsOf(result.error);
  return problem === undefined ? refuse('cannot be read', path) : refuse(problem.sentence, pathText(problem.path));
};

/** A whole definition as a model file would say it (what if `--add`). Refuses an id that is none, and what a model file would not allow. */
export const definedComponent = (component: string, value: unknown): ComponentDefinition | Refusal => {
  const id = z.safeDecode(componentId, component, { error: inOurWords });
  const result = z.safeDecode(componentDefinition, value as z.input<typeof componentDefinition>, { error: inOurWords });
  const [problem] = [...(id.success ? [] : problemsOf(id.error)), ...(result.success ? [] : problemsOf(result.error))];
  if (problem !== undefined) return refuse(problem.sentence, problem.path.length === 0 ? undefined : pathText(problem.path));
  if (!result.success) throw new Error('a definition was refused without a problem');
  return result.data;
};

/** A JSON object with one part replaced (`record correct --set`): what it then means is for its own schema to say. */
export const revisedObject = (object: JsonObject, path: string, value: Json): JsonObject | Refusal => {
  const steps = stepsOf(path);
  if (isRefusal(steps)) return steps;
  const whole = structuredClone(object) as Record<string, Json>;
  const refused = put(whole, steps, value);
  return refused === undefined ? whole : refuse(refused, path);
};

type JsonObject = { readonly [key: string]: Json };

type Steps = readonly (string | number)[];

const stepsOf = (path: string): Steps | Refusal => {
  const steps: (string | number)[] = [];
  const step = /\.?([A-Za-z][\w-]*)|\[(\d+)\]/gy;
  for (let found = step.exec(path); found !== null; found = step.exec(path)) {
    steps.push(found[1] ?? Number(found[2]));
    if (step.lastIndex === path.length) return steps;
  }
  return refuse(`"${path}" is no path to a part; expected one such as holdUp or requires.all[1].mode`);
};

/** Replaces the part, making objects on the way where nothing is yet. Answers why it cannot. */
const put = (whole: Record<string, unknown>, steps: Steps, value: unknown): string | undefined => {
  let at: unknown = whole;
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    if (Array.isArray(at)) {
      if (typeof step !== 'number' || step >= at.length)
        return `there is no ${steps.slice(0, index).join('.')}[${step}]: the list has ${at.length}`;
      if (last) at[step] = value;
      else at = at[step];
    } else if (typeof at === 'object' && at !== null && typeof step === 'string' && step !== '__proto__') {
      const holder = at as Record<string, unknown>;
      if (last) holder[step] = value;
      else at = holder[step] ??= {};
    } else {
      return `leads through ${steps.slice(0, index).join('.')}, which has no parts`;
    }
  }
  return undefined;
};

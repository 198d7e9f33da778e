// Runs a fast-check property. A failure throws the inner assertion itself, so that its diff and stack stay readable,
// with the shrunk counterexample and what replays it put before its message.
import { inspect } from 'node:util';
import fc from 'fast-check';

export interface PropertyOptions {
  /** How many random inputs; default 100. See `runs` in sizes.ts for long runs. */
  readonly runs?: number;
  /** With `path`, replays one failure exactly. */
  readonly seed?: number;
  readonly path?: string;
}

const pretty = (value: unknown): string =>
  fc.hasToStringMethod(value) || fc.hasAsyncToStringMethod(value)
    ? fc.stringify(value)
    : inspect(value, { depth: null, breakLength: 110, compact: 3, maxArrayLength: 200, maxStringLength: 2000 });

const indented = (text: string): string => text.replaceAll('\n', '\n    ');

const explain = <T extends unknown[]>(failure: fc.RunDetails<T>): string => {
  const tried = `property falsified in run ${String(failure.numRuns)}, shrunk ${String(failure.numShrinks)} times`;
  const values = (failure.counterexample ?? []).map((value, index) => `  [${String(index)}] ${indented(pretty(value))}`);
  const replay = `replay with holds(…, { seed: ${String(failure.seed)}, path: '${failure.counterexamplePath ?? ''}' })`;
  return [tried, 'counterexample:', ...values, replay].join('\n');
};

/** Checks that `property` holds for many random inputs; throws with a readable counterexample if it does not. */
export const holds = async <T extends unknown[]>(
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
  options: PropertyOptions = {},
): Promise<void> => {
  const { runs = 100, ...replay } = options;
  const outcome = await fc.check(property as fc.IAsyncProperty<T>, { numRuns: runs, ...replay });
  if (!outcome.failed) return;
  if (outcome.counterexample === null) throw new Error(fc.defaultReportMessage(outcome) ?? 'property failed');
  const inner =
    outcome.errorInstance instanceof Error
      ? outcome.errorInstance
      : new Error(`thrown, but not an Error: ${String(outcome.errorInstance)}`);
  inner.message = `${explain(outcome)}\n\n${inner.message}`;
  throw inner;
};

// Runs a fast-check property; a failure names the seed, the path and the shrunk counterexample, then the inner assertion.
import fc from 'fast-check';

export interface PropertyOptions {
  readonly runs?: number;
  readonly seed?: number;
}

/** Checks that `property` holds for many random inputs; throws with a readable counterexample if it does not. */
export const holds = async <T extends unknown[]>(
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
  options: PropertyOptions = {},
): Promise<void> => {
  await fc.assert(property as fc.IAsyncProperty<T>, { numRuns: options.runs ?? 100, ...(options.seed === undefined ? {} : { seed: options.seed }) });
};

// Declares a suite and runs it: uvu skips a suite without `.run()` in silence, so nobody else calls uvu's `suite`.
import { suite, type Test } from 'uvu';

/** Declares and runs one suite. `name` carries room and level: `domain/impact/kernel [unit]`. */
export const spec = (name: string, declare: (test: Test) => void): void => {
  const test = suite(name);
  declare(test);
  test.run();
};

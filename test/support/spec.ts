// Declares a suite and runs it: uvu skips a suite without `.run()` in silence, so nobody else calls uvu's `suite`.
// Every handler and hook is wrapped, because uvu also swallows what a hook throws and whatever is thrown that is no Error.
import { suite, type Callback, type Test } from 'uvu';
import { currentLedger, type HookKind, type Ledger } from './ledger.ts';

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(`thrown, but not an Error: ${String(thrown)}`));

/** Without a runner: uvu counts tests itself, but a failed hook must not end in exit code 0. */
const byHand: Pick<Ledger, 'hookFailed'> = {
  hookFailed: (name, hook, test, error) => {
    console.error(`\n${name}: ${hook}${test === undefined ? '' : ` of “${test}”`} failed:`, error);
    process.once('exit', () => (process.exitCode = 1));
  },
};

const recording = (test: Test, name: string, ledger: Ledger | undefined): Test => {
  const declared = (title: string, handler: Callback): Callback => {
    ledger?.declared(name, title);
    return async (context) => {
      ledger?.started(name, title);
      try {
        await handler(context);
      } catch (thrown) {
        const error = asError(thrown);
        ledger?.failed(name, title, error);
        throw error;
      }
      ledger?.passed(name, title);
    };
  };
  // uvu loses what `before` and `after.each` throw, and ends the suite there without a word: report here, and let only `before` stop it.
  const hook =
    (kind: HookKind, handler: Callback): Callback =>
    async (context) => {
      try {
        await handler(context);
      } catch (thrown) {
        const error = asError(thrown);
        (ledger ?? byHand).hookFailed(name, kind, context.__test__ === '' ? undefined : context.__test__, error);
        if (kind === 'before' || kind === 'before.each') throw error;
      }
    };
  const before = Object.assign((handler: Callback) => test.before(hook('before', handler)), {
    each: (handler: Callback) => test.before.each(hook('before.each', handler)),
  });
  const after = Object.assign((handler: Callback) => test.after(hook('after', handler)), {
    each: (handler: Callback) => test.after.each(hook('after.each', handler)),
  });
  return Object.assign((title: string, handler: Callback) => test(title, declared(title, handler)), {
    only: (title: string, handler: Callback) => {
      ledger?.focused(name, title);
      test.only(title, declared(title, handler));
    },
    skip: (title = '(unnamed)') => {
      ledger?.skipped(name, title);
      test.skip(title);
    },
    before,
    after,
    run: () => {
      throw new Error('spec() runs its suite itself');
    },
  });
};

/** Declares and runs one suite. `name` carries room and level: `domain/impact/kernel [unit]`. `declare` is synchronous. */
export const spec = (name: string, declare: (test: Test) => void): void => {
  const ledger = currentLedger();
  const test = suite(name);
  ledger?.suite(name);
  const returned: unknown = declare(recording(test, name, ledger));
  if (returned instanceof Promise)
    throw new Error(`spec “${name}”: declare the tests synchronously, use test.before for what must be awaited`);
  test.run();
};

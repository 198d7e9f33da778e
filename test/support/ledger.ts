// Where a test file's process keeps count of its tests. The runner puts a ledger in place before it imports the file;
// without one (a file run by hand) uvu prints its own summary. It stands on globalThis, since two copies of this module must share it.

export type HookKind = 'before' | 'before.each' | 'after' | 'after.each';

/** What the runner wants to hear, in order: `declared` for every test, later `started` and then `passed` or `failed`. */
export interface Ledger {
  /** A suite is declared; `focused` counts its `test.only`. */
  suite(suite: string): void;
  declared(suite: string, test: string): void;
  skipped(suite: string, test: string): void;
  focused(suite: string, test: string): void;
  started(suite: string, test: string): void;
  passed(suite: string, test: string): void;
  failed(suite: string, test: string, error: unknown): void;
  /** A hook failed: `test` is the one it stood before or behind, undefined for hooks of the whole suite. */
  hookFailed(suite: string, hook: HookKind, test: string | undefined, error: unknown): void;
}

const KEY = Symbol.for('knockon.test.ledger');
const shelf = globalThis as { [KEY]?: Ledger };

export const currentLedger = (): Ledger | undefined => shelf[KEY];

export const useLedger = (ledger: Ledger): void => {
  shelf[KEY] = ledger;
};

// What the runner and a worker process tell each other about a test file, and what the runner makes of it. Plain data: it crosses a process boundary.

/** An error made ready to print: `diff` is uvu's, `stack` holds only frames of this project. */
export interface PrintableError {
  readonly name: string;
  readonly message: string;
  readonly diff?: string;
  readonly stack: readonly string[];
  readonly cause?: PrintableError;
}

export interface TestName {
  readonly suite: string;
  readonly test: string;
}

/** Run this file; it has `grace` milliseconds to close what it opened. */
export interface Order {
  readonly file: string;
  readonly grace: number;
}

export type Message =
  | { readonly kind: 'loaded'; readonly tests: readonly TestName[]; readonly skipped: number }
  | ({ readonly kind: 'started' | 'passed' } & TestName)
  | ({ readonly kind: 'failed'; readonly error: PrintableError } & TestName)
  /** Something outside the body of a test: a hook, the file's own statements, a rejection nobody awaited. `test`: at which it happened. */
  | { readonly kind: 'fault'; readonly what: string; readonly at?: TestName; readonly error?: PrintableError }
  /** `reusable`: the process is as it was before the file, as far as it can tell. */
  | { readonly kind: 'done'; readonly reusable: boolean };

export interface Failure {
  /** `suite › test`, or what stands in its place for a fault of the whole file. */
  readonly title: string;
  readonly error?: PrintableError;
  readonly note?: string;
}

export interface FileResult {
  readonly file: string;
  readonly milliseconds: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
  /** What the file wrote to stdout and stderr (its end, if it was much). */
  readonly output: string;
}

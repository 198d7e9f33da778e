// Runs the commands of a page as a reader would, in a directory of its own, in this process: the composed shell, with what it writes
// kept and its clock stopped, so that a page whose output depends on the day fails here.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '#cli/run.ts';
import type { Shell } from '#cli/shell.ts';
import { composeShell } from '#compose/container.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly exit: number;
  /** What stood on the terminal: standard output and standard error. */
  readonly output: string;
  /** Standard output alone. */
  readonly answer: string;
}

export interface Session {
  readonly knockon: (...argv: readonly string[]) => Promise<Ran>;
  /** Back to where the process was; the directory goes. */
  readonly close: () => void;
}

/** Begins in an empty directory but for the `examples` of a clone; `other` takes the place of parts of the composed shell. */
export const openSession = (now = '2026-01-01T00:00:00Z', other: Partial<Shell> = {}): Session => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'knockon-docs-'));
  symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'));
  process.chdir(folder);
  const composed = composeShell();
  return {
    knockon: async (...argv) => {
      let [output, answer] = ['', ''];
      const exit = await run(argv, {
        ...composed,
        out: (text) => {
          output += text;
          answer += text;
        },
        err: (text) => (output += text),
        colour: false,
        showsProgress: false,
        clock: () => Date.parse(now),
        ...other,
      });
      return { exit, output, answer };
    },
    close: () => {
      process.chdir(before);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

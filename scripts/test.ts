// The test runner: every test/**/*.test.ts, by as many worker processes as there are cores.
// Usage: test.ts [--long] [--timeout SECONDS] [--jobs N] [--root DIR] [PART-OF-A-PATH…]. Closes with `N passed, N failed`; exit 1 if anything failed.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import picocolors from 'picocolors';
import type { FileResult } from './test/messages.ts';
import { fileReport, summary } from './test/report.ts';
import { createWorker } from './test/worker.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    timeout: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    root: { type: 'string', default: 'test' },
  },
});

const testFiles = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => positionals.length === 0 || positionals.some((part) => relative('.', file).includes(part)))
    .toSorted();

const files = testFiles(resolve(values.root));
const timeout = 1000 * Number(values.timeout ?? (values.long ? 1800 : 300));
const environment = values.long ? { ...process.env, KNOCKON_LONG: '1' } : process.env;
const begun = performance.now();
const results: FileResult[] = [];

const work = async (queue: string[]): Promise<void> => {
  const worker = createWorker({ timeout, environment });
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const result = await worker.run(file);
    results.push(result);
    console.log(fileReport(result, picocolors));
  }
  worker.stop();
};

const queue = [...files];
await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, () => work(queue)));

if (files.length === 0) {
  console.log(
    `no test file ${positionals.length === 0 ? `under ${values.root}` : `has ${positionals.join(' or ')} in its path`}\n0 passed, 1 failed`,
  );
} else {
  console.log(summary(results, performance.now() - begun, picocolors));
}
process.exitCode = files.length === 0 || results.some(({ failed }) => failed > 0) ? 1 : 0;

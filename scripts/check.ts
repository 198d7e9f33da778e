// Runs every check of the house and closes with `N passed, N failed`; a check says something only where it fails.
// Usage: check.ts [NAME…]. Each is an npm script `check:NAME` too.
import { spawn } from 'node:child_process';
import picocolors from 'picocolors';

const CHECKS: Readonly<Record<string, string>> = {
  types: 'every file type-checks',
  lint: 'no lint rule is broken, with types',
  rooms: 'the room rules hold',
  format: 'every file is formatted',
  unused: 'no file, export or dependency is unused',
};

const run = (name: string): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    let said = '';
    const child = spawn('npm', ['run', '--silent', `check:${name}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', (error) => {
      resolve({ code: 1, said: error.message });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 1, said });
    });
  });

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CHECKS);
let failed = 0;
for (const name of wanted) {
  const begun = performance.now();
  const { code, said } = await run(name);
  const took = picocolors.dim(`${((performance.now() - begun) / 1000).toFixed(1)} s`);
  console.log(`${code === 0 ? picocolors.green('✔') : picocolors.red('✘')} ${name}: ${CHECKS[name] ?? ''} ${took}`);
  if (code !== 0) {
    failed += 1;
    console.log(`${said.trimEnd()}\n`);
  }
}
console.log(`${String(wanted.length - failed)} passed, ${String(failed)} failed`);
process.exitCode = failed > 0 ? 1 : 0;

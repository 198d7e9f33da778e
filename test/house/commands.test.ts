// The two commands of a fresh clone: what is missing is installed before, stdout stays the answer's own, and the end of the child is the end of the parent.
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const MAIN = `
const [what] = process.argv.slice(2);
if (what === 'code') process.exitCode = 3;
if (what === 'wait') {
  process.on('SIGTERM', () => process.exit(5));
  setTimeout(() => undefined, 20_000);
}
console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));
if (what === 'die') process.kill(process.pid, 'SIGKILL');
`;

/** Stands in for npm: says so on stdout, as npm does, and leaves what an install leaves. */
const NPM = `
const fs = require('node:fs');
console.log('noise of npm ' + process.argv.slice(2).join(' '));
if (fs.existsSync('no-network')) process.exit(1);
fs.appendFileSync('installs', 'x');
fs.copyFileSync('package-lock.json', 'installed.json');
fs.mkdirSync('node_modules', { recursive: true });
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

const lock = (version: string): string =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/some': { version }, 'node_modules/elsewhere': { version: '1.0.0', optional: true } },
  });

/** A clone in miniature: our `bin/` and `scripts/fresh.mjs` around a stub of the command. */
const clone = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'knockon-clone-'));
  cpSync(join(ROOT, 'bin'), join(home, 'bin'), { recursive: true });
  mkdirSync(join(home, 'scripts'));
  cpSync(join(ROOT, 'scripts/fresh.mjs'), join(home, 'scripts/fresh.mjs'));
  mkdirSync(join(home, 'src/compose'), { recursive: true });
  writeFileSync(join(home, 'src/compose/main.ts'), MAIN);
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  cpSync(join(ROOT, 'tsconfig.json'), join(home, 'tsconfig.json'));
  writeFileSync(join(home, 'package-lock.json'), lock('1.0.0'));
  writeFileSync(join(home, 'npm.cjs'), NPM);
  return home;
};

spec('house/commands bin [process]', (test) => {
  const home = clone();
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
  test.after(() => {
    rmSync(home, { recursive: true });
  });
  const knockon = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [join(home, 'bin/knockon.mjs'), ...args], { cwd: tmpdir(), encoding: 'utf8' });

  test('runs from source in the caller’s directory, with its arguments', () => {
    const { stdout, status } = knockon('status', '--at', 'a b');
    assert.equal(JSON.parse(stdout), { args: ['status', '--at', 'a b'], cwd: tmpdir() });
    assert.is(status, 0);
  });

  test('ends with the exit code, or the signal, of the command', () => {
    assert.is(knockon('code').status, 3);
    assert.is(knockon('die').signal, 'SIGKILL');
  });

  test('passes a signal on and lets the command end in its own way', async () => {
    const child = spawn(process.execPath, [join(home, 'bin/knockon.mjs'), 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    assert.equal(await once(child, 'exit'), [5, null]);
  });

  test('says what to do in a clone that is not set up', () => {
    rmSync(join(home, 'node_modules'));
    const { stderr, status } = knockon('status');
    symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
    assert.match(stderr, 'run `npm ci` in it');
    assert.is(status, 2);
  });

  test('refuses an old Node in one sentence', () => {
    const old = join(home, 'old.cjs');
    writeFileSync(old, 'Object.defineProperty(process, "versions", { value: { node: "18.20.4" } })');
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--require', old, join(home, 'bin/knockon.mjs')], { encoding: 'utf8' });
    assert.is(stderr, 'knockon needs Node 20.19 or newer, and this is Node 18.20.4: install a newer one from https://nodejs.org.\n');
    assert.is(stdout, '');
    assert.is(status, 2);
  });
});

spec('house/commands fresh clone [process]', (test) => {
  const home = clone();
  writeFileSync(join(home, 'answer.mjs'), 'console.log(JSON.stringify(process.argv.slice(2)))');
  test.after(() => {
    rmSync(home, { recursive: true });
  });
  const fresh = (): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, ['scripts/fresh.mjs', 'answer.mjs', '--format', 'json'], {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: join(home, 'npm.cjs') },
    });
  const installs = (): number => readFileSync(join(home, 'installs'), 'utf8').length;

  test('says that nothing could be installed, and runs nothing', () => {
    writeFileSync(join(home, 'no-network'), '');
    const { stdout, stderr, status } = fresh();
    rmSync(join(home, 'no-network'));
    assert.is(stdout, '');
    assert.match(stderr, 'npm ci failed');
    assert.is(status, 3);
  });

  test('installs into a bare clone, and leaves stdout to the answer', () => {
    const { stdout, stderr, status } = fresh();
    assert.is(stdout, '["--format","json"]\n');
    assert.match(stderr, 'noise of npm ci --include=dev');
    assert.is(status, 0);
    assert.is(installs(), 1);
  });

  test('installs nothing where all is there', () => {
    assert.is(fresh().stderr, '');
    assert.is(installs(), 1);
  });

  test('installs again when the lock names another version', () => {
    writeFileSync(join(home, 'package-lock.json'), lock('1.0.1'));
    assert.is(fresh().stdout, '["--format","json"]\n');
    assert.is(installs(), 2);
  });

  test('does not miss an optional package of another platform', () => {
    const without = JSON.stringify({ packages: { 'node_modules/some': { version: '1.0.1' } } });
    writeFileSync(join(home, 'node_modules/.package-lock.json'), without);
    assert.is(fresh().stderr, '');
    assert.is(installs(), 2);
  });
});

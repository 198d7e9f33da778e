// The package, built and packed as it would be published, works where it is installed: no source, no tsx, nothing written to the working directory.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const run = (cwd: string, command: string, ...args: string[]): SpawnSyncReturns<string> =>
  spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 });

const done = (result: SpawnSyncReturns<string>): string => {
  assert.is(result.status, 0, `${result.stderr}\n${result.stdout}`);
  return result.stdout;
};

spec('house/package [process]', (test) => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'knockon-package-')));
  const workplace = join(home, 'workplace');
  const packed: string[] = [];

  test.before(() => {
    const told = done(run(ROOT, 'npm', 'pack', '--json', '--silent', '--pack-destination', home));
    // what the build says stands before npm's JSON
    const [tarball] = JSON.parse(told.slice(told.search(/^\[/m))) as { filename: string; files: { path: string }[] }[];
    packed.push(...(tarball?.files ?? []).map(({ path }) => path));
    writeFileSync(join(home, 'package.json'), '{ "private": true }');
    done(
      run(home, 'npm', 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', join(home, tarball?.filename ?? '')),
    );
    mkdirSync(workplace);
  });
  test.after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  test('holds the build, the example and the papers, and no source', () => {
    for (const path of ['bin/knockon.mjs', 'dist/src/compose/main.js', 'README.md', 'CHANGELOG.md', 'LICENSE', 'package.json'])
      assert.ok(packed.includes(path), `${path} is missing`);
    assert.ok(packed.some((path) => path.startsWith('examples/hcpc-2016/')));
    assert.equal(
      packed.filter((path) => (path.endsWith('.ts') && !path.endsWith('.d.ts')) || /^(?:test|scripts|src)\//.test(path)),
      [],
    );
  });

  test('runs the demo where it is installed, and writes nothing there', () => {
    const report = done(run(workplace, 'npx', '--no-install', 'knockon', 'demo'));
    assert.match(report, 'Online Register');
    assert.match(report, '98.76');
    assert.equal(readdirSync(workplace), []);
  });

  test('answers in JSON with nothing else on standard output', () => {
    const answer: unknown = JSON.parse(done(run(workplace, 'npx', '--no-install', 'knockon', 'demo', '--format', 'json')));
    assert.type(answer, 'object');
  });

  test('sweeps a model in threads where it is installed', () => {
    const model = join(home, 'node_modules/knockon/examples/hcpc-2016/model.yaml');
    const argv = ['risk', 'sweep', model, '--pairs', '23', '--for', 'PT4H', '--threads', '2', '--format', 'json'];
    assert.match(done(run(workplace, 'npx', '--no-install', 'knockon', ...argv)), '"evaluated": "replay"');
  });

  test('needs no development dependency', () => {
    for (const name of ['tsx', 'typescript', 'uvu', 'fast-check']) assert.not.ok(existsSync(join(home, 'node_modules', name)), name);
  });
});

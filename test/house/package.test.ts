// The package, built and packed as it would be published, works where it is installed: no source, no tsx, nothing written to the working directory.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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

  test('sweeps a model where it is installed, in threads too', () => {
    const installed = join(home, 'node_modules/knockon');
    const model = join(installed, 'examples/hcpc-2016/model.yaml');
    const argv = ['risk', 'sweep', model, '--pairs', '23', '--for', 'PT4H', '--format', 'json'];
    assert.match(done(run(workplace, 'npx', '--no-install', 'knockon', ...argv)), '"evaluated": "replay"');
    // a model as small as this one is swept before threads start, so here they are asked for
    const script = join(home, 'sweep.mjs');
    writeFileSync(
      script,
      `const from = (path) => import(${JSON.stringify(pathToFileURL(join(installed, 'dist/')).href)} + path);
       const { openSweeper } = await from('src/workers/sweep-threads.js');
       const { sweepJob } = await from('domain/simulate/sweep-job.js');
       const { compileScale, DEFAULT_SCALE } = await from('domain/impact/scale.js');
       const definitions = new Map([['a', {}], ['b', { requires: 'a', startUp: 60_000 }]]);
       const level = compileScale(DEFAULT_SCALE).down;
       const job = sweepJob({ definitions, scale: DEFAULT_SCALE, classOf: () => 1, classes: 2, level, lasting: 3_600_000 });
       const part = (failed) => ({ by: 'replay', start: Int32Array.of(0, 1), failed: Int32Array.of(failed) });
       const sweeper = openSweeper(job, 2, 0);
       const outcomes = await sweeper.evaluate([part(0), part(1)], () => undefined);
       await sweeper.close();
       console.log(outcomes.map(({ down }) => down[0]).join());`,
    );
    assert.is(done(run(workplace, process.execPath, script)), '2,1\n');
  });

  test('needs no development dependency', () => {
    for (const name of ['tsx', 'typescript', 'uvu', 'fast-check']) assert.not.ok(existsSync(join(home, 'node_modules', name)), name);
  });
});

// The command as a process of its own: its default log, its exit codes, and readers of its output that go away.
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { CASE } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const KNOCKON = fileURLToPath(new URL('../../bin/knockon.mjs', import.meta.url));

spec('cli/process [process]', (test) => {
  let folder: string;
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'knockon-process-'));
  });
  test.after(() => {
    rmSync(folder, { recursive: true });
  });
  const knockon = (...argv: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [KNOCKON, ...argv], { cwd: folder, encoding: 'utf8' });

  test('a reading command where nothing is says so and leaves nothing', () => {
    const { status, stdout, stderr } = knockon('status');
    assert.equal([status, stdout], [3, '']);
    assert.match(stderr, /There is no log at \S*knockon\.db/);
    assert.equal(readdirSync(folder), []);
  });

  test('what is imported without a word about the log goes into one here', () => {
    const { status, stderr } = knockon('import', ...CASE);
    assert.equal([status, stderr], [0, '']);
    assert.ok(readdirSync(folder).includes('knockon.db'));
  });

  test('a reader that has seen enough ends it quietly', async () => {
    const child = spawn(process.execPath, [KNOCKON, 'replay', '--format', 'json'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    assert.equal([code, err], [0, '']);
  });
});

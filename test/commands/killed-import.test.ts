// An import as a process of its own, killed while it writes, again and again: it is not seen, nothing is broken, and run once more it is whole.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { recordsOf } from '#log/records.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { foundIn, verified } from '#log/verify.ts';
import { visibleFacts } from '#log/visible.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const KNOCKON = fileURLToPath(new URL('../../bin/knockon.mjs', import.meta.url));
const COMPONENTS = 120;
const names = Array.from({ length: COMPONENTS }, (_, n) => `c${n}`);
const MODEL = `knockon: 1\ncomponents:\n${names.map((name) => `  ${name}: {}\n`).join('')}`;
const FACTS = names.map((component) => ({ type: 'OutageBegan', occurredAt: '2016-01-16T19:30:00Z', data: { component, level: 'down' } }));

const pause = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

spec('commands/killed import [process]', (test) => {
  let folder: string;
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'knockon-killed-'));
    writeFileSync(join(folder, 'model.yaml'), MODEL);
    writeFileSync(join(folder, 'facts.jsonl'), FACTS.map((fact) => JSON.stringify(fact)).join('\n'));
  });
  test.after(() => {
    rmSync(folder, { recursive: true });
  });

  const importing = (place: string) =>
    spawn(process.execPath, [KNOCKON, 'import', 'model.yaml', 'facts.jsonl', '--log', `sqlite:${place}`], { cwd: folder, stdio: 'ignore' });

  /** Starts an import and kills it so long after its first append. */
  const killed = async (place: string, milliseconds: number): Promise<void> => {
    const child = importing(place);
    const before = size(`${place}-wal`);
    while (child.exitCode === null && size(`${place}-wal`) <= before) await pause(1);
    await pause(milliseconds);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  };

  const held = async (place: string): Promise<{ readonly kept: number; readonly seen: number }> => {
    const log = await openSqliteLog(place, 'read');
    try {
      assert.equal((await verified(foundIn(log))).breaks, []);
      const records = await recordsOf(log);
      return { kept: records.length, seen: visibleFacts(records).facts.length };
    } finally {
      await log.close();
    }
  };

  test('an import killed anywhere is not seen, breaks nothing, and run again it is whole, once', async () => {
    let half = 0;
    for (let log = 0; log < runs(8, 40) && (half < 1 || runs(0, 1) === 1); log++) {
      const place = join(folder, `${log}.db`);
      for (let kill = 0; kill < 2; kill++) {
        await killed(place, (log * 7 + kill * 13) % 40);
        const { kept, seen } = await held(place);
        const whole = COMPONENTS * 2 + 1;
        assert.ok(seen === 0 || (seen === whole && kept === whole), `${seen} of ${kept} facts are seen`);
        if (seen === 0 && kept > 0) half++;
      }
      const [code] = (await once(importing(place), 'close')) as [number];
      assert.is(code, 0);
      assert.equal(await held(place), { kept: COMPONENTS * 2 + 1, seen: COMPONENTS * 2 + 1 });
    }
    assert.ok(half > 0, 'no kill met an import half-way');
  });
});

const size = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

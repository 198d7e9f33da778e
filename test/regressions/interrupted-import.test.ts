// An import that is interrupted ends at once, in whatever phase it is, and leaves nothing that counts, or all of it; made again it is whole. It used
// to go on to its end, since a signal is looked at only when the event loop turns.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const KNOCKON = fileURLToPath(new URL('../../bin/knockon.mjs', import.meta.url));
const COMPONENTS = 40;
const model = JSON.stringify({
  knockon: 1,
  components: Object.fromEntries(Array.from({ length: COMPONENTS }, (_, index) => [`c${index}`, {}])),
});
const facts = (count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2015, 0, 1) + index * 60_000).toISOString();
    const data = { component: `c${index % COMPONENTS}`, level: 'down', fault: `f${index}`, duration: 'PT1S' };
    return `${JSON.stringify({ type: 'OutageBegan', occurredAt: at, reportedAt: at, data })}\n`;
  }).join('');

interface Info {
  readonly types: Readonly<Record<string, number>>;
}

spec('regressions/interrupted-import [cli]', (test) => {
  test('wherever it stops, nothing counts or all of it, and made again it is whole', async () => {
    const total = 2_500;
    let pauses = 0;
    for (let stop = 0; ; stop += 5) {
      const log = world();
      log.file('model.json', model);
      log.file('facts.jsonl', facts(total));
      await log.knockon('import', 'model.json');
      pauses = 0;
      log.pause = async () => {
        if (pauses++ === stop) throw new Error('interrupted');
      };
      const { exit } = await log.knockon('import', 'facts.jsonl');
      const interrupted = pauses > stop;
      assert.is(exit, interrupted ? 70 : 0);
      const counted = (await log.json<Info>('log', 'info')).types['OutageBegan'] ?? 0;
      assert.is(counted, interrupted ? 0 : total, `after ${stop} pauses`);
      if (!interrupted) break;
      if (stop % 25 !== 0) continue;
      log.pause = async () => undefined;
      assert.is((await log.knockon('import', 'facts.jsonl')).exit, 0);
      assert.is((await log.json<Info>('log', 'info')).types['OutageBegan'], total);
    }
    assert.ok(pauses > COMPONENTS, `${pauses} pauses`);
  });

  test('a process that is interrupted ends within a second, with exit 130', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'knockon-interrupted-'));
    try {
      writeFileSync(join(folder, 'model.json'), model);
      const pipe = join(folder, 'facts.jsonl');
      assert.is(spawnSync('mkfifo', [pipe]).status, 0);
      const argv = ['import', 'model.json', 'facts.jsonl', '--log', 'sqlite:log.db'];
      const child = spawn(process.execPath, [KNOCKON, ...argv], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      const ended = once(child, 'exit');
      // whoever has read the pipe to its end has its handlers, and seconds of work before it that used not to be interrupted
      await writeFile(pipe, facts(100_000));
      await setTimeout(700);
      child.kill('SIGINT');
      const at = performance.now();
      const [code] = (await ended) as [number | null];
      assert.is(code, 130);
      assert.ok(performance.now() - at < 1_000, `${Math.round(performance.now() - at)} ms`);
      assert.not.ok(existsSync(join(folder, 'log.db')), 'nothing was recorded');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

// Kills a process that appends to a log at full speed, again and again, and checks each time that nothing acknowledged is lost, nothing is
// half-written, the chain holds and the next append needs no repair: `npx tsx --conditions=source scripts/kill.ts [TIMES]` (1,000).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killOnce } from '#test/log/writers.ts';

const times = Number(process.argv[2] ?? 1_000);
const directory = mkdtempSync(join(tmpdir(), 'knockon-kill-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

let standing = 0;
for (let kill = 1; kill <= times; kill++) {
  standing = await killOnce(join(directory, 'log.db'), standing, Math.random() * 40);
  if (kill % 10 === 0 || kill === times) console.log(`${kill} kills: ${standing} facts, none lost, every chain holds`);
}

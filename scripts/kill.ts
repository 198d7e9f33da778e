// Kills a process that appends to a log at full speed, again and again, and checks each time that nothing acknowledged is lost, nothing is
// half-written, the chain holds and the next append needs no repair: `npm run kill -- [TIMES]` (1,000). The writer is compiled first, as
// starting from source takes longer than the writing; as many lanes as there are processors, each with a log of its own at a time.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killOnce, type WriterProgram } from '#test/log/writers.ts';

/** After so many kills a lane begins another log: each kill is followed by a walk over all of it. */
const KILLS_A_LOG = 25;

const root = fileURLToPath(new URL('..', import.meta.url));
const times = Number(process.argv[2] ?? 1_000);
const lanes = Math.min(availableParallelism(), 4);
const directory = mkdtempSync(join(tmpdir(), 'knockon-kill-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

/** The writing process and what it needs, as JavaScript in the scratch directory. */
const compiled = (): WriterProgram => {
  const config = join(directory, 'tsconfig.json');
  const options = { noEmit: false, noCheck: true, outDir: join(directory, 'dist'), rootDir: root, types: [], typeRoots: [] };
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: options,
      files: [join(root, 'test/log/writer-process.ts')],
      include: [],
    }),
  );
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  return { words: [join(directory, 'dist/test/log/writer-process.js')] };
};

const program = compiled();
const began = performance.now();
let begun = 0;
let [done, facts] = [0, 0];

const lane = async (number: number): Promise<void> => {
  for (let log = 0; begun < times; log++) {
    const place = join(directory, `${number}-${log}.db`);
    let standing = 0;
    for (let kill = 0; kill < KILLS_A_LOG && begun < times; kill++) {
      begun++;
      standing = await killOnce(place, standing, Math.random() * 60, program);
      done++;
      if (done % 50 === 0) console.log(`${done} kills in ${Math.round((performance.now() - began) / 1000)} s`);
    }
    facts += standing;
  }
};

await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
console.log(`${done} kills: ${facts} facts, none acknowledged lost, none half-written, every chain holds, no repair needed`);

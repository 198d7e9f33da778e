// What read models cost and give: a log of so many facts over so many components is made once in its real format and found again by the next
// run, its history is made from scratch, then asked in this (warm) process for the status of every service at random instants, and given
// late facts, a month old. Beside them, in the same run: a full replay of the same log, reading, decoding and folding to finished intervals.
// `npx tsx --conditions=source scripts/bench/models.ts [--facts N] [--components N] [--years N] [--questions N] [--in DIRECTORY] [--kept]`
// `--kept` asks the history that an earlier run has made, if it still holds.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { heldModel, historyWriter } from '#queries/models/history-model.ts';
import { HISTORY } from '#queries/models/made-from.ts';
import { heldHistory } from '#queries/models/status-at.ts';
import { sqlDriver } from '#sqlite/driver.ts';
import { openSqliteStore } from '#store/sqlite.ts';
import { decodeData } from '#wire/data.ts';
import { BEGIN, cutTo, DAY, dice, layersOf, makeLog, type Size } from './models/log.ts';
import { replayed } from './models/replay.ts';

const { values } = parseArgs({
  options: {
    facts: { type: 'string', default: '100000' },
    components: { type: 'string', default: '1000' },
    years: { type: 'string', default: '10' },
    questions: { type: 'string', default: '300' },
    in: { type: 'string', default: join(tmpdir(), 'knockon-bench-models') },
    kept: { type: 'boolean', default: false },
  },
});
const size: Size = { facts: Number(values.facts), components: Number(values.components), years: Number(values.years) };
const QUESTIONS = Number(values.questions);
const SPAN = size.years * 365 * DAY;
const WARM = 20;
const LATE = 5;

const seconds = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};
const at = (sorted: readonly number[], share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? NaN).toFixed(1);
const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
const resident = (): string => `${megabytes(process.memoryUsage().rss)} MiB resident`;
const line = (what: string, text: string): void => console.log(`${what.padEnd(30)} ${text}`);

mkdirSync(values.in, { recursive: true });
const path = join(values.in, `${size.facts}-${size.components}-${size.years}.db`);
let made = false;
const making = await seconds(() => (made = makeLog(path, size)));
if (made) console.error(`made a log in ${making.toFixed(1)} s`);
const models = `${path}-models`;
if (!values.kept) {
  cutTo(path, size.facts);
  for (const suffix of ['', '-journal']) rmSync(models + suffix, { force: true });
}

console.log(
  `Node ${process.versions.node}, ${sqlDriver().name}: ${size.facts} facts over ${size.components} components (${layersOf(size).services} of them services) in ${size.years} years`,
);
const whole = replayed(path);
line(
  'full replay to intervals',
  `${whole.seconds.toFixed(1)} s (reading into columns ${whole.reading.toFixed(1)} s), ${Math.round(whole.facts / whole.seconds)} facts/s, ${whole.intervals} intervals, ${whole.megabytes} MiB resident`,
);

const [log, store] = [await openSqliteLog(path, 'write'), await openSqliteStore(models, 'write')];
const source = { log, store, decode: decodeData, version: 'bench' };
const { lease } = await store.claim({ model: HISTORY, owner: 'bench', now: Date.now(), length: Number.MAX_SAFE_INTEGER / 2 });
const writer = historyWriter(source);
const began = performance.now();
let [taken, folded, said] = [0, 0, began];
const say = (): void => {
  if (performance.now() - said < 30_000) return;
  said = performance.now();
  console.error(`… ${taken} facts taken in, ${folded} folded, ${Math.round((said - began) / 1000)} s, ${resident()}`);
};
const scratch = await seconds(() =>
  writer.bring({
    lease,
    taking: (count) => {
      taken = count;
      say();
    },
    folding: (count) => {
      folded += count;
      say();
    },
  }),
);
if (folded > 0)
  line(
    'history made from scratch',
    `${scratch.toFixed(1)} s (${Math.round(folded / scratch)} facts/s), ${(scratch / whole.seconds).toFixed(2)} × the replay, ${resident()}`,
  );
line('on disk', `${megabytes(statSync(models).size)} MiB beside a log of ${megabytes(statSync(path).size)} MiB`);

const model = await heldModel(source);
if (model === undefined) throw new Error('the history does not hold');
const held = await heldHistory(model, store);
const random = dice(1);
const times: number[] = [];
for (let question = 0; question < QUESTIONS + WARM; question++) {
  const instant = BEGIN + Math.floor(random() * SPAN);
  const took = 1000 * (await seconds(() => held.status(instant, false)));
  if (question >= WARM) times.push(took);
}
times.sort((a, b) => a - b);
line('status --at any instant', `p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, longest ${at(times, 1)} ms (${QUESTIONS} questions)`);

const late: number[] = [];
let refolded = 0;
for (let round = 0; round < LATE; round++) {
  const occurred = BEGIN + SPAN - 30 * DAY - round * 1_234_567;
  const data = { component: 'machine-0', level: 'down', duration: 3_600_000, cause: 'found out late' } as const;
  const fact: Fact = { id: crypto.randomUUID(), type: 'OutageBegan', v: 1, occurredAt: exactly(occurred), data };
  const stream = 'component-machine-0';
  const revision = (await log.heads()).find((head) => head.stream === stream)?.revision;
  await log.append(stream, revision ?? 'none', [fact], BEGIN + SPAN);
  late.push(await seconds(() => writer.bring({ lease, folding: (count) => (refolded += count) })));
}
const middle = late.toSorted((a, b) => a - b)[LATE >> 1] ?? NaN;
line(
  'one late fact, a month old',
  `${late.map((one) => one.toFixed(2)).join(', ')} s; the middle one ${((100 * middle) / whole.seconds).toFixed(2)} % of the replay (${Math.round(refolded / LATE)} facts folded again each time)`,
);
line('memory', `${resident()}, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
await store.release(lease);
await store.close();
await log.close();

// How much the log costs beside the bare driver doing the same: inserting the same rows under the same indexes, as durably, and reading
// them back. Both sides take turns in one run, on one disk; what counts is the ratio. Run it with `npx tsx --conditions=source`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { sqlDriver } from '#sqlite/driver.ts';
import { createLogFile } from '#log/sqlite-file.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { hashOf } from '#log/chain.ts';
import { foundIn, verified } from '#log/verify.ts';
import { checkedFact, decodeFact, encodeFact } from '#wire/stored-fact.ts';

const ROUNDS = 9;
const SINGLES = 300;
const BATCHES = 20;
const BATCH = 500;
const CODED = 10_000;
const AT = 1_479_000_000_000;
const HASH = 'f64f94a42196dd2a7951c21f19bd980d82ca27ac13635eb4fa0f0dce50f0c3ae';

const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'knockon-bench-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

const fact = (n: number): Fact => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'OutageBegan',
  v: 1,
  occurredAt: exactly(AT + n),
  source: 'bench',
  data: { component: 'registration-db', level: 'down', cause: 'power lost in the second server room' },
});
const facts = Array.from({ length: ROUNDS * Math.max(SINGLES, BATCHES * BATCH) }, (_, n) => fact(n));
const texts: readonly string[] = facts.map((one) => encodeFact(one));

const driver = sqlDriver();
const barePath = join(directory, 'bare.db');
createLogFile(barePath, driver);
const bare = driver.open(barePath, 'write');
bare.exec('PRAGMA synchronous=FULL; PRAGMA mmap_size=0;');
bare.exec(`INSERT INTO streams (id, name) VALUES (1, '"s"'), (2, '"b"')`);
const insert = bare.prepare('INSERT INTO facts (stream, revision, recorded_at, hash, body) VALUES (?, ?, ?, ?, ?)');
const scan = bare.prepare('SELECT position, stream, revision, recorded_at, hash, body FROM facts');
const log = await openSqliteLog(join(directory, 'log.db'), 'write');

/** Appends in the bare driver `size` rows a transaction. */
const bareAppends = (stream: number, from: number, to: number, size: number): void => {
  for (let n = from; n < to; n += size) {
    bare.exec('BEGIN IMMEDIATE');
    for (let row = n; row < n + size; row++) insert.insert(stream, row, AT, HASH, texts[row] ?? '');
    bare.exec('COMMIT');
  }
};

const logAppends = async (stream: string, from: number, to: number, size: number): Promise<void> => {
  for (let n = from; n < to; n += size) await log.append(stream, n === 0 ? 'none' : n - 1, facts.slice(n, n + size), AT);
};

const seconds = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Microseconds a fact, beside JSON.parse of the same text. */
const perFact = async (what: string, work: (n: number) => unknown): Promise<void> => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    times.push(
      await seconds(() => {
        for (let n = 0; n < CODED; n++) work(n);
      }),
    );
  console.log(`${what.padEnd(28)} ${((median(times) / CODED) * 1e6).toFixed(2).padStart(6)} µs a fact`);
};

/** Prints both rates and the log's share of the bare one's. */
const compare = async (what: string, count: number, pair: (round: number) => readonly [() => unknown, () => unknown]): Promise<void> => {
  const times: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [theBare, ours] = pair(round);
    const first = round % 2 === 0 ? await seconds(theBare) : NaN;
    const second = await seconds(ours);
    times.push([round % 2 === 0 ? first : await seconds(theBare), second]);
  }
  const [floor, own] = [median(times.map(([time]) => time)), median(times.map(([, time]) => time))];
  const rate = (time: number): string => `${Math.round(count / time)}/s`.padStart(11);
  console.log(`${what.padEnd(28)} bare ${rate(floor)}  log ${rate(own)}  ${(floor / own).toFixed(2)} × the bare driver's rate`);
};

console.log(`${driver.name}, Node ${process.versions.node}, medians of ${ROUNDS} rounds`);
await compare('durable single appends', SINGLES, (round) => [
  () => bareAppends(1, round * SINGLES, (round + 1) * SINGLES, 1),
  () => logAppends('s', round * SINGLES, (round + 1) * SINGLES, 1),
]);
await compare(`batches of ${BATCH}`, BATCHES * BATCH, (round) => [
  () => bareAppends(2, round * BATCHES * BATCH, (round + 1) * BATCHES * BATCH, BATCH),
  () => logAppends('b', round * BATCHES * BATCH, (round + 1) * BATCHES * BATCH, BATCH),
]);

const readBare = (): number => scan.all().reduce((sum, row) => sum + (JSON.parse(row['body'] as string) as Fact).id.length, 0);
const readLog = async (): Promise<number> => {
  let sum = 0;
  for await (const record of log.readAll()) sum += record.fact.id.length;
  return sum;
};
await compare('reading all, parsed', ROUNDS * (SINGLES + BATCHES * BATCH), () => [readBare, readLog]);
await compare('verifying all', ROUNDS * (SINGLES + BATCHES * BATCH), () => [readBare, () => verified(foundIn(log))]);
await log.close();
bare.close();

await perFact('JSON.parse', (n) => JSON.parse(texts[n] as string) as unknown);
await perFact('decodeFact', (n) => decodeFact(texts[n] as string));
await perFact('checkedFact (from outside)', (n) => checkedFact(texts[n] as string));
await perFact('JSON.stringify', (n) => JSON.stringify(facts[n]));
await perFact('encodeFact', (n) => encodeFact(facts[n] as Fact));
await perFact('hashOf', (n) => hashOf({ stream: 's', revision: n, recordedAt: AT, text: texts[n] as string }, HASH));

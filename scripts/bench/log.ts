// How much the log costs beside the bare driver doing the same: inserting the same rows under the same indexes, as durably, and reading
// them back. Both sides take turns in one run, on one disk; what counts is the ratio. `npx tsx --conditions=source scripts/bench/log.ts
// [FACTS [DIRECTORY]]`: FACTS are imported and replayed at the end (1,000,000), in a log of their own.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { hashOf } from '#log/chain.ts';
import { importDigest } from '#log/completed.ts';
import type { EventLog } from '#log/event-log.ts';
import { createLogFile } from '#log/sqlite-file.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { importStream } from '#log/streams.ts';
import { foundIn, verified } from '#log/verify.ts';
import { sqlDriver, type SqlConnection } from '#sqlite/driver.ts';
import { checkedFact, decodeFact, encodeFact } from '#wire/stored-fact.ts';

const ROUNDS = 30;
const SINGLES = 100;
const BATCHES = 4;
const BATCH = 500;
const CODED = 10_000;
const STREAMS = 1_000;
const AT = 1_479_000_000_000;
const HASH = 'f64f94a42196dd2a7951c21f19bd980d82ca27ac13635eb4fa0f0dce50f0c3ae';
const MANY = Number(process.argv[2] ?? 1_000_000);

const directory = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'knockon-bench-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

const fact = (n: number, component = 'registration-db', importId?: string): Fact => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'OutageBegan',
  v: 1,
  occurredAt: exactly(AT + n),
  source: 'bench',
  ...(importId === undefined ? {} : { import: importId }),
  data: { component, level: 'down', cause: 'power lost in the second server room' },
});

const driver = sqlDriver();

/** The tables of a log, used without it. */
const bareLog = (
  name: string,
): { readonly connection: SqlConnection; readonly append: (stream: number, first: number, texts: readonly string[]) => void } => {
  const path = join(directory, name);
  createLogFile(path, driver);
  const connection = driver.open(path, 'write');
  connection.exec('PRAGMA synchronous=FULL; PRAGMA mmap_size=0;');
  const insert = connection.prepare('INSERT INTO facts (stream, revision, recorded_at, hash, body) VALUES (?, ?, ?, ?, ?)');
  connection.exec(
    `WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${STREAMS}) INSERT INTO streams SELECT id, '"' || id || '"' FROM n`,
  );
  const append = (stream: number, first: number, texts: readonly string[]): void => {
    connection.exec('BEGIN IMMEDIATE');
    for (const [index, text] of texts.entries()) insert.insert(stream, first + index, AT, HASH, text);
    connection.exec('COMMIT');
  };
  return { connection, append };
};

/** The raw floor of reading all: pages of rows, each text parsed. */
const scan = (connection: SqlConnection): number => {
  const page = connection.prepare(
    'SELECT position, stream, revision, recorded_at, hash, body FROM facts WHERE position > ? ORDER BY position LIMIT 256',
  );
  let sum = 0;
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.['position'] as number))
    for (const row of rows) sum += (JSON.parse(row['body'] as string) as Fact).id.length;
  return sum;
};

const readAll = async (log: EventLog): Promise<number> => {
  let sum = 0;
  for await (const record of log.readAll()) sum += record.fact.id.length;
  return sum;
};

const seconds = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const told = (what: string, count: number, floor: number, own: number): void => {
  const rate = (time: number): string => `${Math.round(count / time)}/s`.padStart(11);
  console.log(`${what.padEnd(28)} bare ${rate(floor)}  log ${rate(own)}  ${(floor / own).toFixed(2)} × the bare driver's rate`);
};

/** Prints both rates and the log's share of the bare one's: medians of rounds, each side first in turn. */
const compare = async (
  what: string,
  rounds: number,
  count: number,
  pair: (round: number) => readonly [() => unknown, () => unknown],
): Promise<void> => {
  const times: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    const [theBare, ours] = pair(round);
    const first = round % 2 === 0 ? await seconds(theBare) : NaN;
    const second = await seconds(ours);
    times.push([round % 2 === 0 ? first : await seconds(theBare), second]);
  }
  told(what, count, median(times.map(([time]) => time)), median(times.map(([, time]) => time)));
};

/** Microseconds a fact, beside JSON.parse of the same text. */
const perFact = async (what: string, work: (n: number) => unknown): Promise<void> => {
  const times: number[] = [];
  for (let round = 0; round < 9; round++)
    times.push(
      await seconds(() => {
        for (let n = 0; n < CODED; n++) work(n);
      }),
    );
  console.log(`${what.padEnd(28)} ${((median(times) / CODED) * 1e6).toFixed(2).padStart(6)} µs a fact`);
};

console.log(`${driver.name}, Node ${process.versions.node}, medians of ${ROUNDS} rounds`);
const facts = Array.from({ length: ROUNDS * Math.max(SINGLES, BATCHES * BATCH) }, (_, n) => fact(n));
const texts: readonly string[] = facts.map((one) => encodeFact(one));
const bare = bareLog('bare.db');
const log = await openSqliteLog(join(directory, 'log.db'), 'write');

const appending = (stream: number, size: number, times: number) => (round: number) => {
  const [from, to] = [round * times * size, (round + 1) * times * size];
  const theBare = (): void => {
    for (let n = from; n < to; n += size) bare.append(stream, n, texts.slice(n, n + size));
  };
  const ours = async (): Promise<void> => {
    for (let n = from; n < to; n += size) await log.append(`s${stream}`, n === 0 ? 'none' : n - 1, facts.slice(n, n + size), AT);
  };
  return [theBare, ours] as const;
};
await compare('durable single appends', ROUNDS, SINGLES, appending(1, 1, SINGLES));
await compare(`batches of ${BATCH}`, ROUNDS, BATCHES * BATCH, appending(2, BATCH, BATCHES));
const held = ROUNDS * (SINGLES + BATCHES * BATCH);
await compare('reading all, parsed', 9, held, () => [() => scan(bare.connection), () => readAll(log)]);
await compare('verifying all', 5, held, () => [() => scan(bare.connection), () => verified(foundIn(log))]);
await log.close();
bare.connection.close();

await perFact('JSON.parse', (n) => JSON.parse(texts[n] as string) as unknown);
await perFact('decodeFact', (n) => decodeFact(texts[n] as string));
await perFact('checkedFact (from outside)', (n) => checkedFact(texts[n] as string));
await perFact('JSON.stringify', (n) => JSON.stringify(facts[n]));
await perFact('encodeFact', (n) => encodeFact(facts[n] as Fact));
await perFact('hashOf', (n) => hashOf({ stream: 's', revision: n, recordedAt: AT, text: texts[n] as string }, HASH));

// An import as commands make one: stamped facts over many streams, one append each time, closed by its completion.
console.log(`${MANY} facts of one import over ${STREAMS} streams, in appends of ${BATCH}`);
const IMPORT = 'import-of-the-bench';
const manyBare = bareLog('many-bare.db');
const path = join(directory, 'many.db');
const many = await openSqliteLog(path, 'write');
const ids: string[] = [];
let [bareTime, ownTime] = [0, 0];
for (let done = 0; done < MANY; done += BATCH) {
  const stream = (done / BATCH) % STREAMS;
  const first = Math.floor(done / BATCH / STREAMS) * BATCH;
  const some = Array.from({ length: Math.min(BATCH, MANY - done) }, (_, n) => fact(done + n, `component-${stream}`, IMPORT));
  const encoded = some.map((one) => encodeFact(one));
  bareTime += await seconds(() => manyBare.append(stream + 1, first, encoded));
  ownTime += await seconds(() => many.append(`component-component-${stream}`, first === 0 ? 'none' : first - 1, some, AT));
  for (const { id } of some) ids.push(id);
}
const completion: Fact = {
  id: '00000000-0000-4000-8000-ffffffffffff',
  type: 'ImportCompleted',
  v: 1,
  occurredAt: exactly(AT),
  data: { import: IMPORT, count: MANY, digest: importDigest(ids) },
};
ownTime += await seconds(() => many.append(importStream(IMPORT), 'none', [completion], AT));
told('imported', MANY, bareTime, ownTime);
await compare('full replay read, parsed', 3, MANY, () => [() => scan(manyBare.connection), () => readAll(many)]);
await many.close();
console.log(`${'size of the log'.padEnd(28)} ${Math.round(statSync(path).size / MANY)} bytes a fact`);
manyBare.connection.close();

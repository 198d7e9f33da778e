// From an SQLite log to finished intervals: facts in five layers are read, decoded, made effective and folded, and each component's intervals stand
// in columns, beside the floor of reading the same rows by the bare driver and parsing them. Both take turns; the parts of ours are told apart.
import type { Recorded } from '#domain/facts/fact.ts';
import { asked } from '#domain/impact/asked.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { advance, newRun } from '#domain/impact/run.ts';
import { byComponent } from '#domain/impact/timeline.ts';
import { factTable } from '#log/fact-table.ts';
import { createLogFile } from '#log/sqlite-file.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { countingRows } from '#queries/fact-rows.ts';
import { sqlDriver } from '#sqlite/driver.ts';
import { dataConversion } from '#wire/conversions.ts';
import { encodeFact } from '#wire/stored-fact.ts';
import { after, failures, layered } from './layers.ts';

const PAGE = 10_000;
const HASH = '0'.repeat(64);

/** Rows as an append would leave them, but for their hashes, which reading does not look at. */
const write = (path: string, facts: readonly Recorded[]): void => {
  const driver = sqlDriver();
  createLogFile(path, driver);
  const connection = driver.open(path, 'write');
  connection.exec('PRAGMA synchronous=OFF; BEGIN');
  const streams = new Map<string, { readonly id: number; revision: number }>();
  const newStream = connection.prepare('INSERT INTO streams (name) VALUES (?)');
  const insert = connection.prepare('INSERT INTO facts (stream, revision, recorded_at, hash, body) VALUES (?, ?, ?, ?, ?)');
  for (const { fact, stream, recordedAt } of facts) {
    const known = streams.get(stream) ?? { id: newStream.insert(JSON.stringify(stream)).id, revision: 0 };
    streams.set(stream, known);
    insert.insert(known.id, known.revision++, recordedAt, HASH, encodeFact(fact));
  }
  connection.exec('COMMIT');
  connection.close();
};

const readAndParse = (path: string): number => {
  const connection = sqlDriver().open(path, 'read');
  const page = connection.prepare(
    'SELECT position, stream, revision, recorded_at, body FROM facts WHERE position > ? ORDER BY position LIMIT ?',
  );
  let [last, sum] = [0, 0];
  for (;;) {
    const rows = page.all(last, PAGE);
    if (rows.length === 0) break;
    for (const row of rows) sum += (JSON.parse(row['body'] as string) as { readonly id: string }).id.length;
    last = rows.at(-1)?.['position'] as number;
  }
  connection.close();
  return sum;
};

/** Milliseconds of each part, in order. */
const readAndFold = async (path: string, until: number): Promise<readonly number[]> => {
  const marks = [performance.now()];
  const mark = (): void => void marks.push(performance.now());
  const log = await openSqliteLog(path, 'read');
  const table = await factTable(log);
  await log.close();
  mark();
  const { rows, others } = countingRows(table, (type, data) => dataConversion(type).decode(data) as never);
  mark();
  const run = newRun(scaleOf(others), asked(others));
  advance(run, rows, until);
  mark();
  byComponent(run.kernel.transitions, run.kernel.graph.names.length);
  mark();
  return marks.slice(1).map((at, index) => at - (marks[index] ?? NaN));
};

const PARTS = ['reading into columns', 'what counts, in fold order', 'folding', 'intervals'];

export const logToIntervals = async (path: string, components: number, count: number, rounds: number): Promise<string> => {
  write(path, [...layered(components), ...failures(components, count)]);
  const times: { readonly floor: number; readonly parts: readonly number[] }[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    readAndParse(path);
    times.push({ floor: performance.now() - began, parts: await readAndFold(path, after(count)) });
  }
  const total = ({ parts }: (typeof times)[number]): number => parts.reduce((sum, part) => sum + part, 0);
  const middle = times.toSorted((a, b) => total(a) / a.floor - total(b) / b.floor)[rounds >> 1];
  if (middle === undefined) return '';
  const parts = middle.parts.map((part, index) => `${PARTS[index] ?? ''} ${(part / 1000).toFixed(2)} s`).join(', ');
  return `${count.toLocaleString('en-GB')} facts over ${components.toLocaleString('en-GB')} components, from the log to intervals: ${(total(middle) / 1000).toFixed(2)} s (${parts}); reading and parsing the rows alone ${(middle.floor / 1000).toFixed(2)} s: ${(total(middle) / middle.floor).toFixed(2)} ×`;
};

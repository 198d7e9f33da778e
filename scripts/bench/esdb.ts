// How much a log on a server costs beside the bare client doing the same there: awaited appends of one fact, batches, and catching up. Both
// take turns in one run, now one first and now the other; what counts is the ratio of the medians. Each makes its events from facts as it
// appends them, and reads them back as values; that the log also hashes and checks is its price. `npx tsx --conditions=source scripts/bench/esdb.ts CONNECTION [ROUNDS]`; without a
// connection string against the tests' server in a process of its own, which shows that it works and nothing about a real one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient, streamNameFilter, type EventData } from '@eventstore/db-client';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { eventStoreAddress } from '#log/eventstoredb-address.ts';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import { encodeFact } from '#wire/stored-fact.ts';

const SINGLES = 200;
const BATCHES = 10;
const BATCH = 500;
const AT = 1_479_000_000_000;
const HASH = 'f64f94a42196dd2a7951c21f19bd980d82ca27ac13635eb4fa0f0dce50f0c3ae';

const [connectionGiven = '', rounds = '5'] = process.argv.slice(2);
const given = connectionGiven === '' ? undefined : connectionGiven;
const child =
  given === undefined
    ? spawn(process.execPath, [...process.execArgv, fileURLToPath(new URL('../../test/support/esdb/serve.ts', import.meta.url))])
    : undefined;
const connection =
  given ?? `esdb://127.0.0.1:${String((await once((child as NonNullable<typeof child>).stdout, 'data'))[0]).trim()}?tls=false`;
const run = `bench-${Date.now().toString(36)}`;
const address = eventStoreAddress(`${connection}#${run}`);
if ('refused' in address) throw new Error(address.refused);
const client = EventStoreDBClient.connectionString(connection);
const log = await openEventStoreLog(address, 'write');

const fact = (n: number): Fact => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'OutageBegan',
  v: 1,
  occurredAt: exactly(AT + n),
  source: 'bench',
  data: { component: 'registration-db', level: 'down', cause: 'power lost in the second server room' },
});
const facts = Array.from({ length: BATCHES * BATCH }, (_, n) => fact(n));
const eventOf = (one: Fact): EventData => ({
  id: one.id,
  type: one.type,
  contentType: 'application/octet-stream',
  data: Buffer.from(encodeFact(one)),
  metadata: { hash: HASH, recordedAt: AT },
});

const bareAppends = async (stream: string, count: number, size: number): Promise<void> => {
  for (let n = 0; n < count; n += size) {
    const events = facts.slice(n, n + size).map(eventOf);
    await client.appendToStream(stream, events, { expectedRevision: n === 0 ? 'no_stream' : BigInt(n - 1) });
  }
};

const logAppends = async (stream: string, count: number, size: number): Promise<void> => {
  for (let n = 0; n < count; n += size) await log.append(stream, n === 0 ? 'none' : n - 1, facts.slice(n, n + size), AT);
};

/** As many events as the log has, filtered by the server and parsed. */
const bareCatchUp = async (prefix: string, count: number): Promise<void> => {
  const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: [prefix] }) });
  let come = 0;
  for await (const { event } of subscription) {
    JSON.parse(Buffer.from(event?.data as Uint8Array).toString('utf8'));
    if (++come === count) break;
  }
  await subscription.unsubscribe();
};

const logCatchUp = async (): Promise<number> => {
  let come = 0;
  for await (const _recorded of log.readAll()) come++;
  return come;
};

interface Took {
  readonly seconds: number;
  /** Of the processor, by this process: on a machine with other work it tells more than the clock. */
  readonly busy: number;
}

const took = async (work: () => Promise<unknown>): Promise<Took> => {
  const [before, busyBefore] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(busyBefore);
  return { seconds: (performance.now() - before) / 1000, busy: (user + system) / 1e6 };
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const compare = async (
  what: string,
  count: number,
  bare: (round: number) => Promise<unknown>,
  ours: (round: number) => Promise<unknown>,
): Promise<void> => {
  const times: { readonly bare: Took; readonly ours: Took }[] = [];
  // The first of each is thrown away: it makes the program warm.
  for (let round = -1; round < Number(rounds); round++) {
    const before = round % 2 === 0 ? await took(() => bare(round)) : undefined;
    const oursTook = await took(() => ours(round));
    const both = { bare: before ?? (await took(() => bare(round))), ours: oursTook };
    if (round >= 0) times.push(both);
  }
  const [a, b] = [count / median(times.map((one) => one.bare.seconds)), count / median(times.map((one) => one.ours.seconds))];
  const busy = median(times.map((one) => one.ours.busy)) / median(times.map((one) => one.bare.busy));
  process.stdout.write(
    `${what.padEnd(28)} bare ${a.toFixed(0).padStart(8)}/s  log ${b.toFixed(0).padStart(8)}/s  ${(b / a).toFixed(2)} × the bare client's rate, ${busy.toFixed(2)} × its processor time\n`,
  );
};

process.stdout.write(
  `${given === undefined ? 'the tests’ server, in a process of its own' : 'the server given'}, Node ${process.version}, medians of ${rounds} rounds\n`,
);
await compare(
  'awaited single appends',
  SINGLES,
  (round) => bareAppends(`${run}-one-${round}`, SINGLES, 1),
  (round) => logAppends(`one-${round}`, SINGLES, 1),
);
await compare(
  `batches of ${BATCH}`,
  facts.length,
  (round) => bareAppends(`${run}-many-${round}`, facts.length, BATCH),
  (round) => logAppends(`many-${round}`, facts.length, BATCH),
);
const standing = await logCatchUp();
await compare(`catching up with ${standing}`, standing, () => bareCatchUp(`knockon.${run}.`, standing), logCatchUp);
await log.close();
await client.dispose();
child?.kill();
process.exit();

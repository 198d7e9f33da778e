// What read models cost and give: a log of so many facts over so many components is made once in its real format, its history is made
// from scratch, then asked in this (warm) process for the status of every service at random instants, and given one late fact, a month
// old. Printed: how long the whole took, percentiles of the questions, and what the late fact costs beside the whole, in the same run.
// `npx tsx --conditions=source scripts/bench/models.ts [--facts N] [--components N] [--years N] [--questions N] [--in DIRECTORY]`
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly, type Instant } from '#domain/time/instant.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { createLogFile } from '#log/sqlite-file.ts';
import { sqliteRows } from '#log/sqlite-rows.ts';
import { sealed, textOf } from '#log/text.ts';
import { heldModel, historyWriter } from '#queries/models/history-model.ts';
import { HISTORY } from '#queries/models/made-from.ts';
import { heldHistory } from '#queries/models/status-at.ts';
import { sqlDriver } from '#sqlite/driver.ts';
import { openSqliteStore } from '#store/sqlite.ts';
import { decodeData } from '#wire/data.ts';

const { values } = parseArgs({
  options: {
    facts: { type: 'string', default: '100000' },
    components: { type: 'string', default: '1000' },
    years: { type: 'string', default: '10' },
    questions: { type: 'string', default: '300' },
    in: { type: 'string', default: join(tmpdir(), 'knockon-bench-models') },
  },
});
const [FACTS, COMPONENTS, YEARS, QUESTIONS] = [values.facts, values.components, values.years, values.questions].map(Number) as [
  number,
  number,
  number,
  number,
];
const DAY = 86_400_000;
const BEGIN = Date.UTC(2016, 0, 1);
const SPAN = YEARS * 365 * DAY;
const END = BEGIN + SPAN;

/** A sequence of numbers from 0 to 1 that is the same each time (mulberry32). */
let seed = 20_160_116;
const random = (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
const pick = (count: number): number => Math.floor(random() * count);

/** One in a hundred is a feed, then hosts, machines on hosts, applications on two machines, and one in a hundred is a service on five of them. */
const [FEEDS, HOSTS, MACHINES] = [0.01, 0.28, 0.5].map((share) => Math.ceil(COMPONENTS * share)) as [number, number, number];
const SERVICES = Math.ceil(COMPONENTS * 0.01);
const APPLICATIONS = COMPONENTS - FEEDS - HOSTS - MACHINES - SERVICES;
const definitionOf = (component: number): readonly [string, ComponentDefinition] => {
  let place = component;
  if (place < FEEDS) return [`feed-${place}`, { kind: 'power-circuit' }];
  place -= FEEDS;
  if (place < HOSTS) return [`host-${place}`, { kind: 'physical-host', requires: `feed-${place % FEEDS}` }];
  place -= HOSTS;
  if (place < MACHINES) return [`machine-${place}`, { requires: `host-${place % HOSTS}`, startUp: place % 10 === 0 ? 240_000 : 0 }];
  place -= MACHINES;
  if (place < APPLICATIONS)
    return [`application-${place}`, { requires: { any: [`machine-${pick(MACHINES)}`, `machine-${pick(MACHINES)}`] } }];
  place -= APPLICATIONS;
  const on = Array.from({ length: 5 }, () => `application-${pick(APPLICATIONS)}`);
  return [`service-${place}`, { name: `Service ${place}`, requires: { all: on }, service: { target: 99.5 } }];
};

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Facts in the order in which they were recorded: the model, then faults and, some while after each, its end. */
function* facts(): Generator<readonly [stream: string, fact: Fact]> {
  let made = 0;
  const names: string[] = [];
  for (let component = 0; component < COMPONENTS; component++) {
    const [name, definition] = definitionOf(component);
    names.push(name);
    const data = { component: name, definition };
    yield ['model', { id: id(made++), type: 'ComponentDeclared', v: 1, occurredAt: exactly(BEGIN), reportedAt: BEGIN, data }];
  }
  const step = SPAN / (FACTS - COMPONENTS);
  const open: { readonly at: Instant; readonly name: string; readonly fault: string }[] = [];
  for (let at = BEGIN + step; made < FACTS; at += step) {
    const now = Math.floor(at);
    const due = open[0];
    if (due !== undefined && due.at <= now) {
      open.shift();
      const data = { component: due.name, fault: due.fault };
      yield [`component-${due.name}`, { id: id(made++), type: 'OutageEnded', v: 1, occurredAt: exactly(now), reportedAt: now, data }];
      continue;
    }
    // Feeds and hosts fail a tenth as often as what stands on them.
    const component = random() < 0.1 ? pick(FEEDS + HOSTS) : FEEDS + HOSTS + pick(COMPONENTS - FEEDS - HOSTS);
    const name = names[component] as string;
    const fault = `f${made}`;
    open.push({ at: now + 20 * 60_000, name, fault });
    const data = { component: name, level: made % 5 === 0 ? 'degraded' : 'down', fault, cause: 'a part failed' } as const;
    yield [`component-${name}`, { id: id(made++), type: 'OutageBegan', v: 1, occurredAt: exactly(now), reportedAt: now, data }];
  }
}

/** Writes the rows an append would, many at a time. */
const makeLog = (path: string): void => {
  const driver = sqlDriver();
  createLogFile(path, driver);
  const connection = driver.open(path, 'write');
  connection.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; BEGIN');
  const rows = sqliteRows(connection, path, `sqlite:${path}`);
  const ends = new Map<string, { readonly id: number; readonly revision: number; readonly hash: string }>();
  let made = 0;
  for (const [stream, fact] of facts()) {
    const end = ends.get(stream) ?? { id: rows.begin(stream), revision: -1, hash: '' };
    const revision = end.revision + 1;
    const chained = sealed(stream, revision, [textOf(fact)], fact.reportedAt ?? BEGIN, revision === 0 ? null : end.hash);
    rows.insert(end.id, revision, chained);
    ends.set(stream, { id: end.id, revision, hash: chained[0]?.hash ?? '' });
    if (++made % 100_000 === 0) connection.exec('COMMIT; BEGIN');
  }
  connection.exec('COMMIT');
  connection.close();
};

const seconds = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};
const at = (sorted: readonly number[], share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? NaN).toFixed(1);

mkdirSync(values.in, { recursive: true });
const path = join(values.in, `${FACTS}-${COMPONENTS}-${YEARS}.db`);
if (!existsSync(path)) console.log(`made a log in ${(await seconds(() => makeLog(path))).toFixed(1)} s`);
const models = `${path}-models`;
for (const suffix of ['', '-journal']) rmSync(models + suffix, { force: true });
const [log, store] = [await openSqliteLog(path, 'write'), await openSqliteStore(models, 'write')];
const source = { log, store, decode: decodeData, version: 'bench' };
const { lease } = await store.claim({ model: HISTORY, owner: 'bench', now: 0, length: Number.MAX_SAFE_INTEGER });
const writer = historyWriter(source);
const began = performance.now();
let [taken, folded, said] = [0, 0, began];
const say = (): void => {
  if (performance.now() - said < 30_000) return;
  said = performance.now();
  console.error(
    `… ${taken} facts taken in, ${folded} folded, ${Math.round((said - began) / 1000)} s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
  );
};
const whole = await seconds(() =>
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
const { runtime } = { runtime: `Node ${process.versions.node}, ${sqlDriver().name}` };
console.log(`${runtime}: ${FACTS} facts over ${COMPONENTS} components (${SERVICES} of them services) in ${YEARS} years`);
console.log(
  `history made from scratch      ${whole.toFixed(1)} s (${Math.round(FACTS / whole)} facts/s), ${Math.round(statSync(models).size / 2 ** 20)} MiB beside a log of ${Math.round(statSync(path).size / 2 ** 20)} MiB, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB resident`,
);

const model = await heldModel(source);
if (model === undefined) throw new Error('the history does not hold');
const held = await heldHistory(model, store);
const times: number[] = [];
for (let question = 0; question < QUESTIONS + 20; question++) {
  const instant = BEGIN + Math.floor(random() * SPAN);
  const took = 1000 * (await seconds(() => held.status(instant, false)));
  if (question >= 20) times.push(took);
}
times.sort((a, b) => a - b);
console.log(`status --at any instant        p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, longest ${at(times, 1)} ms`);

const name = definitionOf(FEEDS + HOSTS)[0];
const late: number[] = [];
for (let round = 0; round < 3; round++) {
  const occurred = END - 30 * DAY - round * 1_234_567;
  const data = { component: name, level: 'down', duration: 3_600_000, cause: 'found out late' } as const;
  const fact: Fact = { id: crypto.randomUUID(), type: 'OutageBegan', v: 1, occurredAt: exactly(occurred), data };
  const stream = `component-${name}`;
  const revision = (await log.heads()).find((head) => head.stream === stream)?.revision;
  await log.append(stream, revision ?? 'none', [fact], END);
  late.push(await seconds(() => writer.bring({ lease })));
}
late.sort((a, b) => a - b);
const share = (100 * (late[1] ?? NaN)) / whole;
console.log(`one late fact, a month old     ${late.map((one) => one.toFixed(2)).join(', ')} s: ${share.toFixed(2)} % of the whole`);
await store.close();
await log.close();

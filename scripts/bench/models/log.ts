// The log of the bench of read models, the same each time, in its real format: rows as appends would leave them. One component in a hundred is
// a feed, then hosts on feeds, machines on hosts, applications on two machines, and one in a hundred is a service on five of those. Feeds and
// hosts fail a tenth as often as what stands on them; a fault lasts 20 minutes.
import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly, type Instant } from '#domain/time/instant.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { createLogFile } from '#log/sqlite-file.ts';
import { sqliteRows } from '#log/sqlite-rows.ts';
import { sealed, textOf } from '#log/text.ts';
import { sqlDriver } from '#sqlite/driver.ts';

export const DAY = 86_400_000;
export const BEGIN = Date.UTC(2016, 0, 1);

export interface Size {
  readonly facts: number;
  readonly components: number;
  readonly years: number;
}

/** A sequence of numbers from 0 to 1 that is the same each time (mulberry32). */
export const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

interface Layers {
  readonly feeds: number;
  readonly hosts: number;
  readonly machines: number;
  readonly applications: number;
  readonly services: number;
}

export const layersOf = ({ components }: Size): Layers => {
  const [feeds, hosts, machines, services] = [0.01, 0.28, 0.5, 0.01].map((share) => Math.ceil(components * share)) as [
    number,
    number,
    number,
    number,
  ];
  return { feeds, hosts, machines, services, applications: components - feeds - hosts - machines - services };
};

/** `pick`: a whole number below another. */
const definitionOf = (
  component: number,
  { feeds, hosts, machines, applications }: Layers,
  pick: (count: number) => number,
): readonly [string, ComponentDefinition] => {
  let place = component;
  if (place < feeds) return [`feed-${place}`, { kind: 'power-circuit' }];
  place -= feeds;
  if (place < hosts) return [`host-${place}`, { kind: 'physical-host', requires: `feed-${place % feeds}` }];
  place -= hosts;
  if (place < machines) return [`machine-${place}`, { requires: `host-${place % hosts}`, startUp: place % 10 === 0 ? 240_000 : 0 }];
  place -= machines;
  if (place < applications)
    return [`application-${place}`, { requires: { any: [`machine-${pick(machines)}`, `machine-${pick(machines)}`] } }];
  place -= applications;
  const on = Array.from({ length: 5 }, () => `application-${pick(applications)}`);
  return [`service-${place}`, { name: `Service ${place}`, requires: { all: on }, service: { target: 99.5 } }];
};

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Facts in the order in which they were recorded: the model, then faults and, some while after each, its end. */
function* factsOf(size: Size): Generator<readonly [stream: string, fact: Fact]> {
  const random = dice(20_160_116);
  const pick = (count: number): number => Math.floor(random() * count);
  const { facts, components, years } = size;
  const layers = layersOf(size);
  const rare = layers.feeds + layers.hosts;
  let made = 0;
  const names: string[] = [];
  for (let component = 0; component < components; component++) {
    const [name, definition] = definitionOf(component, layers, pick);
    names.push(name);
    const data = { component: name, definition };
    yield ['model', { id: id(made++), type: 'ComponentDeclared', v: 1, occurredAt: exactly(BEGIN), reportedAt: BEGIN, data }];
  }
  const step = (years * 365 * DAY) / (facts - components);
  const open: { readonly at: Instant; readonly name: string; readonly fault: string }[] = [];
  for (let at = BEGIN + step; made < facts; at += step) {
    const now = Math.floor(at);
    const due = open[0];
    if (due !== undefined && due.at <= now) {
      open.shift();
      const data = { component: due.name, fault: due.fault };
      yield [`component-${due.name}`, { id: id(made++), type: 'OutageEnded', v: 1, occurredAt: exactly(now), reportedAt: now, data }];
      continue;
    }
    const component = random() < 0.1 ? pick(rare) : rare + pick(components - rare);
    const name = names[component] as string;
    const fault = `f${made}`;
    open.push({ at: now + 20 * 60_000, name, fault });
    const data = { component: name, level: made % 5 === 0 ? 'degraded' : 'down', fault, cause: 'a part failed' } as const;
    yield [`component-${name}`, { id: id(made++), type: 'OutageBegan', v: 1, occurredAt: exactly(now), reportedAt: now, data }];
  }
}

/** Makes the log at `path`, many rows a transaction, unless one of this size was made there before; whether it had to. */
export const makeLog = (path: string, size: Size): boolean => {
  if (existsSync(path)) return false;
  const half = `${path}-half`;
  const driver = sqlDriver();
  for (const suffix of ['', '-wal', '-shm']) rmSync(half + suffix, { force: true });
  createLogFile(half, driver);
  const connection = driver.open(half, 'write');
  connection.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; BEGIN');
  const rows = sqliteRows(connection, half, `sqlite:${half}`);
  const ends = new Map<string, { readonly id: number; readonly revision: number; readonly hash: string }>();
  let made = 0;
  for (const [stream, fact] of factsOf(size)) {
    const end = ends.get(stream) ?? { id: rows.begin(stream), revision: -1, hash: '' };
    const revision = end.revision + 1;
    const chained = sealed(stream, revision, [textOf(fact)], fact.reportedAt ?? BEGIN, revision === 0 ? null : end.hash);
    rows.insert(end.id, revision, chained);
    ends.set(stream, { id: end.id, revision, hash: chained[0]?.hash ?? '' });
    if (++made % 100_000 === 0) connection.exec('COMMIT; BEGIN');
  }
  connection.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  connection.close();
  for (const suffix of ['-wal', '-shm']) rmSync(half + suffix, { force: true });
  renameSync(half, path);
  return true;
};

/** Takes out what an earlier run has appended behind the first `count` facts. */
export const cutTo = (path: string, count: number): void => {
  const connection = sqlDriver().open(path, 'write');
  connection.exec(`DELETE FROM facts WHERE position > ${count}`);
  connection.close();
};

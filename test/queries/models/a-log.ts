// Logs for tests of read models: random facts as a log would hold them, and a history brought up to date with it.
import * as assert from 'uvu/assert';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import type { EventLog, ExpectedRevision } from '#log/event-log.ts';
import { memoryLog } from '#log/memory.ts';
import { recordsOf } from '#log/records.ts';
import { statusAt, type Status } from '#projections/status.ts';
import type { Standing, Turns } from '#projections/history/turns.ts';
import { historyOf } from '#queries/history.ts';
import { heldHistory } from '#queries/models/status-at.ts';
import type { ModelStore } from '#store/model-store.ts';
import { memoryStore } from '#store/memory.ts';
import { unpacked, unpackedText, type Columns } from '#store/packed.ts';
import { heldModel, historyWriter, type HistoryWriter } from '#queries/models/history-model.ts';
import { HISTORY, type HistorySource } from '#queries/models/made-from.ts';
import { entriesOf, standingAt, turnsOf, type Grain } from '#queries/models/segments.ts';
import { decodeData } from '#wire/data.ts';

/** Fine, so that a dozen facts make several segments. */
const FINE: Grain = 3;

/** Appends each fact to its stream, in the order given. */
export const appendAll = async (log: EventLog, facts: readonly Recorded[]): Promise<void> => {
  const heads = new Map<string, ExpectedRevision>((await log.heads()).map(({ stream, revision }) => [stream, revision]));
  for (const { stream, fact, recordedAt } of facts) {
    const result = await log.append(stream, heads.get(stream) ?? 'none', [fact], recordedAt);
    if (result.kind !== 'appended') throw new Error(`${stream}: ${result.kind}`);
    heads.set(stream, result.revision);
  }
};

export const logOf = async (facts: readonly Recorded[]): Promise<EventLog> => {
  const log = memoryLog();
  await appendAll(log, facts);
  return log;
};

export const sourceOf = (log: EventLog, store: ModelStore, grain: Grain = FINE, version = '1'): HistorySource => ({
  log,
  store,
  decode: decodeData,
  version,
  grain,
});

/** Brings the history up to date as a process of its own would. */
export const bring = async (
  log: EventLog,
  store: ModelStore,
  writer: HistoryWriter = historyWriter(sourceOf(log, store)),
): Promise<void> => {
  const { lease } = await store.claim({ model: HISTORY, owner: 'test', now: 0, length: 1000 });
  await writer.bring({ lease });
};

export const builtOf = async (log: EventLog): Promise<ModelStore> => {
  const store = memoryStore();
  await bring(log, store);
  return store;
};

const TEXTS = ['meta', 'index', 'marks', 'components', 'memory'];
const COLUMNS = ['keys', 'model', 'amendments', 'consequences', 'uncertain', 'incoming', 'entries', 'standing', 'columns', 'turns'];

/** Every row of the history, unpacked: the same text for the same bytes. */
export const rowsOf = (store: ModelStore): Promise<readonly string[]> =>
  store.reading(HISTORY, (rows) => [
    ...TEXTS.flatMap((part) => rows.within(part).map(({ key, bytes }) => `${part} ${key} ${unpackedText(bytes)}`)),
    ...COLUMNS.flatMap((part) => rows.within(part).map(({ key, bytes }) => `${part} ${key} ${columnText(bytes)}`)),
  ]);

const columnText = (bytes: Uint8Array): string =>
  Object.entries(unpacked<Columns>(bytes))
    .map(([name, column]) => `${name} ${[...column].join(' ')}`)
    .join(', ');

const UNTIL = 60;

const shown = ({ at, rows, approximate, scale }: Status): unknown => ({
  at,
  levels: scale.names,
  approximate: [...approximate].sort((a, b) => a - b),
  rows: rows.map(({ cause, ...row }) => ({
    ...row,
    cause: cause === undefined ? undefined : [cause.component, cause.name, cause.level, cause.began.fact.id],
  })),
});

/** Holds the history to a replay at every instant. */
export const sameAnswers = async (log: EventLog, store: ModelStore): Promise<void> => {
  const model = await heldModel(sourceOf(log, store));
  assert.ok(model !== undefined, 'the model holds');
  const held = await heldHistory(model, store);
  const { facts } = historyOf(await recordsOf(log), decodeData);
  for (let at = -1; at < UNTIL; at++) {
    const found = await held.status(at, true);
    assert.equal(found && shown(found), shown(statusAt(facts, at, true)), `at ${at}`);
  }
};

/** The ledger with names in place of numbers, which follow the order of arrival. */
export const saidBy = async (log: EventLog, store: ModelStore): Promise<unknown> => {
  const model = await heldModel(sourceOf(log, store));
  assert.ok(model !== undefined, 'the model holds');
  const ids = (await recordsOf(log)).map(({ fact }) => fact.id);
  const nameOf = (component: number): string => model.index.components[component] ?? '';
  const faultOf = (fault: number): string => (fault < 0 ? '' : `${ids[Math.floor(fault / 2)] ?? ''} ${String(fault % 2)}`);
  const rowsSaid = ({ at, component, level, since, cause }: Standing & Partial<Turns>): readonly string[] =>
    Array.from(component, (one, row) => [at?.[row], nameOf(one), level[row], since[row], faultOf(cause[row] ?? -1)].join(' '));
  return store.reading(HISTORY, (rows) =>
    rows.keysWithin('entries').map((start) => ({
      start,
      facts: Array.from(entriesOf(rows, start).number, (number) => ids[number] ?? '').sort(byText),
      standing: rowsSaid(standingAt(rows, start)),
      turns: rowsSaid(turnsOf(rows, start)),
    })),
  );
};

/** Segments of some dozen instants. */
export const COARSER: Grain = 12;

/** A lease short enough to be waited for. */
export const LEASE = 400;

/** One that a process keeps even where the machine has much else to do. */
export const LONGER = 2_000;

/** Two components, one requiring the other, and so many faults of the first, some of them recorded late. */
export const manyFaults = (count: number): readonly Recorded[] => {
  const model = ['host', 'shop'].map((component) => ({
    type: 'ComponentDeclared',
    at: 0,
    data: { component, definition: component === 'shop' ? { requires: 'host', startUp: 3, service: {} } : {} },
  }));
  const faults = Array.from({ length: count }, (_, index) => ({
    type: 'OutageBegan',
    at: 1_000 + 10 * (index % 7 === 0 ? index - (index % 49) : index),
    data: { component: 'host', level: 'down', duration: 4 },
  }));
  return [...model, ...faults].map(({ at, type, data }, index) => ({
    fact: { id: `fact-${String(index)}`, v: 1, type, occurredAt: exactly(at), data } as unknown as Fact,
    stream: type === 'OutageBegan' ? 'component-host' : 'model',
    revision: 0,
    position: '',
    recordedAt: 100_000 + index,
  }));
};

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

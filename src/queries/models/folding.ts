// Folds what was taken in into the history, from the earliest instant that it touches: the segment there is taken up from what was remembered
// right before it, its facts are folded with those that came late, and so on to the end, or to where the history is again as it was. Each
// segment is kept in one transaction, with the mark up to where the history holds and what the next begins with; broken off anywhere, folding
// goes on from that mark to the same rows.
import { isA } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { advance, type Run } from '#domain/impact/run.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { BEGINNING, END_OF_TIME, type Instant } from '#domain/time/instant.ts';
import type { CompiledGraph } from '#domain/topology/compiled-graph.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';
import type { Asked } from '#projections/history/asked.ts';
import { firstRun, memoryOf, resumedRun } from '#projections/history/memory.ts';
import { redated, redateStanding, redateTurns, type Redated } from '#projections/history/convergence.ts';
import type { Numbered } from '#projections/history/numbered.ts';
import { ledgerOf, NOTHING, type Ledger, type Turns } from '#projections/history/turns.ts';
import type { ModelRows, WritableRows } from '#store/model-store.ts';
import type { ChangedFacts } from './changed-facts.ts';
import { firstFrom, merged, type Changes, type Entry } from './changes.ts';
import { countingFacts } from './counting-facts.ts';
import {
  beginsSegment,
  entriesOf,
  openingAt,
  putSegment,
  putStanding,
  putTurns,
  segmentAfter,
  segmentBefore,
  standingAt,
  turnsOf,
  type Entries,
  type Grain,
  type Opening,
} from './segments.ts';
import type { TakenIndex } from './taken.ts';

export interface Folding {
  readonly index: TakenIndex;
  readonly changed: ChangedFacts;
  readonly scale: Scale;
  readonly asked: Asked;
  readonly grain: Grain;
  readonly read: <T>(work: (rows: ModelRows) => T) => Promise<T>;
  /** Keeps a segment; `until`: the history holds up to there (not included), END_OF_TIME for all of it. */
  readonly write: (until: Instant, work: (rows: WritableRows) => void) => Promise<void>;
  readonly progress: (folded: number) => void;
  readonly warm: Warm;
}

/** What is kept between foldings, so that a late fact does not pay for the model. */
export interface Warm {
  /** Definitions by the number of the fact that made them. */
  readonly definitions: Map<number, ComponentDefinition>;
  /** The graph of the last run, which is let go. */
  graph: CompiledGraph | undefined;
}

/** `from`: the earliest instant touched. */
export const fold = async (folding: Folding, changes: Changes, from: Instant): Promise<void> => {
  const { grain, read, write, warm } = folding;
  let start = (await read((rows) => segmentBefore(rows, from))) ?? BEGINNING;
  let opening = await read((rows) => openingAt(rows, start));
  let entries: Entry[] = [];
  let going: Going | undefined;

  /** Keeps a segment; whether the history from there on is as it was. */
  const close = async (end: Instant, changesToCome: boolean): Promise<boolean> => {
    const numbers = entries.map(({ number }) => number);
    going ??= opening === undefined ? fromTheBeginning(folding) : await resumedAt(folding, start, opening);
    // One that breaks off leaves a graph that nobody may take over.
    warm.graph = undefined;
    const { turns, next } = await foldedSegment(folding, going, numbers, end);
    warm.graph = going.run.kernel.graph;
    if (going.run.kernel.recorded.length > MOST_FAULTS) going = undefined;
    const columns: Entries = { at: Float64Array.from(entries, ({ at }) => at), number: Int32Array.from(numbers) };
    const begin = start;
    const before = next === undefined || changesToCome ? undefined : await read((rows) => openingAt(rows, end));
    const dates = before === undefined || next === undefined ? undefined : redated(before, next);
    const carried = dates === undefined ? undefined : await carriedOn(folding, end, dates);
    await write(carried === undefined ? end : END_OF_TIME, (rows) => {
      putSegment(rows, begin, columns, turns, end, next);
      for (const put of carried ?? []) put(rows);
    });
    folding.progress(numbers.length);
    [start, opening, entries] = [end, next, []];
    return carried !== undefined;
  };

  let next = firstFrom(changes, start);
  for (let segment: Instant | undefined = start; segment !== undefined;) {
    const [standing, following]: readonly [Entries | undefined, Instant | undefined] = await read(rowsAt(segment));
    const first = next;
    next = following === undefined ? changes.at.length : firstFrom(changes, following);
    for (const entry of merged(standing, changes, first, next)) {
      if (beginsSegment(entry.at, grain) && entry.at !== entries.at(-1)?.at && entry.at !== start) {
        // A segment that begins where one did before may find the rest of the history as it was.
        if (await close(entry.at, changes.at.length > firstFrom(changes, entry.at))) return;
      }
      entries.push(entry);
    }
    segment = following;
  }
  await close(END_OF_TIME, false);
};

/** A run keeps every fault it has met: with so many it is let go, and another goes on from what was kept. */
const MOST_FAULTS = 100_000;

/** More segments are folded rather than kept in one transaction. */
const MOST_CARRIED = 64;

/**
 * Carries dates on through segments that are otherwise as they were: what is to be put, all in the transaction that says that the history
 * holds, since a history half redated would look as if it had been met. Undefined: they go on for too long.
 */
const carriedOn = async (
  { read }: Folding,
  from: Instant,
  dates: Redated,
): Promise<readonly ((rows: WritableRows) => void)[] | undefined> => {
  const puts: ((rows: WritableRows) => void)[] = [];
  for (let start: Instant | undefined = from; start !== undefined && dates.size > 0;) {
    if (puts.length > MOST_CARRIED) return undefined;
    const begin: Instant = start;
    const turns = await read((rows) => turnsOf(rows, begin));
    if (redateTurns(turns, dates)) puts.push((rows) => putTurns(rows, begin, turns));
    const following: Instant | undefined = await read((rows) => segmentAfter(rows, begin));
    const standing = following === undefined ? undefined : await read((rows) => standingAt(rows, following));
    if (following !== undefined && standing !== undefined && redateStanding(standing, dates))
      puts.push((rows) => putStanding(rows, following, standing));
    start = following;
  }
  return puts;
};

const rowsAt =
  (segment: Instant) =>
  (rows: ModelRows): readonly [Entries | undefined, Instant | undefined] => [
    rows.get('entries', segment) === undefined ? undefined : entriesOf(rows, segment),
    segmentAfter(rows, segment),
  ];

/** A run between two segments. */
interface Going {
  readonly run: Run;
  readonly ledger: Ledger;
  /** By component, the number of the fact that defines it. */
  readonly definedBy: Map<ComponentId, number>;
}

/** The run that goes on from what was kept at the begin of a segment. */
const resumedAt = async ({ index, scale, asked, warm, changed }: Folding, start: Instant, opening: Opening): Promise<Going> => {
  const { memory, standing } = opening;
  const components = Array.from(standing.component, (component) => index.components[component] as string);
  const { definitions } = warm;
  const needed = new Set(memory.rest.faults.map(({ number }) => number));
  for (const definition of memory.definition) if (!definitions.has(definition)) needed.add(definition);
  const known = new Map((await countingFacts(index, changed, [...needed])).map((one) => [one.number, one]));
  const definitionOf = (number: number): ComponentDefinition => {
    const definition = definitions.get(number) ?? definitionIn(known.get(number));
    definitions.set(number, definition);
    return definition;
  };
  const { graph } = warm;
  warm.graph = undefined;
  const run = resumedRun(memory, standing, start, components, { scale, asked, definitionOf, factOf: (number) => known.get(number), graph });
  const definedBy = new Map(components.map((id, row) => [id, memory.definition[row] as number]));
  return { run, ledger: ledgerOf(run, standing, index.componentOf), definedBy };
};

const fromTheBeginning = ({ scale, asked, index }: Folding): Going => {
  const run = firstRun({ scale, asked });
  return { run, ledger: ledgerOf(run, NOTHING, index.componentOf), definedBy: new Map() };
};

/** The turns of a segment, and what stands and is remembered at its end. */
const foldedSegment = async (
  { index, changed, asked, warm }: Folding,
  { run, ledger, definedBy }: Going,
  numbers: readonly number[],
  end: Instant,
): Promise<{ readonly turns: Turns; readonly next: Opening | undefined }> => {
  const facts = inFoldOrder(await countingFacts(index, changed, numbers)) as readonly Numbered[];
  advance(run, facts, end, { during: ledger.during });
  for (const one of facts) {
    if (!isA(one, 'ComponentDeclared', 'ComponentRevised')) continue;
    definedBy.set(one.fact.data.component, one.number);
    warm.definitions.set(one.number, one.fact.data.definition);
  }
  const turns = ledger.takeTurns();
  if (end === END_OF_TIME) return { turns, next: undefined };
  return { turns, next: { standing: ledger.standing(), memory: memoryOf(run, asked, (id) => definedBy.get(id) as number) } };
};

const definitionIn = (one: Numbered | undefined): ComponentDefinition => {
  if (one === undefined || !isA(one, 'ComponentDeclared', 'ComponentRevised'))
    throw new Error('the fact that defines a component was not loaded');
  return one.fact.data.definition;
};

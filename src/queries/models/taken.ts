// The index of a log by position: which facts have been taken in and count (S5.4), and what later steps ask for by number. It follows the log
// fact by fact, `(index, fact) → index`, and goes on from any position; a log that it cannot follow is one that no command writes.
// O(1) a fact, but for an import's completion (its facts) and an id met before (that fact).
import { isA, isOfCondition, type Recorded } from '#domain/facts/fact.ts';
import { isOfTheModel } from '#domain/facts/fold-order.ts';
import { isUncertain } from '#domain/time/instant.ts';
import { importDigest } from '#log/completed.ts';
import type { AnyRecorded, EventLog } from '#log/event-log.ts';
import type { ModelRows, WritableRows } from '#store/model-store.ts';
import { packedText, unpackedText } from '#store/packed.ts';
import { factTable, keyOfId } from './fact-table.ts';
import { keptNumbers, keptTexts, type KeptList } from './lists.ts';
import { MARK_EVERY, numberedFacts, type NumberedFacts } from './numbered-facts.ts';

/** Facts that stand together: from a number on, so many. */
type Ranges = [first: number, count: number][];

interface PendingImport {
  readonly facts: Ranges;
  readonly said: { readonly count: number; readonly digest: string }[];
}

interface IndexText {
  readonly count: number;
  readonly last: string | undefined;
  readonly pending: { readonly [importId: string]: PendingImport };
  readonly completed: { readonly [importId: string]: Ranges };
  readonly unfollowable: string | undefined;
}

export interface TakenIndex {
  readonly facts: NumberedFacts;
  /** Facts taken in, and the position of the last. */
  count(): number;
  last(): string | undefined;
  /** Numbers of components, in the order in which they were first met. */
  readonly componentOf: (id: string) => number;
  readonly components: readonly string[];
  /** Whether a component was among the first `of` that were met. */
  readonly knows: (id: string, of: number) => boolean;
  /** Numbers of facts that count, by what later steps ask of them. */
  readonly ofTheModel: readonly number[];
  readonly amendments: readonly number[];
  readonly consequences: readonly number[];
  readonly uncertain: readonly number[];
  readonly factsOfImport: (importId: string) => readonly number[];
  readonly factCalled: (id: string) => Promise<number | undefined>;
  /** Whether levels can follow from a fact, so that it is folded. */
  readonly folds: (recorded: Recorded) => boolean;
  /** Why the index cannot follow this log; the answer is then a replay. */
  readonly unfollowable: () => string | undefined;
  /** Takes in a fact; answers those that count from now on and that levels may follow from. */
  take(recorded: AnyRecorded): Promise<readonly (Recorded & { readonly number: number })[]>;
  save(rows: WritableRows): void;
}

/** `purpose`: to take facts in, or only to read, for which the keys of facts are loaded only where amendments name some. */
export const takenIndex = (rows: ModelRows, log: EventLog, purpose: 'taking' | 'reading' = 'taking'): TakenIndex => {
  const kept = rows.get('index', 0);
  const text: IndexText =
    kept === undefined
      ? { count: 0, last: undefined, pending: {}, completed: {}, unfollowable: undefined }
      : (JSON.parse(unpackedText(kept)) as IndexText);
  let { count, last, unfollowable } = text;
  const pending = new Map(Object.entries(text.pending));
  const completed = new Map(Object.entries(text.completed));
  const marks = keptTexts('marks', rows);
  const components = keptTexts('components', rows);
  const lists = {
    ofTheModel: keptNumbers('model', rows),
    amendments: keptNumbers('amendments', rows),
    consequences: keptNumbers('consequences', rows),
    uncertain: keptNumbers('uncertain', rows),
  };
  const hasKeys = purpose === 'taking' || lists.amendments.values.length > 0;
  const keys = hasKeys ? keptNumbers('keys', rows) : undefined;
  const componentNumbers = new Map(components.values.map((id, number) => [id, number]));
  const facts = numberedFacts(log, marks.values);
  let known: ReturnType<typeof factTable> | undefined;

  const keysTaken = (): KeptList<number> => {
    if (keys === undefined) throw new Error('the keys of facts were not loaded');
    return keys;
  };

  /** Built when it is first asked for: most readers never do. */
  const table = (): ReturnType<typeof factTable> => {
    if (known === undefined) {
      known = factTable();
      for (const [number, key] of keysTaken().values.entries()) if (key !== 0) known.add(key, number);
    }
    return known;
  };

  const factCalled = async (id: string): Promise<number | undefined> => {
    const found = table().find(keyOfId(id));
    if (found.length === 0) return undefined;
    const read = await facts.read(found);
    return found.find((number) => read.get(number)?.fact.id === id);
  };

  type Counting = Recorded & { readonly number: number };

  /** A fact counts from now on, unless one of its id does already. */
  const show = async (one: AnyRecorded & { readonly number: number }, shown: Counting[]): Promise<void> => {
    if ('raw' in one.fact) return;
    const counting = one as Counting;
    const { fact, number } = counting;
    const key = keyOfId(fact.id);
    if (table().find(key).length > 0) {
      const other = await factCalled(fact.id);
      if (other !== undefined && other < number) return;
      if (other !== undefined)
        unfollowable ??= `fact ${fact.id} counts by an import that was completed after the fact had been recorded again`;
    }
    table().add(key, number);
    keysTaken().set(number, key);
    if (isOfTheModel(fact.type)) lists.ofTheModel.push(number);
    if (isA(counting, 'Corrected', 'Retracted')) lists.amendments.push(number);
    if (isA(counting, 'OutageBegan') && counting.fact.data.consequenceOf !== undefined) lists.consequences.push(number);
    if ((isOfCondition(counting) || isA(counting, 'StatusObserved')) && isUncertain(counting.fact.occurredAt)) lists.uncertain.push(number);
    if (isA(counting, 'ComponentDeclared', 'ComponentRevised')) numberFor(counting.fact.data.component);
    if (changesLevels(counting)) shown.push(counting);
  };

  const numberFor = (id: string): void => {
    if (componentNumbers.has(id)) return;
    componentNumbers.set(id, components.values.length);
    components.push(id);
  };

  /** The facts of an import count once a completion tells of them all. */
  const settle = async (importId: string, shown: Counting[]): Promise<void> => {
    const waiting = pending.get(importId);
    if (waiting === undefined || waiting.said.length === 0) return;
    const read = await facts.read(numbersIn(waiting.facts));
    const ids = new Set([...read.values()].map(({ fact }) => fact.id));
    if (!waiting.said.some((said) => said.count === ids.size)) return;
    const digest = importDigest(ids);
    if (!waiting.said.some((said) => said.count === ids.size && said.digest === digest)) return;
    pending.delete(importId);
    completed.set(importId, waiting.facts);
    for (const number of numbersIn(waiting.facts)) {
      const one = read.get(number);
      if (one !== undefined) await show(one, shown);
    }
  };

  const waitingFor = (importId: string): PendingImport => {
    const waiting = pending.get(importId) ?? { facts: [], said: [] };
    pending.set(importId, waiting);
    return waiting;
  };

  return {
    facts,
    count: () => count,
    last: () => last,
    components: components.values,
    componentOf: (id) => {
      const number = componentNumbers.get(id);
      if (number === undefined) throw new Error(`the component ${id} has no number`);
      return number;
    },
    knows: (id, of) => (componentNumbers.get(id) ?? of) < of,
    ofTheModel: lists.ofTheModel.values,
    amendments: lists.amendments.values,
    consequences: lists.consequences.values,
    uncertain: lists.uncertain.values,
    factsOfImport: (importId) => numbersIn(completed.get(importId) ?? []),
    factCalled,
    folds: changesLevels,
    unfollowable: () => unfollowable,
    async take(recorded) {
      const one = { ...recorded, number: count++ };
      last = recorded.position;
      if (count % MARK_EVERY === 0) marks.push(recorded.position);
      keysTaken().set(one.number, 0);
      const shown: Counting[] = [];
      const { fact } = one;
      if (!('raw' in fact) && fact.type === 'ImportCompleted') {
        await show(one, shown);
        const { import: importId, count: said, digest } = fact.data;
        if (!completed.has(importId)) {
          waitingFor(importId).said.push({ count: said, digest });
          await settle(importId, shown);
        }
      } else if (fact.import === undefined) {
        await show(one, shown);
      } else if (completed.has(fact.import)) {
        if ((await factCalled(fact.id)) === undefined) unfollowable ??= `import ${fact.import} went on after it had been completed`;
      } else {
        grow(waitingFor(fact.import).facts, one.number);
        await settle(fact.import, shown);
      }
      return shown;
    },
    save(writable) {
      const index: IndexText = {
        count,
        last,
        pending: Object.fromEntries(pending),
        completed: Object.fromEntries(completed),
        unfollowable,
      };
      writable.put('index', 0, packedText(JSON.stringify(index)));
      for (const list of [marks, components, keysTaken(), ...Object.values(lists)]) list.save(writable);
    },
  };
};

/** How many facts an index holds. */
export const factsTaken = (rows: ModelRows): number => {
  const kept = rows.get('index', 0);
  return kept === undefined ? 0 : (JSON.parse(unpackedText(kept)) as IndexText).count;
};

const changesLevels = (recorded: Recorded): boolean =>
  isOfTheModel(recorded.fact.type) || isOfCondition(recorded) || isA(recorded, 'StatusObserved', 'ObservationReleased');

const grow = (ranges: Ranges, number: number): void => {
  const lastRange = ranges.at(-1);
  if (lastRange !== undefined && lastRange[0] + lastRange[1] === number) lastRange[1]++;
  else ranges.push([number, 1]);
};

const numbersIn = (ranges: Ranges): readonly number[] =>
  ranges.flatMap(([first, length]) => Array.from({ length }, (_, index) => first + index));

// Facts for tests of the log, which cares for nothing in them but their ids.
import type { Fact, UnrecognisedFact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import type { AnyRecorded } from '#log/event-log.ts';

export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A note with the `n`th id. */
export const note = (n: number, text = `note ${n}`, importId?: string): Fact => ({
  id: idOf(n),
  type: 'NoteAdded',
  v: 1,
  occurredAt: exactly(1_452_972_600_000),
  ...(importId === undefined ? {} : { import: importId }),
  data: { about: { component: 'a' }, text },
});

/** Notes with the ids `first`, `first + 1`, … */
export const notes = (first: number, count: number): Fact[] => Array.from({ length: count }, (_, index) => note(first + index));

/** A fact of a type that this version doesn't know. */
export const fromTheFuture = (n: number): UnrecognisedFact => ({
  id: idOf(n),
  type: 'TideTurned',
  v: 7,
  raw: `{"data":{"height":"½ m"},"id":"${idOf(n)}","type":"TideTurned","v":7}`,
});

export const collected = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
};

export const ids = (records: readonly AnyRecorded[]): string[] => records.map((record) => record.fact.id);

/** What a promise was refused with; throws if it was not. */
export const refusal = async (promise: Promise<unknown>): Promise<Error> => {
  let answer: unknown;
  try {
    answer = await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error(`not refused, but answered ${JSON.stringify(answer)}`);
};

// What a log holds, counted: facts by type, streams, imports, and the time they tell of (log info). O(facts).
import { reportedAt, type Recorded } from '#domain/facts/fact.ts';
import { foldedAt } from '#domain/facts/fold-order.ts';
import { tellsWhatHappened } from './extent.ts';
import { BEGINNING, type Instant } from '#domain/time/instant.ts';

export interface LogContents {
  readonly url: string;
  /** One hash for the whole log as it stands, whatever was known when. */
  readonly root: string;
  /** Facts in the log, those that do not count yet included. */
  readonly records: number;
  readonly streams: number;
  readonly types: ReadonlyMap<string, number>;
  readonly imports: number;
  readonly pendingImports: number;
  readonly unrecognised: number;
  /** Earliest and latest instant that facts other than the model tell of, when they were reported and recorded. */
  readonly occurred: Range | undefined;
  readonly reported: Range | undefined;
  readonly recorded: Range | undefined;
}

export interface Range {
  readonly first: Instant;
  readonly last: Instant;
}

interface Loaded {
  readonly url: string;
  readonly root: string;
  readonly records: number;
  readonly facts: readonly Recorded[];
  readonly unrecognised: readonly unknown[];
  readonly pending: ReadonlyMap<string, unknown>;
}

export const logContents = ({ url, root, records, facts, unrecognised, pending }: Loaded): LogContents => {
  const types = new Map<string, number>();
  for (const { fact } of facts) types.set(fact.type, (types.get(fact.type) ?? 0) + 1);
  return {
    url,
    root,
    records,
    streams: new Set(facts.map(({ stream }) => stream)).size,
    types: new Map([...types].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    imports: types.get('ImportCompleted') ?? 0,
    pendingImports: pending.size,
    unrecognised: unrecognised.length,
    occurred: rangeOf(facts.filter(tellsWhatHappened).map(foldedAt)),
    reported: rangeOf(facts.map(reportedAt)),
    recorded: rangeOf(facts.map(({ recordedAt }) => recordedAt)),
  };
};

const rangeOf = (instants: readonly Instant[]): Range | undefined => {
  const dated = instants.filter((at) => at !== BEGINNING);
  if (dated.length === 0) return undefined;
  return { first: dated.reduce((a, b) => Math.min(a, b)), last: dated.reduce((a, b) => Math.max(a, b)) };
};

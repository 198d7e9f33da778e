// Imports are whole or absent: facts stamped with an import count only once an `ImportCompleted` tells the same number of facts with
// the same digest. So an import over many streams that was killed half-way is never seen, on any adapter, and running it again
// completes it. O(n log n) in the facts of imports.
import { createHash } from 'node:crypto';
import { pushTo } from '#domain/grouped.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { AnyRecorded } from './event-log.ts';

/** An `ImportCompleted` that doesn't fit the facts found; it completes nothing. */
export interface ImportMismatch {
  readonly import: string;
  readonly said: { readonly count: number; readonly digest: string };
  readonly found: { readonly count: number; readonly digest: string };
}

export interface SplitByImport {
  /** What readers go by, in the order given. */
  readonly visible: readonly AnyRecorded[];
  /** Facts of imports that are not complete, by import. */
  readonly pending: ReadonlyMap<string, readonly AnyRecorded[]>;
  readonly mismatches: readonly ImportMismatch[];
}

/** SHA-256, in hex, of the ids in order of code units, one a line. The order given doesn't matter. */
export const importDigest = (ids: Iterable<FactId>): string =>
  createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');

/** Splits all facts of a log. An import is complete if any completion of it fits; completions themselves are always visible. */
export const splitByImport = (records: readonly AnyRecorded[]): SplitByImport => {
  const pending = new Map<string, AnyRecorded[]>();
  const completions = new Map<string, ImportMismatch['said'][]>();
  for (const record of records) {
    const completion = completionIn(record);
    if (completion !== undefined) pushTo(completions, completion.import, completion.said);
    else if (record.fact.import !== undefined) pushTo(pending, record.fact.import, record);
  }

  const mismatches: ImportMismatch[] = [];
  for (const [importId, saids] of completions) {
    const ids = new Set(pending.get(importId)?.map((record) => record.fact.id));
    const found = { count: ids.size, digest: importDigest(ids) };
    if (saids.some((said) => said.count === found.count && said.digest === found.digest)) pending.delete(importId);
    else mismatches.push(...saids.map((said) => ({ import: importId, said, found })));
  }
  const isVisible = (record: AnyRecorded): boolean =>
    record.fact.import === undefined || !pending.has(record.fact.import) || completionIn(record) !== undefined;
  return { visible: pending.size === 0 ? records : records.filter(isVisible), pending, mismatches };
};

/** The imports that a completion fits, given the ids of each one's facts. */
export const completedImports = (
  stamped: ReadonlyMap<string, readonly FactId[]>,
  completions: readonly Completion[],
): ReadonlySet<string> => {
  const complete = new Set<string>();
  for (const { import: importId, said } of completions) {
    const ids = new Set(stamped.get(importId));
    if (!complete.has(importId) && said.count === ids.size && said.digest === importDigest(ids)) complete.add(importId);
  }
  return complete;
};

/** What an `ImportCompleted` tells. */
export interface Completion {
  readonly import: string;
  readonly said: ImportMismatch['said'];
}

export const completionIn = ({ fact }: AnyRecorded): Completion | undefined => {
  if ('raw' in fact || fact.type !== 'ImportCompleted') return undefined;
  return { import: fact.data.import, said: { count: fact.data.count, digest: fact.data.digest } };
};

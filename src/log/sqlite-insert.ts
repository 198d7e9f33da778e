// Inserts facts many to a statement: a call into the driver costs more than the row it inserts. O(facts).
import type { SqlConnection, SqlStatement, SqlValue } from '#sqlite/driver.ts';
import { LogError } from './event-log.ts';
import type { Sealed } from './text.ts';

const SIZES = [50, 10, 1];

/** Inserts the facts of a stream, the first at `revision`; answers the last one's place in the log. One fact is one statement. */
export type Insert = (stream: number, revision: number, facts: readonly Sealed[]) => number;

export const inserter = (connection: SqlConnection): Insert => {
  const prepared = new Map<number, SqlStatement>();
  const statementFor = (size: number): SqlStatement => {
    const known = prepared.get(size);
    if (known !== undefined) return known;
    const rows = Array.from({ length: size }, (_, row) => `(?1, ?2 + ${row}, ?${3 * row + 3}, ?${3 * row + 4}, ?${3 * row + 5})`);
    const statement = connection.prepare(`INSERT INTO facts (stream, revision, recorded_at, hash, body) VALUES ${rows.join(', ')}`);
    prepared.set(size, statement);
    return statement;
  };
  return (stream, revision, facts) => {
    let place = 0;
    for (let done = 0; done < facts.length;) {
      const size = SIZES.find((one) => one <= facts.length - done) ?? 1;
      const values: SqlValue[] = [stream, revision + done];
      for (let row = done; row < done + size; row++) {
        const { recordedAt, hash, text } = facts[row] as Sealed;
        values.push(recordedAt, hash, text);
      }
      const inserted = statementFor(size).insert(...values);
      if (inserted.rows !== size)
        throw new LogError(
          'damaged',
          'The log did not take what was to be recorded: something in its file interferes. Restore it from a copy.',
        );
      place = inserted.id;
      done += size;
    }
    return place;
  };
};

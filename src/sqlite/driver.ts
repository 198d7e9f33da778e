// The few things we ask of an SQLite binding, and the two bindings that give them: the runtime's own (Node from 22.13), else
// libsql. Both are synchronous and read the same file. Statements are read with `all` only: libsql's `get` adds a key to the row.
// libsql has no read-only option and creates what is missing; a `file:` URI with a mode stops both.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export type SqlValue = string | number | null | Uint8Array;
export type SqlRow = { readonly [column: string]: unknown };

export interface SqlStatement {
  all(...parameters: SqlValue[]): readonly SqlRow[];
  /** Runs an insert; the last row's id, and how many rows were inserted. */
  insert(...parameters: SqlValue[]): { readonly id: number; readonly rows: number };
  /** Runs a statement that gives no rows; how many rows it changed. */
  run(...parameters: SqlValue[]): number;
}

export interface SqlConnection {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  close(): void;
}

/** `create` makes the file when it is missing; `read` and `write` never do. */
export type SqlMode = 'read' | 'write' | 'create';

export interface SqlDriver {
  readonly name: string;
  open(path: string, mode: SqlMode): SqlConnection;
  /** SQLite's extended result code of an error this driver threw; undefined for any other error. */
  codeOf(error: unknown): number | undefined;
}

/** The runtime's own binding where it has one, else libsql. */
export const sqlDriver = (): SqlDriver => {
  const builtIn = nodeSqlite();
  return builtIn === undefined ? libsqlDriver() : builtInDriver(builtIn);
};

interface RunResult {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}
interface BoundStatement {
  all(...parameters: SqlValue[]): unknown[];
  run(...parameters: SqlValue[]): RunResult;
}
interface BoundDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): BoundStatement;
  close(): unknown;
}
interface NodeSqlite {
  readonly DatabaseSync: new (path: string, options: { readonly readOnly: boolean; readonly timeout: number }) => BoundDatabase;
}

const URI_MODE = { read: 'ro', write: 'rw', create: 'rwc' } as const;

const libsqlDriver = (): SqlDriver => {
  const require = createRequire(import.meta.url);
  const Database = require('libsql') as new (path: string, options: { readonly timeout: number }) => BoundDatabase;
  return {
    name: 'libsql',
    open: (path, mode) => connection(new Database(`${pathToFileURL(path).href}?mode=${URI_MODE[mode]}`, { timeout: 0 })),
    codeOf: (error) => {
      if (!(error instanceof Error)) return undefined;
      const { rawCode } = error as { readonly rawCode?: unknown };
      if (typeof rawCode === 'number') return rawCode;
      const refusedToOpen = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(error.message);
      return refusedToOpen?.[1] === undefined ? undefined : Number(refusedToOpen[1]);
    },
  };
};

const builtInDriver = ({ DatabaseSync }: NodeSqlite): SqlDriver => ({
  name: 'node:sqlite',
  open: (path, mode) => connection(new DatabaseSync(path, { readOnly: mode === 'read', timeout: 0 })),
  codeOf: (error) => {
    const { errcode } = (error ?? {}) as { readonly errcode?: unknown };
    return typeof errcode === 'number' ? errcode : undefined;
  },
});

const connection = (database: BoundDatabase): SqlConnection => ({
  exec: (sql) => void database.exec(sql),
  prepare: (sql) => {
    const statement = database.prepare(sql);
    return {
      all: (...parameters) => statement.all(...parameters) as readonly SqlRow[],
      insert: (...parameters) => {
        const { lastInsertRowid, changes } = statement.run(...parameters);
        return { id: Number(lastInsertRowid), rows: Number(changes) };
      },
      run: (...parameters) => Number(statement.run(...parameters).changes),
    };
  },
  close: () => void database.close(),
});

/** From 22.13 on the module needs no flag; before that the runtime hides it. Loading it warns, of what a user can do nothing about. */
const nodeSqlite = (): NodeSqlite | undefined => {
  const own = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  process.emitWarning = () => undefined;
  try {
    return (process.getBuiltinModule as (name: string) => unknown)('node:sqlite') as NodeSqlite | undefined;
  } finally {
    if (own !== undefined) Object.defineProperty(process, 'emitWarning', own);
  }
};

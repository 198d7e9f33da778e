// A log's address as people write it → the log. Which adapters there are is decided here alone.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { LogError, type EventLog } from './event-log.ts';
import { eventStoreAddress } from './eventstoredb-address.ts';
import { madeOnAppend } from './made-on-append.ts';
import { memoryLog } from './memory.ts';
import { openSqliteLog } from './sqlite.ts';

const EXAMPLE = 'sqlite:knockon.db';

/**
 * Opens `sqlite:PATH`, `memory:` (a new empty log each time) or `esdb://…#NAME`. An address that names no log is refused as a value
 * (exit 2); a log that can't be used throws {@link LogError} (exit 3). `read` never begins one, `write` begins it with the first append.
 */
export const openLog = async (url: string, mode: 'read' | 'write'): Promise<EventLog | { readonly refused: string }> => {
  const [, scheme = '', rest = ''] = /^([a-z+]+):(.*)$/s.exec(url) ?? [];
  switch (scheme) {
    case 'sqlite':
      return rest === '' ? { refused: `--log ${url} names no file; expected sqlite:PATH, such as ${EXAMPLE}` } : openSqlite(rest, mode);
    case 'memory':
      return rest === '' ? memoryLog() : { refused: `--log ${url}: a log in memory has no name; expected memory:` };
    case 'esdb':
    case 'esdb+discover':
      return openEventStore(url, mode);
    default: {
      const looksLikeFile = scheme === '' && url !== '' && !url.includes(':');
      const meant = looksLikeFile ? `; did you mean sqlite:${url}?` : '';
      return { refused: `--log ${url} is no address of a log; expected sqlite:PATH, memory: or esdb://HOST:PORT?tls=false#NAME${meant}` };
    }
  }
};

const openSqlite = async (file: string, mode: 'read' | 'write'): Promise<EventLog> => {
  if (mode === 'read') return openSqliteLog(file, 'read');
  try {
    await (await openSqliteLog(file, 'read')).close();
  } catch (error) {
    const makeable = error instanceof LogError && error.kind === 'missing' && existsSync(dirname(file));
    if (makeable) return madeOnAppend(`sqlite:${file}`, () => openSqliteLog(file, 'write'));
    throw error;
  }
  return openSqliteLog(file, 'write');
};

/** The client is loaded only where it is needed: it takes longer than most commands. */
const openEventStore = async (url: string, mode: 'read' | 'write'): Promise<EventLog | { readonly refused: string }> => {
  const address = eventStoreAddress(url);
  if ('refused' in address) return address;
  const { openEventStoreLog } = await import('./eventstoredb.ts');
  return openEventStoreLog(address, mode);
};

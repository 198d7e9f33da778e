// Logs on EventStoreDB for tests: on a real server where KNOCKON_TEST_ESDB holds a connection string, on one in a process of its own where not.
// Each is a log of its own with a name that no other run has; nothing is ever deleted but what a test has made itself.
import { eventStoreAddress, type EventStoreAddress } from '#log/eventstoredb-address.ts';
import { serverApart } from '../support/esdb/apart.ts';

const RUN = `test-${Date.now().toString(36)}-${process.pid}`;
let made = 0;

/** A name that no other log has. */
export const newLogName = (): string => `${RUN}-${++made}`;

const REAL: string | undefined = process.env['KNOCKON_TEST_ESDB']?.replace(/#.*$/, '');

/** Where the server is: the connection string of the real one, or a new one of these tests. */
export const someServer = async (): Promise<{ readonly connection: string; readonly stop: () => Promise<void> }> => {
  if (REAL !== undefined) return { connection: REAL, stop: async () => undefined };
  const server = await serverApart();
  return { connection: `esdb://127.0.0.1:${server.port}?tls=false`, stop: () => server.end() };
};

export const addressOf = (url: string): EventStoreAddress => {
  const address = eventStoreAddress(url);
  if ('refused' in address) throw new Error(address.refused);
  return address;
};

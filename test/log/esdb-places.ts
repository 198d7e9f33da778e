// Logs on EventStoreDB for tests: on a real server where KNOCKON_TEST_ESDB holds a connection string, on one in this process where not.
// Each is a log of its own with a name that no other run has; nothing is ever deleted but what a test has made itself.
import { eventStoreAddress, type EventStoreAddress } from '#log/eventstoredb-address.ts';
import { TestServer, type ServerOptions } from '../support/esdb/server.ts';

const RUN = `test-${Date.now().toString(36)}-${process.pid}`;
let made = 0;

/** A name that no other log has. */
export const newLogName = (): string => `${RUN}-${++made}`;

const REAL: string | undefined = process.env['KNOCKON_TEST_ESDB']?.replace(/#.*$/, '');

/** Where the server is: the connection string of the real one, or a new one in this process. */
export const someServer = async (options?: ServerOptions): Promise<{ readonly connection: string; readonly stop: () => void }> => {
  if (REAL !== undefined) return { connection: REAL, stop: () => undefined };
  const server = await new TestServer(options).start();
  return { connection: `esdb://127.0.0.1:${server.port}?tls=false`, stop: () => server.kill() };
};

export const addressOf = (url: string): EventStoreAddress => {
  const address = eventStoreAddress(url);
  if ('refused' in address) throw new Error(address.refused);
  return address;
};

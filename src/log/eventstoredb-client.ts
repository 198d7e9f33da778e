// A client of the vendor's, with what of its inside must be gone about: what it leaves open, what it takes for a fault, what Node warns of.
import { isIP } from 'node:net';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { Duration } from '#domain/time/instant.ts';
import { isCancelledHere } from './eventstoredb-faults.ts';

/** How much later than it was asked to a server is given up, and how long a client that is let go of may take over it. */
export const GRACE: Duration = 1_000;

/** Bytes that a server may send ahead: with HTTP/2's usual 64 KiB it waits for us more than it sends. */
const WINDOW = 1 << 20;

export interface Made {
  readonly client: EventStoreDBClient;
  shut(): Promise<void>;
}

interface Channel {
  close(): void;
  readonly internalChannel?: { readonly credentials?: Credentials; readonly options?: { [name: string]: unknown } };
}

/** What a channel makes its TLS connections with. */
interface Credentials {
  _createSecureConnector: (...given: readonly unknown[]) => { readonly connectionOptions?: { servername?: string } };
}

/** What of the client's inside is gone about. */
interface Inside {
  createChannel: () => Promise<Channel>;
  handleError: (client: unknown, error: unknown) => Promise<void>;
}

/**
 * The client can cancel its calls, but leaves its channels open, with a socket in each: they are remembered as it makes them. And it takes a
 * call that was cancelled here for a server that has gone, and makes another channel: that is left out.
 */
export const made = (connection: string): Made => {
  const client = EventStoreDBClient.connectionString(connection);
  const inside = client as unknown as Inside;
  const { createChannel, handleError } = inside;
  const channels: Channel[] = [];
  let isShut = false;
  inside.createChannel = async () => {
    const channel = await createChannel();
    unnamed(channel.internalChannel?.credentials);
    const { options } = channel.internalChannel ?? {};
    if (options !== undefined) options['grpc-node.flow_control_window'] = WINDOW;
    if (isShut) channel.close();
    else channels.push(channel);
    return channel;
  };
  inside.handleError = async (at, error) => {
    if (!isCancelledHere(error)) await handleError(at, error);
  };
  return {
    client,
    shut: async () => {
      isShut = true;
      await atMost(client.dispose(), GRACE);
      for (const channel of channels) channel.close();
    },
  };
};

/** An address is not sent as the server's name in TLS, which only a host's name may be and Node warns of; the certificate is checked for it all the same. */
const unnamed = (credentials: Credentials | undefined): void => {
  if (typeof credentials?._createSecureConnector !== 'function') return;
  const create = credentials._createSecureConnector.bind(credentials);
  credentials._createSecureConnector = (...given) => {
    const connector = create(...given);
    const { connectionOptions } = connector;
    if (isIP(connectionOptions?.servername ?? '') !== 0 && connectionOptions !== undefined) connectionOptions.servername = '';
    return connector;
  };
};

/** Waits for `work`, or for `limit`; the process goes on meanwhile, whatever else has ended. */
const atMost = async (work: Promise<void>, limit: Duration): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const long = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([work, long]);
  clearTimeout(timer);
};

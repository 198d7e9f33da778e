// A wire between a client and a server that a test can cut, or hold up: connections then break, or nothing comes, as networks do it.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Breaks every connection; new ones are made as before. */
  cut(): void;
  /** Passes nothing on, and refuses nothing, until it is released. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

/** `target` is asked at each connection. */
export const proxyTo = async (target: () => { readonly host: string; readonly port: number }): Promise<Proxy> => {
  const sockets = new Set<Socket>();
  let isHeld = false;
  const server: Server = createServer((near) => {
    const { host, port } = target();
    const far = connect(port, host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      if (isHeld) socket.pause();
    }
    near.pipe(far);
    far.pipe(near);
    if (isHeld) for (const socket of [near, far]) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port,
    cut,
    hold: () => {
      isHeld = true;
      for (const socket of sockets) socket.pause();
    },
    release: () => {
      isHeld = false;
      for (const socket of sockets) socket.resume();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};

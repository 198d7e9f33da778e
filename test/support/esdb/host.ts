// The process in which servers of tests run, each with a wire to it: does as it is told, and ends with whoever started it.
import { proxyTo, type Proxy } from './proxy.ts';
import type { Answer, Counts, Numbered, Order } from './orders.ts';
import { TestServer } from './server.ts';

interface Hosted {
  readonly server: TestServer;
  readonly wire: Proxy;
}

const hosted = new Map<number, Hosted>();

const make = async (order: Order): Promise<Hosted> => {
  const server = await new TestServer(order.kind === 'make' ? order.options : {}).start();
  const wire = await proxyTo(() => ({ host: '127.0.0.1', port: server.port }));
  server.cut = () => wire.cut();
  return { server, wire };
};

const follow = async (order: Order, { server, wire }: Hosted): Promise<unknown> => {
  switch (order.kind) {
    case 'make':
    case 'counts':
      return undefined;
    case 'start':
      return server.start();
    case 'kill':
      return server.kill();
    case 'forget':
      server.kill();
      return wire.close();
    case 'cut':
    case 'hold':
    case 'release':
      return wire[order.kind]();
    case 'next':
      return server.next(order.method, order.fault);
    case 'set':
      return server.records.set(order.stream, order.settings);
    case 'write':
      return server.records.write(order.stream, 'any', order.events);
  }
};

const counts = ({ server, wire }: Hosted): Counts => {
  const { port, sent, lookedAt, calls, records } = server;
  return { port, wire: wire.port, sent, lookedAt, calls, records: records.all.length };
};

const answer = async ({ number, server, order }: Numbered): Promise<Answer> => {
  try {
    const one = hosted.get(server) ?? (await make(order));
    hosted.set(server, one);
    await follow(order, one);
    if (order.kind === 'forget') hosted.delete(server);
    return { number, counts: counts(one) };
  } catch (error) {
    return { number, failed: String((error as Error).stack) };
  }
};

process.on('message', (numbered: Numbered) => void answer(numbered).then((answered) => process.send?.(answered)));
process.on('disconnect', () => process.exit());

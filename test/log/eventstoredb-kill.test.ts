// Killed during imports, again and again: the connection, the server, the client. A hundred times at the small size.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import { serverApart, type ServerApart } from '../support/esdb/apart.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { checkChains, checkImports, importOnce } from './esdb-imports.ts';
import { addressOf } from './esdb-places.ts';

const PROGRAM = fileURLToPath(new URL('esdb-importer.ts', import.meta.url));
const CUTS = runs(60, 200);
const SERVERS = runs(30, 200);
const CLIENTS = runs(10, 100);

const ROUND = 10;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Imports in this process over a wire while `kill` is done `times`; after each, what an onlooker sees must hold. */
const whileImporting = async (times: number, kill: (server: ServerApart) => Promise<void>): Promise<void> => {
  const server = await serverApart();
  const log = await openEventStoreLog(addressOf(`esdb://127.0.0.1:${server.wire}?tls=false#k`), 'write', { patience: 30_000 });
  const onlooker = await openEventStoreLog(addressOf(`esdb://127.0.0.1:${server.port}?tls=false#k`), 'write', { patience: 30_000 });
  let acknowledged = 0;
  let stopping = false;
  const importing = (async () => {
    for (let n = 0; !stopping; n++) {
      await importOnce(log, n);
      acknowledged = n + 1;
    }
  })();
  // Until it fails, it says nothing.
  const failing = new Promise<never>((_, reject) => void importing.then(undefined, reject));
  failing.catch(() => undefined);
  try {
    for (let done = 0; done < times; done++) {
      await sleep((done * 7) % 23);
      const before = acknowledged;
      await kill(server);
      await Promise.race([checkImports(onlooker, before), failing]);
    }
    stopping = true;
    await importing;
    await checkImports(onlooker, acknowledged);
    await checkChains(onlooker);
    assert.ok(acknowledged > 0);
  } finally {
    stopping = true;
    await Promise.all([log.close(), onlooker.close()]);
    await server.end();
  }
};

/** Each round on a new log: an import reads all that stands. */
const inRounds = async (times: number, kill: (server: ServerApart) => Promise<void>): Promise<void> => {
  for (let left = times; left > 0; left -= ROUND) await whileImporting(Math.min(left, ROUND), kill);
};

/** Kills an importing process once it has said something; answers how many imports it said were done. */
const killImporter = async (url: string, first: number, milliseconds: number): Promise<number> => {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, url, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  const ended = once(child, 'close');
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  while (!printed.includes('\n') && child.exitCode === null) await sleep(3);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
  const said = printed
    .slice(0, printed.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  return Number(said.at(-1) ?? first - 1) + 1;
};

spec('log/eventstoredb, killed [integration]', (test) => {
  test(`the connection, ${CUTS} times: no import is lost, doubled or seen half`, () => whileImporting(CUTS, (server) => server.cut()));

  test(`the server, ${SERVERS} times: no import is lost, doubled or seen half`, () =>
    inRounds(SERVERS, async (server) => {
      await server.kill();
      await server.start();
    }));

  test(`the client, ${CLIENTS} times: no import is lost, doubled or seen half, and the next client goes on`, async () => {
    const server = await serverApart();
    const url = `esdb://127.0.0.1:${server.port}?tls=false#k`;
    const onlooker = await openEventStoreLog(addressOf(url), 'write');
    try {
      for (let kill = 0, first = 0; kill < CLIENTS; kill++) {
        first = await killImporter(url, first, (kill * 5) % 17);
        await checkImports(onlooker, first);
      }
      await checkChains(onlooker);
    } finally {
      await onlooker.close();
      await server.end();
    }
  });
});

// The README's commands on a log on a server, beside the same on a file: they print the same, byte for byte, and so do the logs' exports.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import * as assert from 'uvu/assert';
import { newLogName, someServer } from '../log/esdb-places.ts';
import { spec } from '../support/spec.ts';
import { blocksIn } from './blocks.ts';
import { commandLines } from './command-lines.ts';
import { openSession, ROOT } from './session.ts';

/** What the README's commands print, and then some that print more; on the default log, or on the one named. */
const printed = async (url: string | undefined): Promise<readonly string[]> => {
  let random = 0;
  const session = openSession(undefined, {
    randomBytes: (count) => Uint8Array.from({ length: count }, () => (random = (random * 31 + 7) & 0xff)),
  });
  const outputs: string[] = [];
  const run = async (words: readonly string[]): Promise<void> => {
    const own = words.indexOf('--log') + 1;
    // `check model.yaml` looks at the file alone where no log is named.
    let on = url === undefined || words[0] === 'check' ? words : [...words, '--log', url];
    // a log of its own is one beside the other
    if (own > 0 && url !== undefined) on = words.with(own, `${url}-${/\w+/.exec(words[own]?.replace('sqlite:', '') ?? '')?.[0] ?? ''}`);
    const { exit, output } = await session.knockon(...on);
    assert.is(exit, 0, `${words.join(' ')}\n${output}`);
    outputs.push(`${words.join(' ')}\n${output}`);
  };
  try {
    for (const block of blocksIn(readFileSync(join(ROOT, 'README.md'), 'utf8'))) {
      const file = block.options.get('file');
      if (file !== undefined) writeFileSync(file, block.text);
      if (block.language !== 'sh') continue;
      for (const words of commandLines(block.text)) if (words[0] === 'npx') await run(words.slice(2));
    }
    for (const form of ['json', 'csv']) await run(['report', 'availability', '--from', '2025-03', '--to', '2025-04', '--format', form]);
    for (const words of [
      ['replay', '--format', 'json'],
      ['model', 'show'],
      ['log', 'export'],
      ['explain', 'back-office', '--format', 'json'],
    ])
      await run(words);
    return outputs;
  } finally {
    session.close();
  }
};

spec('docs/README on a server [cli]', (test) => {
  test('prints what it prints on a file, byte for byte', async () => {
    const { connection, stop } = await someServer();
    const client = EventStoreDBClient.connectionString(connection);
    try {
      const name = newLogName();
      const onFile = await printed(undefined);
      const onServer = await printed(`${connection}#${name}`);
      assert.is(onFile.length, onServer.length);
      for (const [index, output] of onFile.entries()) assert.is(onServer[index], output);
      let events = 0;
      for await (const _ of client.readStream(`knockon.${name}.component-circuit-a`)) events++;
      assert.is(events, 2, 'its outage and the end of it');
    } finally {
      await client.dispose();
      await stop();
    }
  });
});

// Every command on the pages a user reads is run, in order, a directory for each page; its exit code and output are what the page shows.
//   ```yaml file=NAME   a file the reader writes          ```sh exit=1   commands, and the exit code each of them has (default 0)
//   ```text             what the block of commands before prints, `…` for what is left out; ```mermaid: the same, drawn where the page is read
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { serverApart, type ServerApart } from '../support/esdb/apart.ts';
import { spec } from '../support/spec.ts';
import { blocksIn, type Block } from './blocks.ts';
import { commandLines } from './command-lines.ts';
import { notShown } from './expected.ts';
import { openSession, ROOT, type Ran, type Session } from './session.ts';

/** Commands that are not knockon's own: run here as the command behind them, or tested elsewhere. */
const OF_NPM: ReadonlyMap<string, readonly string[] | 'tested elsewhere'> = new Map<string, readonly string[] | 'tested elsewhere'>([
  ['npm run demo', ['demo']],
  // test/house/commands.test.ts runs the installing, and this very run is the rest
  ['npm test', 'tested elsewhere'],
]);

const PAGES = [
  'README.md',
  'docs/README.md',
  'docs/reference/cli.md',
  'docs/reference/output.md',
  ...readdirSync(join(ROOT, 'docs/guide')).map((name) => `docs/guide/${name}`),
];

const SHOWN: ReadonlySet<string | undefined> = new Set(['text', 'mermaid']);

const argvOf = (words: readonly string[]): readonly string[] | 'tested elsewhere' => {
  if (words[0] === 'npx' && words[1] === 'knockon') return words.slice(2);
  if (words[0] === 'knockon') return words.slice(1);
  const known = OF_NPM.get(words.join(' '));
  if (known === undefined) throw new Error(`“${words.join(' ')}” is neither knockon's nor listed in this test`);
  return known;
};

/** The server that pages name, and the one that answers for it here. */
const NAMED = 'localhost:2113';
let server: ServerApart | undefined;

const runAll = async (block: Block, { knockon }: Session): Promise<string> => {
  let output = '';
  for (const words of commandLines(block.text)) {
    const argv = argvOf(words);
    if (argv === 'tested elsewhere') continue;
    if (argv.some((word) => word.includes(NAMED))) server ??= await serverApart();
    const here = `localhost:${server?.port ?? 0}`;
    const ran: Ran = await knockon(...argv.map((word) => word.replaceAll(NAMED, here)));
    output += ran.output.replaceAll(here, NAMED);
    assert.is(ran.exit, Number(block.options.get('exit') ?? 0), `${words.join(' ')}\n${ran.output}`);
  }
  return output;
};

for (const page of PAGES) {
  spec(`docs/pages ${page} [cli]`, (test) => {
    const blocks = blocksIn(readFileSync(join(ROOT, page), 'utf8'));
    let session: Session;
    test.before(() => {
      session = openSession();
    });
    test.after(async () => {
      session.close();
      await server?.end();
      server = undefined;
    });

    for (const [index, block] of blocks.entries()) {
      const next = blocks[index + 1];
      const file = block.options.get('file');
      if (file !== undefined) {
        test(`line ${block.line}: ${file} is written`, () => {
          writeFileSync(file, block.text);
        });
      } else if (block.language === 'sh') {
        const shown = SHOWN.has(next?.language) ? next?.text : undefined;
        test(`line ${block.line}: ${block.text.split('\n', 1)[0] ?? ''}`, async () => {
          const output = await runAll(block, session);
          const missing = shown === undefined ? undefined : notShown(output, shown);
          assert.is(
            missing,
            undefined,
            `${page}:${next?.line ?? 0}: expected “${missing ?? ''}” in
${output}`,
          );
        });
      } else if (!SHOWN.has(block.language) || blocks[index - 1]?.language !== 'sh') {
        test(`line ${block.line}: is run or shown`, () => {
          throw new Error(`${page}:${block.line} is neither a file, nor commands, nor their output`);
        });
      }
    }

    test('its links lead somewhere', () => {
      const text = readFileSync(join(ROOT, page), 'utf8');
      const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '');
      const broken = links.filter((target) => !existsSync(join(ROOT, dirname(page), target)));
      assert.equal(broken, []);
    });
  });
}

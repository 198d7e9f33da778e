// docs/reference/cli.md against the help of every command: the same commands, each with the same usage, and the same options with the same
// words behind them, neither one left out nor one invented.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { openSession, ROOT, type Session } from './session.ts';

/** Text of each section by its title. */
const sections = new Map(
  readFileSync(join(ROOT, 'docs/reference/cli.md'), 'utf8')
    .split(/^(?=## )/m)
    .slice(1)
    .map((text): [string, string] => [/^## (.*)$/m.exec(text)?.[1] ?? '', text]),
);

/** Sections whose options others take by a link to them. */
const SHARED = ['Every command', 'Reading', 'Recording', 'Time of a fact'];

const documentedOptions = (title: string): readonly string[] => {
  const text = sections.get(title) ?? '';
  const own = [...text.matchAll(/^\| `(--[^`]*)`/gm)].map(([, option]) => option ?? '');
  const linked = SHARED.filter((shared) => shared !== title && text.includes(`](#${shared.toLowerCase().replaceAll(' ', '-')})`));
  return [...own, ...linked.flatMap(documentedOptions)];
};

/** What the commands of a help text are called. */
const commandsIn = (help: string): readonly string[] =>
  [...(help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'help');

const optionsIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+(?: [<[][^>\]]+[>\]])?)/gm)]
    .map(([, option]) => option ?? '')
    .filter((option) => option !== '--help');

spec('docs/cli [cli]', (test) => {
  let session: Session;
  test.before(() => {
    session = openSession();
  });
  test.after(() => {
    session.close();
  });

  /** Every command that does something itself. */
  const leaves = async (path: readonly string[]): Promise<readonly string[]> => {
    const inner = commandsIn((await session.knockon(...path, '--help')).answer);
    if (inner.length === 0) return [['knockon', ...path].join(' ')];
    return (await Promise.all(inner.map((name) => leaves([...path, name])))).flat();
  };

  const commands = [...sections.keys()].filter((title) => title.startsWith('knockon '));

  test('every command has its section, and every section its command', async () => {
    assert.equal(commands, await leaves([]));
  });

  for (const title of commands) {
    test(`${title} takes what is said, no more and no less`, async () => {
      const help = (await session.knockon(...title.split(' ').slice(1), '--help')).answer;
      assert.is(/^`(knockon [^`]*)`$/m.exec(sections.get(title) ?? '')?.[1], /^Usage: (.*)$/m.exec(help)?.[1]);
      assert.equal([...documentedOptions(title)].toSorted(), [...optionsIn(help)].toSorted());
    });
  }

  test('every choice that help offers is named', async () => {
    const text = readFileSync(join(ROOT, 'docs/reference/cli.md'), 'utf8');
    const help = await Promise.all(commands.map(async (title) => (await session.knockon(...title.split(' ').slice(1), '--help')).answer));
    const choices = help.flatMap((one) =>
      [...one.replaceAll(/\s+/g, ' ').matchAll(/\(choices: ((?:"[^"]*"(?:, )?)+)/g)].flatMap(([, list]) => [
        ...(list ?? '').matchAll(/"([^"]*)"/g),
      ]),
    );
    assert.equal(
      [...new Set(choices.map(([, choice]) => choice ?? ''))].filter((choice) => !text.includes(`\`${choice}\``)),
      [],
    );
    assert.ok(choices.length > 0);
  });
});

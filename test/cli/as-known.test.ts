// Two times on every reading command (S5.2): whatever reads a log takes what had been reported, or recorded, by an instant, and goes by it.
import * as assert from 'uvu/assert';
import { READING } from '../support/reading-commands.ts';
import { hcpc, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

/** Commands that write, or that take a log as a whole: a copy or a check of what was known once would be of another log. */
const NOT_READING = /^(import|record .+|undo|report publish|log (verify|export|copy)|demo|serve|models( \w+)?)$/;

const namesIn = (help: string): readonly string[] =>
  [...(help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'help');

/** Every command that does something itself, and its help. */
const leaves = async (made: World, path: readonly string[] = []): Promise<readonly (readonly [string, string])[]> => {
  const help = (await made.knockon(...path, '--help')).out;
  const inner = namesIn(help);
  if (inner.length === 0) return [[path.join(' '), help]];
  return (await Promise.all(inner.map((name) => leaves(made, [...path, name])))).flat();
};

spec('cli/as known [cli]', (test) => {
  test('every command that reads a log takes both', async () => {
    const without = (await leaves(world()))
      .filter(([command, help]) => help.includes('--log <url>') && !NOT_READING.test(command))
      .filter(([, help]) => !help.includes('--as-known-at') || !help.includes('--as-recorded-at'))
      .map(([command]) => command);
    assert.equal(without, []);
  });

  const read = hcpc();

  for (const [command, words] of Object.entries(READING))
    test(`knockon ${command} goes by what was known, and by what was recorded`, async () => {
      const made = await read;
      const first = (await made.records()).find(({ fact }) => fact.type === 'FailedOver')?.fact.id ?? '';
      const argv = [...command.split(' '), ...words.map((word) => (word === 'FIRST' ? first : word)), '--now', '2016-02-10'];
      const today = await made.knockon(...argv);
      assert.ok(today.exit < 2 && today.out !== '', today.err);
      for (const way of ['--as-known-at', '--as-recorded-at']) {
        assert.equal(await made.knockon(...argv, way, '2016-02-10'), today, `${way} today is what is known`);
        const before = await made.knockon(...argv, way, '2010-01-01');
        assert.is.not(before.out, today.out, `${way} long before`);
      }
    });
});

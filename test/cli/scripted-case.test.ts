// The worked cases that are told by a script: each runs to its end, in words and as one object, and leaves nothing behind.
import { readdirSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { EXAMPLES, world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const SCRIPTED = readdirSync(EXAMPLES).filter((name) => name !== 'hcpc-2016');

interface ScriptedJson {
  readonly case: string;
  readonly title: string;
  readonly steps: readonly { readonly say: string; readonly command: string; readonly answer: object }[];
}

spec('cli/scripted-case [cli]', (test) => {
  for (const name of SCRIPTED) {
    test(`${name} is told step by step`, async () => {
      const made = world();
      const told = await made.json<ScriptedJson>('demo', '--case', name);
      assert.is(told.case, name);
      assert.ok(told.steps.length > 1);
      for (const { command, answer } of told.steps) {
        assert.match(command, /^knockon /);
        assert.ok(Object.keys(answer).length > 0, command);
      }
      const { exit, out, err } = await made.knockon('demo', '--case', name);
      assert.is(exit, 0, err);
      for (const { say, command } of told.steps) {
        assert.match(out, `## ${say}\n`);
        assert.match(out, `$ ${command}\n`);
      }
      assert.not.match(out, EXAMPLES);
      assert.is(made.log('memory:thrown-away-1'), undefined);
    });
  }

  test('a case that does not come with the package is refused with those that do', async () => {
    const { exit, err } = await world().knockon('demo', '--case', 'nowhere-1999');
    assert.is(exit, 2);
    assert.match(err, 'Allowed choices are hcpc-2016');
    for (const name of SCRIPTED) assert.match(err, name);
  });
});

// `scenario list` and `scenario show`: what is saved, when, by whom, on what, and what it comes to there.
import * as assert from 'uvu/assert';
import { hcpc, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const SAVE = ['--from', '2016-01', '--to', '2016-02', '--policy', 'board', '--save'];

spec('cli/scenario [cli]', (test) => {
  let world: World;
  test.before(async () => {
    world = await hcpc();
    await world.knockon('whatif', '--set', 'ups-b.holdUp=PT6H', ...SAVE, 'longer', '--by', 'reviewer');
    await world.knockon('whatif', '--without', 'trip', ...SAVE, 'no trip');
    await world.knockon('whatif', '--set', 'ups-b.holdUp=PT9H', ...SAVE, 'longer');
  });

  test('lists each name once, as it was saved last', async () => {
    const { out } = await world.knockon('scenario', 'list');
    const rows = out.split('\n').filter((line) => /^(?:longer|no trip)/.test(line));
    assert.is(rows.length, 2);
    assert.match(rows[0] ?? '', /^longer .* –.* 1 +2$/);
    assert.match(rows[1] ?? '', /^no trip .* –.* 1 +1$/);
  });

  test('shows when and by whom one was saved, its base, what it changes and what it assumes there', async () => {
    const { root } = await world.json<{ readonly root: string }>('log', 'info');
    await world.knockon('whatif', '--without', 'trip', ...SAVE, 'no trip', '--by', 'reviewer');
    const { out } = await world.knockon('scenario', 'show', 'no trip');
    assert.match(out, /^no trip: saved .* by reviewer \(UTC\), fact [0-9a-f-]{36}$/m);
    assert.match(out, `whose root was ${root}.`);
    assert.match(out, /It was saved before, .*; the last one counts\./);
    assert.match(out, /^- .*trip.* had not happened|^- .*trip/m);
    assert.match(out, 'does not happen, since');
    assert.match(out, "knockon whatif 'no trip'");
  });

  test('tells what the last one of a name changes, as it was when it was saved', async () => {
    const { said, editions } = await world.json<{
      readonly said: readonly string[];
      readonly editions: readonly { readonly by: string | null }[];
    }>('scenario', 'show', 'longer');
    assert.match(said.join(), 'PT9H');
    assert.equal(
      editions.map(({ by }) => by),
      ['reviewer', null],
    );
  });

  test('refuses a name that is not there, and tells which are', async () => {
    const { exit, err } = await world.knockon('scenario', 'show', 'longe');
    assert.is(exit, 2);
    assert.match(err, 'there is no scenario "longe" in the log');
    assert.match(err, '"longer", "no trip"');
  });

  test('refuses --by where nothing is saved', async () => {
    const { exit, err } = await world.knockon('whatif', 'longer', '--by', 'me');
    assert.is(exit, 2);
    assert.match(err, 'nothing is saved');
    assert.is((await world.knockon('whatif', '--set', 'ups-b.holdUp=PT6H', '--by', 'me')).exit, 2);
  });

  test('says that there are none', async () => {
    const empty = await hcpc();
    assert.match((await empty.knockon('scenario', 'list')).out, 'No scenario has been saved');
  });
});

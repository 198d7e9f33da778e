// model show|diff, on the case of examples/hcpc-2016.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { hcpc, world, type World } from '../support/shell.ts';

interface DiffJson {
  readonly changes: readonly {
    readonly kind: string;
    readonly name: string;
    readonly did: string;
    readonly parts: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
  }[];
}

/** The case, with its UPS given longer batteries and a component of its own on 1 February. */
const revised = async (): Promise<World> => {
  const made = await hcpc();
  const file = made.file(
    'february.yaml',
    [
      'knockon: 1',
      'since: 2016-02-01T00:00:00Z',
      'components:',
      '  ups-b: { name: UPS behind circuit B, kind: ups, requires: circuit-b, holdUp: PT6H }',
      '  ups-a: { kind: ups, requires: circuit-a }',
      'groups: { power: [ups-a, ups-b] }',
    ].join('\n'),
  );
  const { exit, err } = await made.knockon('import', file);
  assert.is(exit, 0, err);
  return made;
};

spec('cli/model [cli]', (test) => {
  for (const form of ['yaml', 'json'] as const) {
    test(`a model shown as ${form} changes nothing in its own log, and makes the same model in an empty one`, async () => {
      const made = await revised();
      const argv = form === 'json' ? ['--format', 'json'] : [];
      for (const at of ['2016-01-16T00:00:00Z', '2016-02-09T00:00:00Z']) {
        const { exit, out, err } = await made.knockon('model', 'show', '--at', at, ...argv);
        assert.is(exit, 0, err);
        const again = await made.json<{ readonly added: number }>('import', made.file(`model.${form}`, out));
        assert.is(again.added, 0);
        const empty = world();
        const taken = await empty.knockon('import', empty.file(`model.${form}`, out));
        assert.is(taken.exit, 0, taken.err);
        assert.is((await empty.knockon('model', 'show', '--at', at, ...argv)).out, out);
      }
    });
  }

  test('a model is shown as it was at the instant', async () => {
    const made = await revised();
    const january = await made.knockon('model', 'show', '--at', '2016-01-16');
    assert.match(january.out, /^knockon: 1\nsince: 2016-01-16T00:00:00Z\ncomponents:\n/);
    assert.match(january.out, 'holdUp: PT3H15M');
    assert.not.match(january.out, 'ups-a');
    const february = await made.knockon('model', 'show');
    assert.match(february.out, 'holdUp: PT6H');
  });

  test('a model is shown as it was known: what was reported later is not in it', async () => {
    const made = await revised();
    const { fact } = await made.json<{ readonly fact: string }>(
      ...['record', 'correct', (await made.records()).find(({ fact: one }) => one.type === 'ComponentRevised')?.fact.id ?? ''],
      ...['--set', 'definition.holdUp=PT5H', '--reason', 'measured', '--reported-at', '2016-02-05T00:00:00Z'],
    );
    assert.ok(fact);
    const shown = async (...argv: readonly string[]): Promise<string> =>
      (await made.knockon('model', 'show', '--at', '2016-02-09', ...argv)).out;
    assert.match(await shown(), 'holdUp: PT5H');
    assert.match(await shown('--as-known-at', '2016-02-04'), 'holdUp: PT6H');
    assert.match(await shown('--as-known-at', '2016-01-20'), 'holdUp: PT3H15M');
  });

  test('what changed between two instants is told part by part', async () => {
    const made = await revised();
    const { changes } = await made.json<DiffJson>('model', 'diff', '--from', '2016-01-16', '--to', '2016-02-09');
    assert.equal(changes, [
      { kind: 'components', name: 'ups-b', did: 'changed', parts: [{ path: 'holdUp', before: 'PT3H15M', after: 'PT6H' }] },
      { kind: 'components', name: 'ups-a', did: 'added', parts: [] },
      { kind: 'groups', name: 'power', did: 'added', parts: [] },
    ]);
    const { out } = await made.knockon('model', 'diff', '--from', '2016-02-09', '--to', '2016-01-16');
    assert.match(out, /^~ component ups-b changed\n {4}holdUp PT6H → PT3H15M\n- component ups-a retired\n- group power retired$/m);
    const same = await made.knockon('model', 'diff', '--from', '2016-02-02');
    assert.match(same.out, 'Nothing changed.');
    const csv = await made.knockon('model', 'diff', '--from', '2016-01-16', '--format', 'csv');
    assert.match(csv.out, 'components,ups-b,changed,holdUp,PT3H15M,PT6H\n');
  });

  test('a log without any component has no model', async () => {
    const made = world();
    await made.knockon('import', made.file('call.jsonl', '{"type":"CallLogged","data":{"system":"web","severity":"1","count":1}}'));
    for (const argv of [['show'], ['diff', '--from', '2016-01-01']]) {
      const { exit, err } = await made.knockon('model', ...argv);
      assert.is(exit, 2);
      assert.match(err, 'the log knows of no component; import a model first');
    }
  });
});

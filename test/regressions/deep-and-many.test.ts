// Chains and cycles of thousands: `check` ended in a call stack that was too short, an explanation's tree grew with the square of its depth, and
// Graphviz gave up. Trees, pictures and sentences are cut now, with a word; JSON has everything.
import * as assert from 'uvu/assert';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const COUNT = 12_000;
const MODEL = 'model.json';

const model = (requires: (index: number) => string | undefined, count = COUNT): string =>
  JSON.stringify({
    knockon: 1,
    since: '2010-01-01T00:00:00Z',
    components: Object.fromEntries(
      Array.from({ length: count }, (_, index) => {
        const required = requires(index);
        return [
          `n${index}`,
          { ...(required === undefined ? {} : { requires: required }), ...(index === count - 1 ? { service: {} } : {}) },
        ];
      }),
    ),
  });

/** n0 is required by n1, that by n2, and so on; n0 fails. */
const fallenChain = async (count: number) => {
  const log = world();
  log.file(
    MODEL,
    model((index) => (index === 0 ? undefined : `n${index - 1}`), count),
  );
  log.file(
    'facts.jsonl',
    '{"type":"OutageBegan","occurredAt":"2016-01-01T00:00:00Z","data":{"component":"n0","level":"down","fault":"f"}}\n',
  );
  const { exit, err } = await log.knockon('import', MODEL, 'facts.jsonl');
  assert.is(exit, 0, err);
  return log;
};

spec('regressions/deep-and-many [cli]', (test) => {
  test('a cycle of 12,000 components is checked, and told in a sentence of a few', async () => {
    const log = world();
    const { exit, out } = await log.knockon(
      'check',
      log.file(
        MODEL,
        model((index) => `n${(index + 1) % COUNT}`),
      ),
    );
    assert.is(exit, 0);
    assert.match(out, /cycle: n0, .* and 11,988 more require one another/);
    assert.ok(out.length < 1000);
  });

  test('so is a chain of 12,000 that is written from its top down', async () => {
    const log = world();
    const { exit, out } = await log.knockon(
      'check',
      log.file(
        MODEL,
        model((index) => (index === COUNT - 1 ? undefined : `n${index + 1}`)),
      ),
    );
    assert.is(exit, 0);
    assert.match(out, /12000 components, no fault found/);
  });

  test('the tree of a long chain is cut with a word, and still names the first cause; JSON has the whole chain', async () => {
    const log = await fallenChain(3000);
    const { out } = await log.knockon('explain', 'n2999', '--at', '2016-01-02');
    assert.ok(out.length < 20_000, `${out.length} characters`);
    assert.match(out, /more components stand behind it; --format json lists them all/);
    assert.match(out, /First cause: n0/);
    const { explanation } = await log.json<{ readonly explanation: readonly { readonly component: string }[] }>(
      ...['explain', 'n2999', '--at', '2016-01-02'],
    );
    assert.equal(
      explanation.map(({ component }) => component),
      Array.from({ length: 3000 }, (_, index) => `n${2999 - index}`),
    );
  });

  for (const form of ['svg', 'dot', 'mermaid'])
    test(`the picture of a long chain as ${form} shows its first components and its cause, and says how many are left out`, async () => {
      const log = await fallenChain(1000);
      const { exit, out } = await log.knockon('explain', 'n999', '--at', '2016-01-02', '--format', form);
      assert.is(exit, 0);
      assert.match(out, /and 899 more components, not shown/);
      assert.match(out, /\bn0\b/);
      assert.ok(out.length < 200_000);
    });
});

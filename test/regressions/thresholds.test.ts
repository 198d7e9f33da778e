// A threshold of 0 was refused, though other systems have rules that always hold; one that nothing can reach passed without a word.
import * as assert from 'uvu/assert';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const model = (threshold: number): string => `
knockon: 1
components:
  a: {}
  b: {}
  s: { service: {}, requires: { score: [{ on: a, weights: { down: 1 } }, { on: b, weights: { down: 2 } }], thresholds: { down: ${threshold} } } }
`;

spec('regressions/thresholds [cli]', (test) => {
  for (const [threshold, level] of [
    [0, 'down'],
    [1, 'up'],
  ] as const)
    test(`a threshold of ${threshold} has its gate ${level} at rest`, async () => {
      const log = world();
      assert.is((await log.knockon('import', log.file('model.yaml', model(threshold)))).exit, 0);
      const { components } = await log.json<{ readonly components: readonly { readonly component: string; readonly level: string }[] }>(
        'status',
      );
      assert.equal(
        components.map((one) => [one.component, one.level]),
        [['s', level]],
      );
    });

  for (const [threshold, told] of [
    [3, false],
    [4, true],
  ] as const)
    test(`check ${told ? 'names' : 'lets be'} a threshold of ${threshold} that members of 3 together ${told ? 'cannot' : 'can'} reach`, async () => {
      const log = world();
      const { exit, out } = await log.knockon('check', log.file('model.yaml', model(threshold)));
      assert.is(exit, 0);
      assert.is(/nothing reaches the threshold 4 of score; its members weigh 3 together/.test(out), told);
    });
});

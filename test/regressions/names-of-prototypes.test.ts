// Components called as what every object has, `constructor` or `toString`, broke the graph.
import * as assert from 'uvu/assert';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

spec('regressions/names-of-prototypes [cli]', (test) => {
  for (const id of ['constructor', 'toString', 'hasOwnProperty', 'valueOf'])
    test(`a component may be called ${id}`, async () => {
      const log = world();
      log.file('m.yaml', `knockon: 1\ncomponents:\n  ${id}: {}\n  shop: { requires: ${id}, service: {} }\n`);
      const { exit, err } = await log.knockon('import', 'm.yaml');
      assert.equal([exit, err], [0, '']);
    });
});

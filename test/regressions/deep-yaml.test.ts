// A model nested ten thousand deep was refused with the parser's stack, and could end the process. It is told from the text now.
import * as assert from 'uvu/assert';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

spec('regressions/deep-yaml [cli]', (test) => {
  for (const [name, content] of [
    ['deep.yaml', `knockon: 1\ncomponents: { ups: { requires: ${'{ all: ['.repeat(10_000)}power${'] }'.repeat(10_000)} } }\n`],
    ['deep.json', `{"knockon":1,"components":{"ups":{"requires":${'{"all":['.repeat(10_000)}"power"${']}'.repeat(10_000)}}}}`],
  ] as const)
    test(`gates nested 10,000 deep in ${name} are refused in one sentence that says so`, async () => {
      const log = world();
      const { exit, err } = await log.knockon('import', log.file(name, content));
      assert.is(exit, 2);
      assert.match(err, /^knockon: [^\n]+\n$/);
      assert.match(err, /nested/);
      assert.not.match(err, /call stack/);
    });
});

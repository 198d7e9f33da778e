// A what-if's failure without an end was compared over a millisecond. It is followed to now.
import * as assert from 'uvu/assert';
import type { WhatIfJson } from '../support/answers.ts';
import { hcpc } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

spec('regressions/fail-without-end [cli]', (test) => {
  test('a failure that does not end is followed to now, not for a millisecond', async () => {
    const log = await hcpc();
    const { to } = await log.json<WhatIfJson>('whatif', '--fail', 'domino@2016-02-03T10:00:00Z');
    assert.is(to, '2016-02-10T00:00:00Z');
  });
});

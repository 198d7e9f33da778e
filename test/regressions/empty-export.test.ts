// An empty file, such as an export cut off at once, was called a log whose every chain holds.
import * as assert from 'uvu/assert';
import { writeFileSync } from 'node:fs';
import { temporaryPlaces } from '../log/temporary.ts';
import { spec } from '../support/spec.ts';
import { world } from '../support/shell.ts';

const newPlace = temporaryPlaces();

spec('regressions/empty-export [cli]', (test) => {
  test('an empty file is refused, since nobody can say that it was an export', async () => {
    const path = newPlace();
    writeFileSync(path, '');
    const { exit, err } = await world().knockon('log', 'verify', path);
    assert.is(exit, 2);
    assert.match(err, /the file is empty; expected a log/);
  });
});

// A file is written whole, leaves nothing beside it, and takes no other's place unless it may.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { writeFileWhole } from '#compose/write-file.ts';
import { spec } from '../support/spec.ts';

spec('compose/write-file [file]', (test) => {
  let folder = '';
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'knockon-'));
  });
  test.after(() => {
    rmSync(folder, { recursive: true });
  });

  test('a new file never takes the place of one, a replacing one does, and nothing is left beside it', async () => {
    const path = join(folder, 'a.md');
    assert.is(await writeFileWhole(path, 'one', 'new'), true);
    assert.is(await writeFileWhole(path, 'two', 'new'), false);
    assert.is(readFileSync(path, 'utf8'), 'one');
    assert.is(await writeFileWhole(path, 'three', 'replace'), true);
    assert.is(readFileSync(path, 'utf8'), 'three');
    assert.equal(readdirSync(folder), ['a.md']);
  });

  test('a folder that is not there is told', async () => {
    let told: unknown;
    try {
      await writeFileWhole(join(folder, 'none', 'a.md'), 'one', 'new');
    } catch (error) {
      told = error;
    }
    assert.instance(told, Error);
  });
});

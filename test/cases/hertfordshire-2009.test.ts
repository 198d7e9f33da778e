// examples/hertfordshire-2009: which single failures take a site down before and after a community network and a second server farm.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { ROOT } from '../docs/session.ts';
import { EXAMPLES, world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

interface SweepJson {
  readonly components: number;
  readonly counted: number;
  readonly rows: readonly { readonly failed: readonly string[]; readonly servicesDown: number; readonly servicesWorse: number }[];
}

const sweep = (estate: string, ...more: readonly string[]): Promise<SweepJson> =>
  world().json('risk', 'sweep', `${EXAMPLES}hertfordshire-2009/${estate}.yaml`, '--at', '2009-10-01', '--top', 'all', ...more);

/** Lines whose loss alone takes a site down. */
const singleLines = ({ rows }: SweepJson): number =>
  rows.filter(({ failed, servicesDown }) => (failed[0]?.startsWith('line-') ?? false) && servicesDown > 0).length;

spec('cases/hertfordshire-2009 [cli]', (test) => {
  test('before, every one of 147 sites hangs on its line, and the national network on nothing', async () => {
    const before = await sweep('before');
    assert.is(before.counted, 147);
    assert.is(singleLines(before), 147);
    assert.equal(before.rows[0], { ...before.rows[0], failed: ['n3'], servicesDown: 107, servicesWorse: 40 });
  });

  test('after, the 67 largest have no line that alone takes them down, and no farm does', async () => {
    const after = await sweep('after');
    assert.is(singleLines(after), 147 - 67);
    const down = new Map(after.rows.map(({ failed, servicesDown }) => [failed[0], servicesDown]));
    assert.equal([down.get('farm-1'), down.get('farm-2'), down.get('coin-east'), down.get('coin-west')], [0, 0, 0, 0]);
    assert.is(down.get('n3'), 107);
  });

  test('after, the two halves of the community network together take down the 67 sites that neither does alone', async () => {
    const { rows } = await sweep('after', '--pairs', 'coin-east,coin-west,farm-1,farm-2,n3');
    assert.equal(
      rows.map(({ failed, servicesDown }) => [...failed, servicesDown]),
      [['coin-east', 'coin-west', 67]],
    );
  });

  test('both estates are what the script makes of the numbers', () => {
    for (const estate of ['before', 'after']) {
      const made = execFileSync(process.execPath, ['--conditions=source', '--import', 'tsx', 'scripts/examples/county.ts', estate], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      const kept = readFileSync(join(ROOT, `examples/hertfordshire-2009/${estate}.yaml`), 'utf8');
      assert.ok(isDeepStrictEqual(parse(made), parse(kept)), estate);
    }
  });
});

// examples/somerset-2014: sixteen months of a help desk's calls, none of them dropped.
import * as assert from 'uvu/assert';
import { EXAMPLES, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const CASE = `${EXAMPLES}somerset-2014/`;

interface CallsJson {
  readonly total: number;
  readonly systems: readonly { readonly system: string; readonly component: string | null; readonly calls: number }[];
  readonly months: readonly { readonly month: string; readonly records: string; readonly calls: number | null }[];
  readonly monthUnknown: number;
  readonly undated: number;
  readonly mayLieOutside: number;
  readonly unknownSystems: number;
  readonly upstream: readonly { readonly component: string; readonly calls: number; readonly systems: readonly string[] }[];
}

const somerset = async (): Promise<World> => {
  const made = world();
  const { exit, err } = await made.knockon('import', `${CASE}model.yaml`, `${CASE}calls.csv`, '--mapping', `${CASE}calls.map.yaml`);
  assert.is(exit, 0, err);
  return made;
};

const calls = async (made: World, from = '2013-04', to = '2014-10'): Promise<CallsJson> =>
  made.json('report', 'calls', '--from', from, '--to', to, '--zone', 'Europe/London');

spec('cases/somerset-2014 [cli]', (test) => {
  test('32 calls by system, ten of them about access to one system', async () => {
    const { total, systems } = await calls(await somerset());
    assert.is(total, 32);
    assert.is(
      systems.reduce((sum, one) => sum + one.calls, 0),
      32,
    );
    assert.equal(systems[0], {
      system: 'lcs',
      component: 'lcs',
      name: "Liquidlogic Children's System",
      calls: 10,
      bySeverity: { '1 or 2': 10 },
    });
  });

  test('calls about systems that are not in the model are kept, counted and named', async () => {
    const made = world();
    const imported = await made.json<{ readonly calls: object }>(
      'import',
      `${CASE}model.yaml`,
      `${CASE}calls.csv`,
      '--mapping',
      `${CASE}calls.map.yaml`,
    );
    assert.equal(imported.calls, { rows: 12, calls: 32, undated: 0, unknownSystems: ['Homefinders', 'User error'] });
    const { systems, unknownSystems } = await calls(made);
    assert.equal(
      systems.filter(({ component }) => component === null).map(({ system, calls: count }) => [system, count]),
      [
        ['Homefinders', 3],
        ['User error', 2],
      ],
    );
    assert.is(unknownSystems, 5);
  });

  test('before June 2013 there is no data, which is neither no calls nor full availability', async () => {
    const made = await somerset();
    const { months, monthUnknown } = await calls(made);
    assert.equal(months.slice(0, 3), [
      { month: '2013-04', records: 'none', calls: null, bySeverity: {} },
      { month: '2013-05', records: 'none', calls: null, bySeverity: {} },
      { month: '2013-06', records: 'all', calls: 0, bySeverity: {} },
    ]);
    assert.is(monthUnknown, 32);
    const { services } = await made.json<{ readonly services: readonly { readonly overall: { readonly availability: string | null } }[] }>(
      'report',
      'availability',
      '--from',
      '2013-04',
      '--to',
      '2013-09',
    );
    assert.is(services.length, 4);
    for (const { overall } of services) assert.is(overall.availability, null);
  });

  test('the network could explain 25 of them, the terminals 11', async () => {
    const { upstream } = await calls(await somerset());
    assert.equal(
      upstream.map(({ component, calls: count }) => [component, count]),
      [
        ['network', 25],
        ['terminals', 11],
      ],
    );
  });

  test('a span that cuts their period counts none of them, and says so', async () => {
    const { total, mayLieOutside } = await calls(await somerset(), '2013-09', '2013-12');
    assert.is(total, 0);
    assert.is(mayLieOutside, 32);
  });

  test('importing them again adds nothing', async () => {
    const made = await somerset();
    const again = await made.json<{ readonly added: number; readonly known: number }>(
      'import',
      `${CASE}calls.csv`,
      '--mapping',
      `${CASE}calls.map.yaml`,
    );
    assert.is(again.added, 0);
    assert.is(again.known, 13);
  });

  test('a log without calls says what to do', async () => {
    const made = world();
    await made.knockon('import', `${CASE}model.yaml`);
    const { exit, err } = await made.knockon('report', 'calls');
    assert.is(exit, 2);
    assert.match(err, /the log holds no calls: import a help desk’s CSV with --mapping/);
  });
});

// examples/systmone-2007: ten minutes where a system is hosted, three hours where it is used, and the accounts of it that disagree.
import * as assert from 'uvu/assert';
import { EXAMPLES, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const CASE = `${EXAMPLES}systmone-2007/`;
const HOUR = 3_600_000;
const DAY = ['--from', '2007-09-18', '--to', '2007-09-19', '--policy', 'day'];

interface Range {
  readonly leastRawMs: number;
  readonly mostRawMs: number;
}
interface VantageJson {
  readonly places: readonly {
    readonly service: string;
    readonly sites: number;
    readonly eachLeastMs: number;
    readonly eachMostMs: number;
    readonly rawDowntimeMs: number;
    readonly availability: string;
    readonly range: Range | null;
  }[];
  readonly accounts: readonly {
    readonly account: string;
    readonly source: string;
    readonly rawDowntimeMs: number;
    readonly availability: string;
  }[];
}

const systmone = async (): Promise<World> => {
  const made = world();
  made.now = Date.UTC(2007, 9, 20, 12);
  const { exit, err } = await made.knockon('import', ...['model.yaml', 'practices.yaml', 'facts.jsonl'].map((file) => `${CASE}${file}`));
  assert.is(exit, 0, err);
  return made;
};

const vantage = (made: World, ...more: readonly string[]): Promise<VantageJson> =>
  made.json('report', 'vantage', ...DAY, '--service', 'systmone', '--service', 'practices', ...more);

spec('cases/systmone-2007 [cli]', (test) => {
  let made: World;
  test.before(async () => {
    made = await systmone();
  });

  test('ten minutes at the data centre, three hours at a practice, 1,800 practice-hours, each with its figure', async () => {
    const { places } = await vantage(made);
    assert.equal(
      places.map(({ service, sites, eachLeastMs, eachMostMs, rawDowntimeMs, availability }) => [
        service,
        sites,
        eachLeastMs / HOUR,
        eachMostMs / HOUR,
        rawDowntimeMs / HOUR,
        availability,
      ]),
      [
        ['systmone', 1, 1 / 6, 1 / 6, 1 / 6, '99.31'],
        ['group:practices', 600, 3, 3, 1_800, '87.50'],
      ],
    );
    assert.equal(places[0]?.range, null);
    assert.equal([places[1]?.range?.leastRawMs, places[1]?.range?.mostRawMs], [1_500 * HOUR, 2_100 * HOUR]);
  });

  test('the accounts stand side by side, each with its source and the figure it would give', async () => {
    const { accounts } = await vantage(made);
    assert.equal(
      new Map(accounts.map(({ account, rawDowntimeMs, availability }) => [account, [rawDowntimeMs / HOUR, availability]])),
      new Map([
        ['supplier and maker', [1 / 6, '99.31']],
        ['practice A', [3, '87.50']],
        ['press', [3, '87.50']],
        ['national programme', [0, '100.00']],
        ['practice B', [2, '91.67']],
      ]),
    );
    for (const { source } of accounts) assert.ok(source.length > 0);
  });

  test('that the fault had ended at ten changes today’s figures, and not those known before', async () => {
    const corrected = await systmone();
    const fact = (await corrected.records()).find(({ fact: { sourceId } }) => sourceId === 'slow-until')?.fact.id ?? '';
    corrected.now = Date.UTC(2007, 9, 25, 12);
    const { exit, out, err } = await corrected.knockon(
      ...['record', 'correct', fact, '--at', '2007-09-18T10:00:00+01:00', '--reason', 'the log of the devices says so'],
    );
    assert.is(exit, 0, err);
    assert.match(out, 'practice-001 … practice-600, 600 services, each: down 3 h → 2 h in 2007-09');
    const together = async (...more: readonly string[]): Promise<readonly (number | undefined)[]> =>
      (await vantage(corrected, ...more)).places.map(({ rawDowntimeMs }) => rawDowntimeMs / HOUR);
    assert.equal(await together(), [1 / 6, 1_200]);
    assert.equal(await together('--as-known-at', '2007-10-20T12:00:00Z'), [1 / 6, 1_800]);
  });
});

// examples/hcpc-2016: our January report, published, and what a correction makes of it; the published table of 22 months beside ours.
import * as assert from 'uvu/assert';
import type { Recorded } from '#domain/facts/fact.ts';
import { hcpc, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

interface RestatedJson {
  readonly ours: readonly {
    readonly report: string;
    readonly figures: number;
    readonly root: string;
    readonly restated: readonly {
      readonly service: string;
      readonly period: string;
      readonly published: string;
      readonly now: string | null;
      readonly facts: readonly { readonly fact: string; readonly amends: string | null }[];
    }[];
  }[];
  readonly others: readonly {
    readonly months: readonly {
      readonly service: string;
      readonly period: string;
      readonly ours: string | null;
      readonly agrees: boolean;
    }[];
    readonly spans: readonly { readonly recomputed: string | null; readonly agrees: boolean }[];
  }[];
}

const published = async (): Promise<World> => {
  const made = await hcpc();
  made.now += 1_000;
  const { exit, err } = await made.knockon('report', 'publish', 'january', '--from', '2016-01', '--to', '2016-02', '--policy', 'board');
  assert.is(exit, 0, err);
  made.now += 1_000;
  return made;
};

const factOf = async (made: World, sourceId: string): Promise<Recorded> => {
  const found = (await made.records()).find(({ fact }) => fact.sourceId === sourceId);
  if (found === undefined) throw new Error(sourceId);
  return found;
};

const correct = async (made: World, sourceId: string, at: string): Promise<string> => {
  const { fact } = await factOf(made, sourceId);
  const { exit, err } = await made.knockon('record', 'correct', fact.id, '--at', at, '--reason', 'a log says so');
  assert.is(exit, 0, err);
  made.now += 1_000;
  return fact.id;
};

spec('cases/hcpc-2016 restated [cli]', (test) => {
  test('nothing is restated while nothing more is known', async () => {
    const made = await published();
    const { ours } = await made.json<RestatedJson>('report', 'restated', 'january');
    assert.is(ours.length, 1);
    assert.ok((ours[0]?.figures ?? 0) >= 6);
    assert.equal(ours[0]?.restated, []);
  });

  test('power back at 06:00 and the Online Register at 07:30 restate its figure and no other', async () => {
    const made = await published();
    await correct(made, 'power-back', '2016-01-17T06:00:00Z');
    const register = await correct(made, 'repointed', '2016-01-17T07:30:00Z');
    const { ours } = await made.json<RestatedJson>('report', 'restated', 'january');
    assert.is(ours[0]?.restated.length, 1);
    const [figure] = ours[0]?.restated ?? [];
    assert.is(figure?.service, 'online-register');
    assert.is(figure?.published, '98.76');
    // 8 h 45 min of 744 h
    assert.is(figure?.now, '98.82');
    assert.equal(
      figure?.facts.map(({ amends }) => amends),
      [register],
    );
  });

  test('as known before the correction, nothing is restated', async () => {
    const made = await published();
    const before = new Date(made.now - 500).toISOString();
    await correct(made, 'repointed', '2016-01-17T07:30:00Z');
    const { ours } = await made.json<RestatedJson>('report', 'restated', 'january', '--as-known-at', before);
    assert.equal(ours[0]?.restated, []);
  });

  test('a correction taken back restates nothing, and a second edition starts anew', async () => {
    const made = await published();
    await correct(made, 'repointed', '2016-01-17T07:30:00Z');
    await made.knockon('report', 'publish', 'january', '--from', '2016-01', '--to', '2016-02', '--policy', 'board');
    made.now += 1_000;
    assert.equal((await made.json<RestatedJson>('report', 'restated')).ours[0]?.restated, []);
    const correction = (await made.records()).find(({ fact }) => fact.type === 'Corrected');
    await made.knockon('record', 'retract', correction?.fact.id ?? '', '--reason', 'it was another server');
    const { ours } = await made.json<RestatedJson>('report', 'restated');
    assert.equal(
      ours[0]?.restated.map(({ service, published: shown, now }) => [service, shown, now]),
      [['online-register', '98.82', '98.76']],
    );
  });

  test('two facts of which each would do are told together', async () => {
    const made = await published();
    for (const fault of ['one', 'two']) {
      const { exit, err } = await made.knockon(
        ...['record', 'begin', 'telephony', '--fault', fault, '--at', '2016-01-20T10:00:00Z', '--duration', 'PT5H'],
      );
      assert.is(exit, 0, err);
      made.now += 1_000;
    }
    const { ours } = await made.json<RestatedJson>('report', 'restated', 'january');
    const figure = ours[0]?.restated.find(({ service }) => service === 'telephony');
    assert.is(figure?.facts.length, 2);
  });

  test('a policy changed later restates nothing: the figure was made by the one of its day', async () => {
    const made = await published();
    await made.knockon('import', made.file('policy.yaml', 'knockon: 1\npolicies: { board: { zone: Europe/London, decimals: 1 } }'));
    assert.equal((await made.json<RestatedJson>('report', 'restated', 'january')).ours[0]?.restated, []);
  });

  test('all 22 months of six services are set beside ours, those without records as no data', async () => {
    const { others } = await (await hcpc()).json<RestatedJson>('report', 'restated', '--policy', 'board');
    const months = others[0]?.months ?? [];
    assert.is(months.length, 22 * 6);
    assert.is(months.filter(({ ours }) => ours !== null).length, 2 * 6);
    assert.equal(
      months.filter(({ ours, agrees }) => ours !== null && !agrees).map(({ service, period }) => [service, period]),
      [
        ['registration-system', '2015-12'],
        ['registration-system', '2016-01'],
      ],
    );
    const checkable = (others[0]?.spans ?? []).filter(({ recomputed }) => recomputed !== null);
    assert.is(checkable.length, 12);
    assert.ok(checkable.every(({ agrees }) => agrees));
  });

  test('--fail-on restated exits with 1', async () => {
    const made = await published();
    assert.is((await made.knockon('report', 'restated', '--fail-on', 'restated')).exit, 0);
    await correct(made, 'repointed', '2016-01-17T07:30:00Z');
    assert.is((await made.knockon('report', 'restated', '--fail-on', 'restated')).exit, 1);
  });

  test('a report nobody published, and figures of no whole days, are refused', async () => {
    const made = await published();
    assert.match((await made.knockon('report', 'restated', 'february')).err, /no published report "february"/);
    const { exit, err } = await made.knockon(
      ...['report', 'publish', 'odd', '--from', '2016-01-01T05:00:00Z', '--to', '2016-02', '--policy', 'board'],
    );
    assert.is(exit, 2);
    assert.match(err, /not made of whole days in Europe\/London/);
  });
});

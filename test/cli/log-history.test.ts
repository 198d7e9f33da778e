// log history: the original, corrections and retractions in order of report, with who, when and why.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { hcpc, type World } from '../support/shell.ts';

interface HistoryJson {
  readonly counts: boolean;
  readonly now: { readonly data: { readonly level: string } } | null;
  readonly entries: readonly {
    readonly fact: string;
    readonly type: string;
    readonly reportedAt: string;
    readonly by: string | null;
    readonly reason: string | null;
    readonly parts: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
    readonly factCounts: boolean;
    readonly standing: string;
  }[];
}

const recordedIn = async (made: World, day: string, ...argv: readonly string[]): Promise<string> => {
  made.now = Date.parse(day);
  return (await made.json<{ readonly fact: string }>('record', ...argv)).fact;
};

const story = async (): Promise<{ readonly made: World; readonly id: string; readonly retraction: string }> => {
  const made = await hcpc();
  const id = await recordedIn(made, '2016-02-11T09:00:00Z', 'begin', 'register-web', '--at', '2016-02-10T08:00:00Z', '--by', 'Ann');
  await recordedIn(made, '2016-02-12T09:00:00Z', 'correct', id, '--set', 'level=degraded', '--reason', 'only slow', '--by', 'Ben');
  await recordedIn(made, '2016-02-13T09:00:00Z', 'correct', id, '--at', '2016-02-10T07:00:00Z', '--reason', 'an hour off');
  const retraction = await recordedIn(made, '2016-02-14T09:00:00Z', 'retract', id, '--reason', 'wrong component');
  return { made, id, retraction };
};

spec('cli/log-history [cli]', (test) => {
  test('each change stands with its reason, what it changed then, and what became of it', async () => {
    const { made, id } = await story();
    const history = await made.json<HistoryJson>('log', 'history', id);
    assert.is(history.counts, false);
    assert.is(history.now, null);
    assert.equal(
      history.entries.map(({ type, by, reason, standing, factCounts }) => [type, by, reason, standing, factCounts]),
      [
        ['OutageBegan', 'Ann', null, 'retracted', true],
        ['Corrected', 'Ben', 'only slow', 'superseded', true],
        ['Corrected', null, 'an hour off', 'counts', true],
        ['Retracted', null, 'wrong component', 'counts', false],
      ],
    );
    assert.equal(
      history.entries.map(({ parts }) => parts.map(({ path, before, after }) => `${path}: ${String(before)} → ${String(after)}`)),
      [[], ['data.level: down → degraded'], ['occurredAt: 2016-02-10T08:00:00Z → 2016-02-10T07:00:00Z'], []],
    );
  });

  test('a retraction that is taken back stands there as retracted, and the fact counts as corrected', async () => {
    const { made, id, retraction } = await story();
    await recordedIn(made, '2016-02-15T09:00:00Z', 'retract', retraction, '--reason', 'it was right');
    const history = await made.json<HistoryJson>('log', 'history', id.slice(0, 13));
    assert.is(history.now?.data.level, 'degraded');
    assert.equal(
      history.entries.map(({ standing }) => standing),
      ['counts', 'superseded', 'counts', 'retracted', 'counts'],
    );
    const { out } = await made.knockon('log', 'history', id);
    assert.match(out, /^OutageBegan register-web.*\(fact /);
    assert.match(
      out,
      /^Corrected \(fact .*\): recorded .* by Ben; a later correction counts instead\n {2}why: only slow\n {2}level down → degraded$/m,
    );
    assert.match(out, /^Retracted .*; retracted\n {2}why: wrong component\n {2}the fact counted no more$/m);
    assert.match(out, /It counts, as changed\.\n$/);
  });

  test('as known at a day, what was reported later is not there yet', async () => {
    const { made, id } = await story();
    const history = await made.json<HistoryJson>('log', 'history', id, '--as-known-at', '2016-02-12T12:00:00Z');
    assert.equal(
      history.entries.map(({ standing }) => standing),
      ['counts', 'counts'],
    );
    const { exit, err } = await made.knockon('log', 'history', id, '--as-known-at', '2016-02-10');
    assert.is(exit, 2);
    assert.match(err, 'there is no fact whose id begins with');
  });

  test('a fact taken back with its import says so', async () => {
    const made = await hcpc();
    const one = (await made.records()).find(({ fact }) => fact.type === 'FailedBack');
    const { fact } = one as { readonly fact: { readonly id: string; readonly import?: string | undefined } };
    await recordedIn(made, '2016-02-11T09:00:00Z', 'retract', '--import', fact.import ?? '', '--reason', 'the wrong file');
    const history = await made.json<HistoryJson>('log', 'history', fact.id);
    assert.equal(
      history.entries.map(({ type, standing }) => `${type} ${standing}`),
      ['FailedBack retracted', 'Retracted counts'],
    );
    assert.not(history.counts);
  });
});

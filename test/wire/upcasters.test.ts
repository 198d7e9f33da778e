// A type that changed twice: once its components were hosts, then its level was a word of its own. Facts, files and corrections of every
// version are read as today's; the texts in the log stay as they were written.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { versionOf } from '#domain/facts/types.ts';
import { isRefusal } from '#domain/refusal.ts';
import { foundInFile } from '#log/exported-file.ts';
import { verified } from '#log/verify.ts';
import { canonical } from '#wire/canonical.ts';
import { dataDecoder } from '#wire/data.ts';
import { parseDraft } from '#wire/draft.ts';
import { checkedFact, factReaders } from '#wire/stored-fact.ts';
import { FACT_TYPES } from '#wire/fact-data.ts';
import { currentVersion, type Evolution } from '#wire/upcasters.ts';
import { spec } from '../support/spec.ts';

const changedTwice: Evolution = {
  OutageBegan: [
    ({ host, ...rest }) => ({ ...rest, component: host ?? '' }),
    ({ severity, ...rest }) => ({ ...rest, level: severity === 'total' ? 'down' : 'degraded' }),
  ],
};
const readers = factReaders(changedTwice);

const ID = '0196f0a0-0000-7000-8000-000000000001';
const text = (v: number, data: object): string =>
  canonical({ id: ID, type: 'OutageBegan', v, occurredAt: '2016-01-16T19:30:00Z', data, by: 'someone' });

const VERSIONS = [
  [1, { host: 'circuit-b', severity: 'total', duration: 'PT2H' }],
  [2, { component: 'circuit-b', severity: 'total', duration: 'PT2H' }],
  [3, { component: 'circuit-b', level: 'down', duration: 'PT2H' }],
] as const;

/** What all of them say, by the program as it is, whose first version has today's shape. */
const TODAY = { ...checkedFact(text(1, VERSIONS[2][1])), v: 3 };

spec('wire/upcasters [unit]', (test) => {
  for (const [v, data] of VERSIONS) {
    test(`a fact of version ${v} is read as one of version 3`, () => {
      assert.equal(readers.decode(text(v, data)), TODAY);
      assert.equal(readers.check(text(v, data)), TODAY);
    });

    test(`a line of a file that says it is of version ${v} is read as one of version 3`, () => {
      const { id: _, ...line } = JSON.parse(text(v, data)) as Record<string, unknown>;
      const { id: __, v: ___, ...draft } = TODAY as unknown as Record<string, unknown>;
      assert.equal(parseDraft(line, changedTwice), draft);
    });

    test(`what a correction of the days of version ${v} says is read as version 3 says it`, () => {
      assert.equal(dataDecoder(changedTwice)('OutageBegan', data), { component: 'circuit-b', level: 'down', duration: 7_200_000 });
    });
  }

  test('a line without a version is of today’s, and one of a version to come is refused', () => {
    const { v: _, ...line } = JSON.parse(text(3, VERSIONS[2][1])) as Record<string, unknown>;
    assert.ok(!Array.isArray(parseDraft(line, changedTwice)));
    assert.match(JSON.stringify(parseDraft({ ...line, v: 4 }, changedTwice)), 'newer than this program reads (3)');
    assert.match(JSON.stringify(parseDraft({ ...line, v: 0 }, changedTwice)), 'expected 1 to 3');
  });

  test('a version to come is kept as it stands; one that was damaged is told in the words of today', () => {
    const later = text(4, { component: 'circuit-b' });
    assert.equal(readers.decode(later), { id: ID, type: 'OutageBegan', v: 4, raw: later });
    assert.throws(() => readers.check(text(1, { severity: 'total', host: 7 })), 'data.component');
    assert.throws(() => readers.decode(text(0, {})), 'lacks its id, type or version');
    assert.ok(isRefusal(dataDecoder(changedTwice)('OutageBegan', { nothing: 1 })));
  });

  test('a kept log of format 1 is read through upcasters, every fact of the type, and its chains hold as before', async () => {
    const file = fileURLToPath(new URL('../log/formats/1.jsonl', import.meta.url));
    const noted: Evolution = { OutageBegan: [(data) => ({ ...data, tags: { from: 'version 1' } })] };
    const { decode } = factReaders(noted);
    let upcasted = 0;
    const { breaks } = await verified(foundInFile(file), (one) => {
      const fact = decode(one.text);
      if ('raw' in fact || fact.type !== 'OutageBegan') return;
      upcasted++;
      assert.equal([fact.v, fact.data.tags], [2, { from: 'version 1' }]);
    });
    assert.equal(breaks, []);
    assert.is(upcasted, readFileSync(file, 'utf8').split('"type":"OutageBegan"').length - 1);
    assert.ok(upcasted > 3);
  });

  test('every type is written in the version that is read as today’s', () => {
    for (const type of FACT_TYPES) assert.is(currentVersion(type), versionOf(type), type);
    assert.is(currentVersion('OutageBegan', changedTwice), 3);
  });

  test('a policy of version 1 is read as one of version 2 that leaves out what is planned', () => {
    const said = (v: number, definition: object): string =>
      canonical({ id: ID, type: 'PolicyDefined', v, occurredAt: 'beginning', data: { name: 'board', definition } });
    assert.equal(checkedFact(said(1, { maintenance: 'up' })), checkedFact(said(2, { maintenance: 'up' })));
    assert.match(JSON.stringify(checkedFact(said(2, { planned: 'window' }))), '"planned":"window"');
  });

  test('a maintenance of version 1, without exdates, is read as one of version 2', () => {
    const data = { maintenance: 'm', components: ['a'], from: '2016-01-16T19:30:00Z', to: '2016-01-16T20:30:00Z', rrule: 'FREQ=WEEKLY' };
    const old = canonical({ id: ID, type: 'MaintenancePlanned', v: 1, occurredAt: '2016-01-16T19:30:00Z', data });
    const fact = checkedFact(old);
    assert.is(fact.v, 2);
    assert.equal(checkedFact(canonical({ ...(JSON.parse(old) as object), v: 2 })), fact);
  });
});

// What makes two facts one: given ids, origins, content; and what is no difference between them.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact, FactDraft } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { parseDraft } from '#wire/draft.ts';
import { identify, importIdOf, newFactId, sameContent } from '#wire/identity.ts';
import { decodeFact, encodeFact } from '#wire/stored-fact.ts';
import { arbitraryFact } from '../support/arbitrary-fact.ts';
import { holds } from '../support/property.ts';
import { spec } from '../support/spec.ts';

const draft = (said: object): FactDraft => {
  const parsed = parseDraft({ type: 'OutageBegan', occurredAt: '2016-01-16T19:30:00Z', data: { component: 'a', level: 'down' }, ...said });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
  return parsed as FactDraft;
};
const day = { day: '2015-12-17', zone: 'Europe/London' };
const resolved = (hour: number) => ({
  ...exactly(Date.UTC(2015, 11, 17, hour)),
  earliest: Date.UTC(2015, 11, 17),
  latest: Date.UTC(2015, 11, 17, 23),
  ...day,
});

spec('wire/identity [unit]', (test) => {
  test('an id that is given is kept, in lower case', () => {
    assert.is(identify(draft({ id: '0196F0A0-0000-7000-8000-00000000000A' }), 3), '0196f0a0-0000-7000-8000-00000000000a');
  });

  test('source and sourceId alone decide where both are given', () => {
    const id = identify(draft({ source: 's', sourceId: '1' }), 0);
    assert.is(identify(draft({ source: 's', sourceId: '1', data: { component: 'b', level: 'up' } }), 5), id);
    assert.is.not(identify(draft({ source: 's', sourceId: '2' }), 0), id);
    assert.is.not(identify(draft({ source: 's1', sourceId: 'x' }), 0), identify(draft({ source: 's', sourceId: '1x' }), 0));
  });

  test('derived ids are storage: these never change', () => {
    assert.is(identify(draft({}), 0), 'f6077ab9-9c3a-5006-8930-60aebaa641c2');
    assert.is(identify(draft({}), 1), '7ead880c-e5a7-596e-b442-76698467f8f5');
    assert.is(identify(draft({ source: 's', sourceId: '1' }), 0), 'fb426ce3-a3be-5663-be89-d4c85f45cde3');
    assert.is(importIdOf(['b', 'a']), 'e2310da8-9125-50fb-b740-2aa2c8426da5');
  });

  test('the way a time or duration is written makes no other fact, what it says does', () => {
    const id = identify(draft({ data: { component: 'a', level: 'down', duration: 'PT60M' } }), 0);
    const same = draft({ occurredAt: '2016-01-16T20:30+01:00', data: { duration: 'PT1H', level: 'down', component: 'a' } });
    assert.is(identify(same, 0), id);
    assert.is.not(identify({ ...same, occurredAt: { ...exactly(Date.UTC(2016, 0, 16, 19, 30)), about: true } }, 0), id);
  });

  test('a day is the same day whatever it was resolved to', () => {
    const open = draft({ occurredAt: day });
    const id = identify(open, 0);
    assert.is(identify({ ...open, occurredAt: resolved(12) }, 0), id);
    assert.ok(sameContent({ ...open, occurredAt: resolved(12) }, { ...open, occurredAt: resolved(13) }));
    assert.ok(sameContent(open, { ...open, occurredAt: resolved(13) }));
    assert.not.ok(sameContent(open, draft({ occurredAt: { ...day, zone: 'UTC' } })));
  });

  test('a fact said again, without what recording filled in, is the same', () => {
    const said = draft({ type: 'NoteAdded', occurredAt: undefined, data: { about: { component: 'a' }, text: 't' } });
    const stored = { ...said, id: identify(said, 0), v: 1, occurredAt: exactly(5), reportedAt: 5, import: 'i' } as Fact;
    assert.ok(sameContent(stored, said));
    assert.not.ok(sameContent(stored, { ...said, reportedAt: 6 }));
    assert.not.ok(sameContent(stored, draft({ type: 'NoteAdded', data: { about: { component: 'a' }, text: 'other' } })));
    assert.not.ok(sameContent(stored, { ...said, source: 'elsewhere' }));
  });

  test('every fact says the same as its stored text, and gets the same id from it', () =>
    holds(
      fc.property(arbitraryFact(), (fact) => {
        const back = decodeFact(encodeFact(fact)) as Fact;
        assert.ok(sameContent(fact, back));
        const { id: _id, ...rest } = fact;
        const { id: _other, ...again } = back;
        assert.is(identify(rest, 1), identify(again, 1));
      }),
    ));

  test('recording twice gives two ids, the later one greater', () => {
    const bytes = (value: number): Uint8Array => new Uint8Array(16).fill(value);
    const [first, second, later] = [newFactId(1_000, bytes(1)), newFactId(1_000, bytes(2)), newFactId(1_001, bytes(0))];
    assert.is.not(first, second);
    assert.ok(first < later && second < later);
    assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test('an import has the same id whatever the order of its facts', () => {
    assert.is(importIdOf(['b', 'a']), importIdOf(['a', 'b']));
    assert.is.not(importIdOf(['a']), importIdOf(['a', 'b']));
  });
});

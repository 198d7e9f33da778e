// One text for each fact, both ways; what cannot be read is kept or refused, never guessed.
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import * as z from 'zod';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { canonical } from '#wire/canonical.ts';
import { storedFacts } from '#wire/fact.ts';
import { FACT_TYPES } from '#wire/fact-data.ts';
import { cutFact } from '#wire/fact-text.ts';
import { checkedFact, decodeFact, encodedFact, encodeFact } from '#wire/stored-fact.ts';
import { arbitraryFact } from '../support/arbitrary-fact.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const ID = '0196f0a0-0000-7000-8000-000000000001';
const BEGAN = `{"data":{"component":"circuit-b","level":"down"},"id":"${ID}","occurredAt":"2016-01-16T19:30:00Z","type":"OutageBegan","v":1}`;

/** The library alone, without our short cut. */
const plainly = canonicalize as unknown as (value: unknown) => string;

spec('wire/stored-fact [unit]', (test) => {
  for (const type of FACT_TYPES) {
    test(`a ${type} comes back from its text as it was, and its text as it stood`, () =>
      holds(
        fc.property(arbitraryFact([type]), (fact) => {
          const text = encodeFact(fact);
          const back = decodeFact(text);
          assert.equal(back, fact);
          assert.equal(encodedFact(fact), cutFact(text));
          assert.is(encodeFact(back as Fact), text);
          assert.is(canonical(JSON.parse(text)), text);
          assert.equal(checkedFact(text), fact);
          assert.is(text, plainly(z.encode(storedFacts[type] as z.ZodType<Fact>, fact)));
        }),
        { runs: runs(25, 500) },
      ));
  }

  test('canonical text is what the library gives, whatever the value', () =>
    holds(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), fc.object({ withNullPrototype: false })),
        (value) => {
          const json = JSON.parse(JSON.stringify(value)) as unknown;
          assert.is(canonical(json), plainly(json));
        },
      ),
      { runs: runs(500, 10_000) },
    ));

  test('canonical text has names like array indexes in the order of their characters, too', () => {
    assert.is(canonical({ b: { 9: 1, 10: 2 }, a: [{ 2: 0, 1: undefined }] }), '{"a":[{"2":0}],"b":{"10":2,"9":1}}');
    assert.throws(() => canonical({ a: [NaN] }));
    assert.throws(() => canonical(undefined));
  });

  test('times and durations are stored in one normal form', () => {
    const said = BEGAN.replace('"2016-01-16T19:30:00Z"', '{"at":"2016-01-16T20:30:00.000+01:00","plusMinus":"PT90M"}').replace(
      '"level"',
      '"duration":"P1DT60M","level"',
    );
    assert.is(
      encodeFact(decodeFact(said) as Fact),
      `{"data":{"component":"circuit-b","duration":"PT25H","level":"down"},"id":"${ID}","occurredAt":{"at":"2016-01-16T19:30:00Z","earliest":"2016-01-16T18:00:00Z","latest":"2016-01-16T21:00:00Z"},"type":"OutageBegan","v":1}`,
    );
  });

  test('a type or version of a later program is kept as it stands', () => {
    const later = `{"id":"${ID}","import":"i","type":"MoonRose","v":1,"x":1}`;
    assert.equal(decodeFact(later), { id: ID, type: 'MoonRose', v: 1, import: 'i', raw: later });
    const newer = BEGAN.replace('"v":1', '"v":2');
    assert.equal(decodeFact(newer), { id: ID, type: 'OutageBegan', v: 2, raw: newer });
  });

  for (const [what, text, words] of [
    ['broken JSON', BEGAN.slice(1), 'it is no JSON'],
    ['a text without type', BEGAN.replace('"type":"OutageBegan",', ''), 'it lacks its id, type or version'],
    ['a missing key', BEGAN.replace('"component":"circuit-b",', ''), 'OutageBegan is damaged: data.component is missing'],
    [
      'a day that was never resolved',
      BEGAN.replace('"2016-01-16T19:30:00Z"', '{"day":"2016-01-16","zone":"UTC"}'),
      'a day alone is not enough',
    ],
  ] as const) {
    test(`${what} is damage, and the error says so`, () => {
      assert.throws(
        () => checkedFact(text),
        (error: Error) => error.message.includes(words),
      );
    });
  }

  test('a fact that could not be read back is never written', () => {
    const fact = decodeFact(BEGAN) as Fact;
    assert.throws(() => encodeFact({ ...fact, reportedAt: 0.5 }));
    assert.throws(() => encodeFact({ ...fact, occurredAt: exactly(8e15) }));
    assert.throws(() => encodeFact({ ...fact, data: { component: 'a', level: 'down', duration: -1 } } as Fact));
  });
});

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { hashOf, problemOfText, rootOf, sha256, type Link } from '#log/chain.ts';
import { encodeFact } from '#wire/stored-fact.ts';
import { arbitraryFact } from '../support/arbitrary-fact.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { note } from './sample-facts.ts';

const library = canonicalize as unknown as (value: unknown) => string;
const digest = (value: unknown): string => createHash('sha256').update(library(value)).digest('hex');

/** The definition of docs/reference/log.md, as plainly as it can be written. */
const plainly = ({ stream, revision, recordedAt, text }: Link, previous: string | null): string => {
  const { data, ...rest } = JSON.parse(text) as Record<string, unknown>;
  const envelope = { ...rest, recordedAt: new Date(recordedAt).toISOString().replace('.000Z', 'Z') };
  return digest({ stream, revision, previous, envelope, data: digest(data) });
};

const link = (change: Partial<Link> = {}): Link => ({
  stream: 'component-a',
  revision: 3,
  recordedAt: 1_479_000_000_000,
  text: encodeFact(note(1, 'Zürich "x" \\')),
  ...change,
});

spec('log/chain [unit]', (test) => {
  test('a hash is what its definition says, for facts of every type', () =>
    holds(
      fc.property(
        arbitraryFact(),
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.nat(),
        fc.option(fc.string()),
        (fact, stream, revision, before) => {
          const one = link({ stream, revision, text: encodeFact(fact) });
          const previous = before === null ? null : sha256(before);
          assert.is(hashOf(one, previous), plainly(one, previous));
        },
      ),
      { runs: runs(300, 5000) },
    ));

  test('a hash never changes: those of logs written long ago must still fit', () => {
    const first = hashOf(link({ revision: 0 }), null);
    assert.is(first, 'b7c41cb214ecd94c0a32b60599244489dbdf461d984b1ba8e378e905c9fa4709');
    assert.is(hashOf(link({ revision: 1 }), first), 'efbdef166809e91fe0001a0138b97796b5d94c696c08e7f6b4bf7c7f055f2c2b');
    assert.is(
      rootOf([
        { stream: 'b', revision: 1, hash: first },
        { stream: 'a', revision: 0, hash: first },
      ]),
      '8b68c40d52c75dcc68275ed749e2f1ce72d54d818d3fadaa77155fae6b8ab4d8',
    );
    assert.is(rootOf([]), sha256('[]'));
  });

  test('everything that is kept is in it', () => {
    const whole = hashOf(link(), sha256('x'));
    const others = [
      link({ stream: 'component-b' }),
      link({ revision: 4 }),
      link({ recordedAt: 1_479_000_000_001 }),
      link({ text: encodeFact(note(2, 'Zürich "x" \\')) }),
      link({ text: encodeFact(note(1, 'Zürich')) }),
      link({ text: encodeFact({ ...note(1, 'Zürich "x" \\'), by: 'a' }) }),
    ];
    for (const other of others) assert.is.not(hashOf(other, sha256('x')), whole);
    assert.is.not(hashOf(link(), sha256('y')), whole);
    assert.is.not(hashOf(link(), null), whole);
  });

  test('a fact whose data is blacked out keeps its hash', () => {
    const { data, ...rest } = JSON.parse(link().text) as Record<string, unknown>;
    const text = library({ ...rest, dataHash: digest(data) });
    assert.is(problemOfText(text), undefined);
    assert.is(hashOf(link({ text }), null), hashOf(link(), null));
    assert.is.not(hashOf(link({ text: library({ ...rest, dataHash: digest('other') }) }), null), hashOf(link(), null));
  });

  test('the root tells every end of every stream', () => {
    const heads = [
      { stream: 'a', revision: 0, hash: sha256('1') },
      { stream: 'b', revision: 1, hash: sha256('2') },
    ];
    const root = rootOf(heads);
    assert.is(rootOf(heads.toReversed()), root);
    assert.is.not(rootOf(heads.slice(1)), root);
    for (const change of [{ stream: 'c' }, { revision: 2 }, { hash: sha256('3') }])
      assert.is.not(rootOf([heads[0] as never, { ...(heads[1] as object), ...change } as never]), root);
  });

  for (const [what, text, words] of [
    ['no JSON', '{', 'no JSON'],
    ['a list', '[]', 'no object'],
    ['a text with a space', '{"data":{}, "id":"x"}', 'canonical'],
    ['names out of order', '{"id":"x","data":{}}', 'canonical'],
    ['a number in another form', '{"data":1.0}', 'canonical'],
    ['a fact without data', '{"id":"x"}', 'no data'],
    ['a fact with a name the log gives', '{"data":{},"hash":"x"}', 'it has hash'],
  ] as const)
    test(`${what} cannot be kept, and the reason is told`, () => assert.match(problemOfText(text) ?? '', words));
});

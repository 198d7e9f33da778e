import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { importDigest, splitByImport } from '#log/completed.ts';
import type { AnyFact, AnyRecorded } from '#log/event-log.ts';
import { positionOf } from '#log/position.ts';
import { holds } from '../support/property.ts';
import { spec } from '../support/spec.ts';
import { fromTheFuture, idOf, ids, note } from './sample-facts.ts';

const recorded = (facts: readonly AnyFact[]): AnyRecorded[] =>
  facts.map((fact, revision) => ({ fact, stream: 's', revision, position: positionOf(revision + 1), recordedAt: 0 }));

const completed = (importId: string, facts: readonly AnyFact[], count = facts.length): Fact => ({
  id: idOf(900_000 + count),
  type: 'ImportCompleted',
  v: 1,
  occurredAt: exactly(0),
  import: importId,
  data: { import: importId, count, digest: importDigest(facts.map((fact) => fact.id)) },
});

const imported = (first: number, count: number, importId: string): Fact[] =>
  Array.from({ length: count }, (_, index) => note(first + index, 'x', importId));

spec('log/completed [unit]', (test) => {
  test('facts of no import are visible', () => {
    const records = recorded([note(1), note(2)]);
    const split = splitByImport(records);
    assert.equal(split.visible, records);
    assert.is(split.pending.size, 0);
  });

  test('facts of an import are left out until it is completed', () => {
    const facts = imported(1, 3, 'i');
    const before = splitByImport(recorded([note(0), ...facts]));
    assert.equal(ids(before.visible), [idOf(0)]);
    assert.equal(ids(before.pending.get('i') ?? []), ids(recorded(facts)));
    const after = splitByImport(recorded([note(0), ...facts, completed('i', facts)]));
    assert.is(after.visible.length, 5);
    assert.is(after.pending.size, 0);
    assert.equal(after.mismatches, []);
  });

  test('a completion counts wherever it stands, and only for its own import', () => {
    const facts = imported(1, 2, 'i');
    const split = splitByImport(recorded([completed('i', facts), ...imported(10, 2, 'j'), ...facts]));
    assert.equal(ids(split.visible).slice(1), [idOf(1), idOf(2)]);
    assert.equal([...split.pending.keys()], ['j']);
  });

  test('a completion of another number or of other facts completes nothing and is reported', () => {
    const facts = imported(1, 3, 'i');
    for (const wrong of [completed('i', facts, 2), completed('i', imported(2, 3, 'i')), completed('i', facts.slice(1))]) {
      const split = splitByImport(recorded([...facts, wrong]));
      assert.equal(ids(split.visible), [wrong.id]);
      assert.is(split.pending.get('i')?.length, 3);
      assert.is(split.mismatches.length, 1);
      assert.equal(split.mismatches[0]?.found, { count: 3, digest: importDigest([idOf(3), idOf(1), idOf(2)]) });
    }
  });

  test('a completion whose facts are not there is reported', () => {
    const split = splitByImport(recorded([completed('i', imported(1, 2, 'i'))]));
    assert.equal(
      split.mismatches.map(({ said, found }) => [said.count, found.count]),
      [[2, 0]],
    );
  });

  test('a later completion that fits makes up for one that did not', () => {
    const facts = imported(1, 2, 'i');
    const split = splitByImport(recorded([...facts, completed('i', facts.slice(1)), completed('i', facts)]));
    assert.is(split.visible.length, 4);
    assert.equal(split.mismatches, []);
  });

  test('facts from the future belong to their import like any other', () => {
    const strange = { ...fromTheFuture(5), import: 'i' };
    assert.is(splitByImport(recorded([strange])).visible.length, 0);
    assert.is(splitByImport(recorded([strange, completed('i', [strange])])).visible.length, 2);
  });

  test('the digest is SHA-256 over the sorted ids, one a line', () => {
    // printf 'a\nb\nc' | sha256sum
    assert.is(importDigest(['c', 'a', 'b']), 'ea7fb08b7a2dc4619ffb7c7bb38d95a2047935fa165d71b12efd3852a2e6d0cc');
  });

  test('any beginning of an import shows none of it, the whole of it all of it', () =>
    holds(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(14), (count, cut) => {
        const facts = imported(1, count, 'i');
        const whole = [...facts, completed('i', facts)];
        const split = splitByImport(recorded(whole.slice(0, cut)));
        assert.is(split.visible.length, cut >= whole.length ? whole.length : 0);
      }),
    ));
});

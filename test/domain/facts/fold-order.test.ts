import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { byFoldOrder, inFoldOrder } from '#domain/facts/fold-order.ts';
import type { FactType } from '#domain/facts/types.ts';
import { exactly } from '#domain/time/instant.ts';
import { arbitraryHistory } from '../../support/arbitrary-history.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

interface Keys {
  readonly type?: FactType;
  readonly at?: number;
  readonly reported?: number;
  readonly recorded?: number;
  readonly stream?: string;
  readonly revision?: number;
}

const fact = (id: string, { type = 'OutageBegan', at = 0, reported, recorded = 9, stream = 's', revision = 0 }: Keys): Recorded => ({
  fact: { id, type, v: 1, occurredAt: exactly(at), reportedAt: reported, data: {} } as unknown as Fact,
  stream,
  revision,
  position: id,
  recordedAt: recorded,
});

/** Ids in fold order, whichever way round the two are handed over. */
const order = (first: Keys, second: Keys): string => {
  const [a, b] = [fact('first', first), fact('second', second)];
  const [one, other] = [
    [a, b],
    [b, a],
  ].map((facts) =>
    inFoldOrder(facts)
      .map((recorded) => recorded.fact.id)
      .join(' '),
  );
  assert.is(one, other);
  return one ?? '';
};

const SORTED = 'first second';

spec('domain/facts/fold-order [unit]', (test) => {
  test('what happened first is folded first, whenever it became known', () => {
    assert.is(order({ at: 1, reported: 8 }, { at: 2, reported: 3, type: 'ComponentDeclared' }), SORTED);
  });

  test('at one instant the model comes first, then ends, then the rest', () => {
    for (const type of [
      'ComponentDeclared',
      'ComponentRevised',
      'ComponentRetired',
      'ScaleDefined',
      'CalendarDefined',
      'PolicyDefined',
      'GroupDefined',
    ] as const) {
      assert.is(order({ type, reported: 8 }, { type: 'OutageEnded', reported: 1 }), SORTED);
    }
    for (const type of ['OutageBegan', 'FailedOver', 'FailedBack', 'StatusObserved'] as const) {
      assert.is(order({ type: 'OutageEnded', reported: 8 }, { type, reported: 1 }), SORTED);
    }
    assert.is(order({ type: 'FailedOver', reported: 1 }, { type: 'OutageBegan', reported: 2 }), SORTED);
    assert.is(order({ type: 'OutageBegan', reported: 1 }, { type: 'FailedOver', reported: 2 }), SORTED);
  });

  test('then comes what was reported first, by default when it was recorded', () => {
    assert.is(order({ reported: 1, recorded: 8 }, { reported: 2, recorded: 3 }), SORTED);
    assert.is(order({ recorded: 4 }, { reported: 5, recorded: 9 }), SORTED);
  });

  test('then what was recorded first, then the name of the stream, then the revision', () => {
    assert.is(order({ reported: 1, recorded: 3, stream: 'z' }, { reported: 1, recorded: 4, stream: 'a' }), SORTED);
    assert.is(order({ stream: 'a', revision: 7 }, { stream: 'b', revision: 1 }), SORTED);
    assert.is(order({ revision: 9 }, { revision: 10 }), SORTED);
  });

  test('it is a total order: only a fact and itself tie', () =>
    holds(
      fc.property(arbitraryHistory(), ({ facts }) => {
        for (const a of facts) {
          for (const b of facts) {
            assert.is(Math.sign(byFoldOrder(a, b)), a === b ? 0 : -Math.sign(byFoldOrder(b, a)));
            if (a !== b) assert.is.not(byFoldOrder(a, b), 0);
          }
        }
      }),
    ));

  test('the list it is given stays as it was', () => {
    const facts = [fact('late', { at: 5 }), fact('early', { at: 1 })];
    inFoldOrder(facts);
    assert.is(facts[0]?.fact.id, 'late');
  });
});

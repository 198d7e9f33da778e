// Corrections and retractions (S5.4): which fact says what once they are counted.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { effectiveFacts } from '#domain/facts/effective.ts';
import type { Fact, FactOf, Recorded } from '#domain/facts/fact.ts';
import type { FactData, Json } from '#domain/facts/types.ts';
import { exactly } from '#domain/time/instant.ts';
import { decodeData } from '#wire/data.ts';
import { at, minute, recorded } from '../../support/history.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [OUTAGE, FIRST, SECOND, THIRD] = [id(1), id(2), id(3), id(4)];

const outage = (data: Partial<FactData['OutageBegan']> = {}): Fact =>
  at(10, 'OutageBegan', { component: 'web', level: 'down', fault: 'trip', ...data }, OUTAGE);

/** An amendment reported at a minute. */
const amend = (reported: number, fact: Fact): Fact => ({ ...fact, reportedAt: minute(reported), reason: 'because' });
const says = (level: string): { readonly [key: string]: Json } => ({ component: 'web', level });
const correct = (amendment: string, reported: number, target: string, data: Omit<FactData['Corrected'], 'fact'>): Fact =>
  amend(reported, at(reported, 'Corrected', { fact: target, ...data }, amendment));
const retract = (amendment: string, reported: number, data: FactData['Retracted']): Fact =>
  amend(reported, at(reported, 'Retracted', data, amendment));

const counted = (...facts: readonly Fact[]) => effectiveFacts(recorded(facts), decodeData);
const levelsOf = (facts: readonly Recorded[]): readonly string[] => facts.map(({ fact }) => (fact as FactOf<'OutageBegan'>).data.level);
const levels = (...facts: readonly Fact[]): readonly string[] => levelsOf(counted(...facts).facts);

spec('domain/facts/effective [unit]', (test) => {
  test('a correction replaces data and time and leaves id, stream and reported time as they were', () => {
    const [one] = counted(
      { ...outage(), reportedAt: minute(11) },
      correct(FIRST, 20, OUTAGE, { occurredAt: exactly(minute(5)), data: says('degraded') }),
    ).facts;
    assert.is(one?.fact.id, OUTAGE);
    assert.is(one?.stream, 'component-web');
    assert.is(one?.fact.reportedAt, minute(11));
    assert.equal(one?.fact.occurredAt, exactly(minute(5)));
    assert.equal(one?.fact.data, { component: 'web', level: 'degraded' });
  });

  test('of two corrections the one reported last counts, in whatever order they stand', () => {
    const early = correct(FIRST, 20, OUTAGE, { data: says('degraded') });
    const late = correct(SECOND, 30, OUTAGE, { data: says('at-risk') });
    assert.equal(levels(outage(), early, late), ['at-risk']);
    assert.equal(levels(outage(), late, early), ['at-risk']);
  });

  test('of two corrections reported at one instant the one recorded last counts', () => {
    const [fact, one, other] = recorded([
      outage(),
      correct(FIRST, 20, OUTAGE, { data: says('degraded') }),
      correct(SECOND, 20, OUTAGE, { data: says('at-risk') }),
    ]) as readonly [Recorded, Recorded, Recorded];
    const { facts } = effectiveFacts([fact, { ...one, recordedAt: other.recordedAt + 1 }, other], decodeData);
    assert.equal(levelsOf(facts), ['degraded']);
  });

  test('the last correction counts alone: what it leaves out is as first recorded', () => {
    const [one] = counted(
      outage(),
      correct(FIRST, 20, OUTAGE, { occurredAt: exactly(minute(5)) }),
      correct(SECOND, 30, OUTAGE, { data: says('degraded') }),
    ).facts;
    assert.equal(one?.fact.occurredAt, exactly(minute(10)));
  });

  test('a retraction beats a correction that is reported after it', () => {
    assert.equal(levels(outage(), retract(FIRST, 20, { fact: OUTAGE }), correct(SECOND, 30, OUTAGE, { data: says('degraded') })), []);
  });

  test('a retracted correction leaves the one before it to count', () => {
    const facts = [
      outage(),
      correct(FIRST, 20, OUTAGE, { data: says('degraded') }),
      correct(SECOND, 30, OUTAGE, { data: says('at-risk') }),
      retract(THIRD, 40, { fact: SECOND }),
    ];
    assert.equal(levels(...facts), ['degraded']);
  });

  test('a retracted retraction takes nothing out, even where it is said to have been reported later', () => {
    assert.equal(levels(outage(), retract(FIRST, 20, { fact: OUTAGE }), retract(SECOND, 30, { fact: FIRST })), ['down']);
    assert.equal(levels(outage(), retract(FIRST, 30, { fact: OUTAGE }), retract(SECOND, 20, { fact: FIRST })), ['down']);
  });

  test('a retraction of a retraction of a retraction takes the fact out again', () => {
    assert.equal(
      levels(outage(), retract(FIRST, 20, { fact: OUTAGE }), retract(SECOND, 30, { fact: FIRST }), retract(THIRD, 40, { fact: SECOND })),
      [],
    );
  });

  test('a correction can itself be corrected', () => {
    const first = correct(FIRST, 20, OUTAGE, { data: says('degraded') });
    assert.equal(levels(outage(), first, correct(SECOND, 30, FIRST, { data: { fact: OUTAGE, data: says('at-risk') } })), ['at-risk']);
  });

  test('a retraction can itself be corrected: it takes out what it names then', () => {
    const other = at(11, 'OutageBegan', { component: 'web', level: 'degraded', fault: 'slow' }, THIRD);
    const facts = [outage(), other, retract(FIRST, 20, { fact: OUTAGE }), correct(SECOND, 30, FIRST, { data: { fact: THIRD } })];
    assert.equal(levels(...facts), ['down']);
    assert.equal(levels(...facts.slice(0, 3)), ['degraded']);
  });

  test('a whole import is taken back, with the corrections it brought', () => {
    const brought = (fact: Fact): Fact => ({ ...fact, import: 'monday' });
    const own = at(12, 'OutageBegan', { component: 'web', level: 'down', fault: 'own' }, id(9));
    const facts = [
      brought(outage()),
      own,
      brought(correct(FIRST, 20, id(9), { data: says('degraded') })),
      retract(SECOND, 30, { importId: 'monday' }),
    ];
    assert.equal(levels(...facts), ['down']);
    assert.equal(levels(...facts, retract(THIRD, 40, { fact: SECOND })), ['down', 'degraded']);
  });

  test('a correction that does not fit its target is listed with the field, and the one before it counts', () => {
    const result = counted(
      outage(),
      correct(FIRST, 20, OUTAGE, { data: says('degraded') }),
      correct(SECOND, 30, OUTAGE, { data: { component: 'web', level: 3 } }),
    );
    assert.equal(levelsOf(result.facts), ['degraded']);
    assert.equal(result.inapplicable.length, 1);
    assert.match(
      result.inapplicable[0]?.why ?? '',
      'it does not fit the OutageBegan it corrects: level: expected a level, found the number 3',
    );
  });

  test('amendments of what is not in the log are listed', () => {
    const { inapplicable } = counted(
      correct(FIRST, 20, OUTAGE, { data: says('degraded') }),
      retract(SECOND, 20, { fact: OUTAGE }),
      retract(THIRD, 20, { importId: 'monday' }),
    );
    assert.equal(inapplicable.map(({ why }) => why.replace(OUTAGE, 'X')).toSorted(), [
      'there is no fact X to correct',
      'there is no fact X to retract',
      'there is no import monday to retract',
    ]);
  });

  test('two retractions that name each other: the last word counts', () => {
    const { retracted } = counted(retract(FIRST, 20, { fact: SECOND }), retract(SECOND, 30, { fact: FIRST }));
    assert.equal([...retracted.keys()], [FIRST]);
  });
});

/** Amendments of three facts and of each other, later ones naming earlier ones. */
const amended: fc.Arbitrary<readonly Fact[]> = fc
  .array(fc.tuple(fc.boolean(), fc.nat(), fc.integer({ min: 0, max: 5 }), fc.constantFrom('up', 'degraded', 'down')), { maxLength: 10 })
  .map((said) => {
    const facts: Fact[] = [1, 2, 3].map((n) => at(n, 'OutageBegan', { component: 'web', level: 'down', fault: `f${n}` }, id(n)));
    for (const [isRetraction, target, reported, level] of said) {
      const named = facts[target % facts.length] as Fact;
      const own = id(facts.length + 1);
      const data =
        named.type === 'OutageBegan' ? says(level) : { fact: id(1), ...(named.type === 'Corrected' ? { data: says(level) } : {}) };
      facts.push(isRetraction ? retract(own, reported, { fact: named.id }) : correct(own, reported, named.id, { data }));
    }
    return facts;
  });

spec('domain/facts/effective [property]', (test) => {
  test('the order in which a log hands its facts over changes nothing', () =>
    holds(
      fc.property(amended, fc.infiniteStream(fc.nat()), (facts, keys) => {
        const held = recorded(facts);
        const sortKeys = new Map(held.map((one) => [one, keys.next().value as number]));
        const mixed = held.toSorted((a, b) => (sortKeys.get(a) ?? 0) - (sortKeys.get(b) ?? 0));
        assert.equal(byId(effectiveFacts(mixed, decodeData).facts), byId(effectiveFacts(held, decodeData).facts));
      }),
      { runs: 300 },
    ));

  test('a fact is out exactly if a retraction that is not out names it', () =>
    holds(
      fc.property(amended, (facts) => {
        const held = recorded(facts).filter(({ fact }) => fact.type !== 'Corrected' || fact.data.fact <= id(3));
        const { retracted } = effectiveFacts(held, decodeData);
        for (const { fact } of held) {
          const isNamed = held.some(({ fact: by }) => by.type === 'Retracted' && by.data.fact === fact.id && !retracted.has(by.id));
          assert.is(retracted.has(fact.id), isNamed, fact.id);
        }
      }),
      { runs: 300 },
    ));

  test('retracting every amendment of a fact gives it back as first recorded', () =>
    holds(
      fc.property(amended, (facts) => {
        const undone = facts.slice(3).map((fact, index) => retract(id(100 + index), 50, { fact: fact.id }));
        const { facts: left } = effectiveFacts(recorded([...facts, ...undone]), decodeData);
        assert.equal(
          left.map(({ fact }) => fact),
          recorded(facts.slice(0, 3)).map(({ fact }) => fact),
        );
      }),
      { runs: 300 },
    ));
});

const byId = (facts: readonly Recorded[]): readonly Recorded[] => facts.toSorted((a, b) => (a.fact.id < b.fact.id ? -1 : 1));

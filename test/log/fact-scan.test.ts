// Facts read off their text without parsing: what is taken so is what the full decoder reads, of every type of fact and of damaged texts.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { newScanned, scanned } from '#log/fact-scan.ts';
import { decodeFact, encodeFact } from '#wire/stored-fact.ts';
import { arbitraryFact } from '../support/arbitrary-fact.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const AT = Date.UTC(2016, 0, 16, 19, 30);

/** What a scan of a text between others tells; undefined: it leaves it to the decoder. */
const scan = (fact: string): unknown => {
  const [before, text] = ['{"data":{},"id":"before"},\n', `${fact},\n{"data":{}}`];
  const found = newScanned();
  const whole = before + text;
  if (!scanned(whole, before.length, before.length + fact.length, found)) return undefined;
  const said = (from: number, to: number): string | undefined => (from < 0 ? undefined : whole.slice(from, to));
  return {
    type: found.isBegin ? 'OutageBegan' : 'OutageEnded',
    id: said(found.id, found.idEnd),
    import: said(found.importId, found.importEnd),
    at: found.at,
    reportedAt: Number.isNaN(found.reportedAt) ? undefined : found.reportedAt,
    component: said(found.component, found.componentEnd),
    fault: said(found.fault, found.faultEnd),
    level: found.isBegin ? said(found.level, found.levelEnd) : undefined,
  };
};

/** The same from the fact itself, and that it says nothing else a fold looks at. */
const plain = (text: string): unknown => {
  const fact = decodeFact(text);
  if ('raw' in fact || (fact.type !== 'OutageBegan' && fact.type !== 'OutageEnded')) return undefined;
  const { type, id, occurredAt, reportedAt, data } = fact;
  const { component, fault } = data;
  const begin = fact.type === 'OutageBegan' ? fact.data : undefined;
  assert.equal(occurredAt, exactly(occurredAt.best));
  for (const name of ['duration', 'consequenceOf', 'planned', 'tags'] as const) assert.is(begin?.[name], undefined);
  return { type, id, import: fact.import, at: occurredAt.best, reportedAt, component, fault, level: begin?.level };
};

const began = (more: object = {}, data: object = {}): Fact => ({
  id: '6f2e',
  type: 'OutageBegan',
  v: 1,
  occurredAt: exactly(AT),
  ...more,
  data: { component: 'circuit-b', level: 'down', fault: 'power cut', ...data },
});
const ended = (data: object): Fact => ({ id: '7a', type: 'OutageEnded', v: 1, occurredAt: exactly(AT), data }) as Fact;

spec('log/fact-scan [unit]', (test) => {
  test('takes begins and ends as a log mostly holds them', () => {
    const told = { by: 'me', source: 's', sourceId: 'n', reason: 'r', import: 'i', reportedAt: AT + 1 };
    for (const fact of [began(), began({}, { fault: undefined, cause: 'wet' }), began(told), ended({ component: 'a', fault: 'b' })]) {
      const text = encodeFact(fact);
      assert.equal(scan(text), plain(text));
      assert.ok(scan(text) !== undefined, text);
    }
  });

  test('leaves what is not plain to the decoder', () => {
    const others = [
      began({}, { duration: 1 }),
      began({}, { planned: true }),
      began({}, { tags: { a: 'b' } }),
      began({}, { consequenceOf: 'x' }),
      began({}, { fault: 'a "quoted" one' }),
      began({ occurredAt: { ...exactly(AT), about: true } }),
      ended({ component: 'a' }),
    ];
    for (const fact of others) assert.is(scan(encodeFact(fact)), undefined);
    assert.is(scan(encodeFact(began()).replace('"v":1', '"v":2')), undefined);
  });

  test('reads of every fact what the decoder reads', async () => {
    let taken = 0;
    await holds(
      fc.property(fc.oneof(arbitraryFact(), arbitraryFact(['OutageBegan', 'OutageEnded'])), (fact) => {
        const text = encodeFact(fact);
        const found = scan(text);
        if (found === undefined) return;
        taken++;
        assert.equal(found, plain(text));
      }),
      { runs: runs(1_000, 100_000) },
    );
    assert.ok(taken > 4, `only ${taken} were taken`);
  });

  test('takes no damaged text that the decoder would read otherwise', async () => {
    const texts = [began({ source: 'desk', import: 'i' }), ended({ component: 'a', fault: 'b' })].map(encodeFact);
    const damage = fc.record({
      text: fc.constantFrom(...texts),
      at: fc.nat(),
      to: fc.oneof(fc.constantFrom('', '"', '\\', '{', '}', ',', '\t', ',"x":1', ':'), fc.string({ maxLength: 2 })),
      length: fc.nat(2),
    });
    await holds(
      fc.property(damage, ({ text, at, to, length }) => {
        const place = at % text.length;
        const damaged = text.slice(0, place) + to + text.slice(place + length);
        const found = scan(damaged);
        if (found !== undefined) assert.equal(found, plain(damaged), damaged);
      }),
      { runs: runs(3_000, 300_000) },
    );
  });
});

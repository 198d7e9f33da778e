// Histories in which faults may be planned and windows of maintenance are planned, changed and cancelled, before and after they began.
import fc from 'fast-check';
import { isA, type Fact, type Recorded } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import type { History } from './arbitrary-history.ts';

const PLANNED = fc.constantFrom(undefined, undefined, undefined, true, false, 'm1', 'm2');

const maintenance = fc.record({
  type: fc.constantFrom('MaintenancePlanned', 'MaintenancePlanned', 'MaintenanceChanged', 'MaintenanceCancelled'),
  maintenance: fc.constantFrom('m1', 'm1', 'm2', 'm3'),
  components: fc.uniqueArray(fc.constantFrom('c0', 'c1'), { minLength: 1 }),
  from: fc.integer({ min: 0, max: 22 }),
  length: fc.integer({ min: 1, max: 12 }),
  at: fc.integer({ min: -4, max: 30 }),
});

export const withMaintenance = (histories: fc.Arbitrary<History>): fc.Arbitrary<History> =>
  fc
    .record({
      history: histories,
      planned: fc.array(PLANNED, { minLength: 30, maxLength: 30 }),
      told: fc.uniqueArray(maintenance, { selector: ({ at }) => at, maxLength: 7 }),
    })
    .map(({ history, planned, told }) => {
      const facts = history.facts.map((one, index): Recorded => {
        if (!isA(one, 'OutageBegan')) return one;
        return { ...one, fact: { ...one.fact, data: { ...one.fact.data, planned: planned[index % planned.length] } } };
      });
      const windows = told.map(({ type, maintenance: name, components, from, length, at }, index): Recorded => {
        const data = type === 'MaintenanceCancelled' ? { maintenance: name } : { maintenance: name, components, from, to: from + length };
        const fact = { id: `told-${index}`, type, v: 1, occurredAt: exactly(at), reportedAt: at, data } as Fact;
        return { fact, stream: `maintenance-${name}`, revision: index, position: `t${index}`, recordedAt: 1_000 };
      });
      const lines = [...facts, ...windows].map(({ fact }) => `@${fact.occurredAt?.best} ${fact.type} ${JSON.stringify(fact.data)}`);
      const made = { scale: history.scale, facts: [...facts, ...windows] };
      return Object.defineProperty(made, fc.toStringMethod, { value: () => lines.join('\n'), enumerable: false });
    });

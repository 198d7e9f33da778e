// Random observations for histories: two vantages, so that one speaks again and both stand at once; many that fall silent.
import fc from 'fast-check';
import type { FactData } from '#domain/facts/types.ts';
import type { ScaleDefinition } from '#domain/topology/definition.ts';

export const vantage = fc.constantFrom('monitor', 'desk');

export const arbitraryObserved = (component: fc.Arbitrary<string>, scale: ScaleDefinition): fc.Arbitrary<FactData['StatusObserved']> =>
  fc.record({
    component,
    level: fc.constantFrom(...scale.levels),
    vantage,
    binding: fc.constantFrom(true, false, undefined, undefined),
    account: fc.constantFrom('somebody', undefined, undefined),
    expectEvery: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 2 }),
  });

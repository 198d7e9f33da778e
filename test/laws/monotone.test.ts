// S2.5: for fixed choices of the standbys a worse input never gives a better output; and a fault added never improves anything, where
// no choice (standby, latch, release by hand) is in its reach.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { replay } from '#domain/impact/replay.ts';
import { compileScale, type Level } from '#domain/impact/scale.ts';
import type { ScaleDefinition } from '#domain/topology/definition.ts';
import { compileRequirement, gatesInsideOut } from '#domain/topology/requirement.ts';
import { countedLevel, standbysIn, type Standbys } from '../oracles/tick-requirement.ts';
import { freshStandby } from '../oracles/tick-standby.ts';
import { arbitraryHistory, arbitraryMember, FIVE, numbered, THREE } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { requiredLevel } from '../support/required-level.ts';
import { spec } from '../support/spec.ts';

const UNTIL = 60;
const IDS = ['a', 'b', 'c', 'd'];

const arbitraryLevels = (scale: ScaleDefinition): fc.Arbitrary<Readonly<Record<string, Level>>> =>
  fc.record(Object.fromEntries(IDS.map((id) => [id, fc.nat(scale.levels.length - 1)])));

/** A requirement, which member its standby gates are on, and levels of what it names. */
const looks = fc.constantFrom(FIVE, THREE).chain((scale) =>
  fc.record({
    scale: fc.constant(scale),
    member: arbitraryMember(IDS, scale, 3),
    choice: fc.nat(2),
    levels: arbitraryLevels(scale),
    other: arbitraryLevels(scale),
  }),
);

const levelAt = (levels: Readonly<Record<string, Level>>, scale: ScaleDefinition) => (id: string) => levels[id] ?? scale.levels.length - 1;

spec('laws/monotone [property]', (test) => {
  test('no requirement gets better when what it names gets worse', () =>
    holds(
      fc.property(looks, ({ scale, member, choice, levels, other }) => {
        const worse = Object.fromEntries(IDS.map((id) => [id, Math.max(levels[id] ?? 0, other[id] ?? 0)]));
        const [before, after] = [levels, worse].map((given) => requiredLevel(member, compileScale(scale), levelAt(given, scale), choice));
        assert.ok((after ?? 0) >= (before ?? 0), `${String(before)} became ${String(after)}`);
      }),
      { runs: runs(500, 50_000) },
    ));

  test('a requirement is at the level that the rules, read one by one, give', () =>
    holds(
      fc.property(looks, ({ scale, member, choice, levels }) => {
        const requirement = compileRequirement(member, compileScale(scale));
        const standbys: Standbys = new Map(
          standbysIn(member, '').map(([place, gate]) => [
            place,
            { ...freshStandby(gate), active: Math.min(choice, gate.standby.length - 1) },
          ]),
        );
        const expected = countedLevel(member, '', { scale, standbys, levelOf: (id) => levels[id] ?? 0 });
        assert.is(requiredLevel(member, compileScale(scale), levelAt(levels, scale), choice), expected);
        assert.is(gatesInsideOut(requirement).filter((gate) => gate.kind === 'standby').length, standbys.size);
      }),
      { runs: runs(500, 50_000) },
    ));

  test('a fault added improves nothing at any time, where no choice is in reach', () => {
    const withoutChoices = arbitraryHistory({ standbys: false, latches: false, releases: false, dense: true, maxComponents: 5 });
    const fault = fc.record({
      at: fc.nat(30),
      component: fc.constantFrom('c0', 'c1', 'c2'),
      level: fc.nat(),
      duration: fc.option(fc.nat(9), { nil: undefined }),
    });
    return holds(
      fc.property(withoutChoices, fault, ({ facts, scale }, { at, component, level, duration }) => {
        const named = scale.levels[1 + (level % (scale.levels.length - 1))] ?? '';
        const added = numbered([{ at, type: 'OutageBegan', data: { component, level: named, fault: 'added', duration } }]);
        const [before, after] = [facts, [...facts, ...added]].map((all) => replay(all, { until: UNTIL }).timeline);
        for (const [id, intervals] of before ?? []) {
          const lane = Array.from({ length: UNTIL }, () => 0);
          for (const interval of after?.get(id) ?? []) lane.fill(interval.level, interval.from, interval.to);
          for (const { from, to, level: was } of intervals) {
            for (let now = from; now < to; now++) assert.ok((lane[now] ?? 0) >= was, `${id} got better at ${now}`);
          }
        }
      }),
      { runs: runs(100, 10_000) },
    );
  });
});

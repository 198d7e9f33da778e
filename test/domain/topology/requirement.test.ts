import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import type { Member } from '#domain/topology/definition.ts';
import { compileRequirement, componentsOf, gatesInsideOut } from '#domain/topology/requirement.ts';
import { spec } from '../../support/spec.ts';

const compiled = (member: Member): ReturnType<typeof compileRequirement> => compileRequirement(member, compileScale(DEFAULT_SCALE));

const NESTED: Member = {
  all: ['a', { standby: [{ any: ['b', 'a'] }, { standby: ['c', 'd'] }] }, { score: ['e'], thresholds: { down: 1 } }],
};

spec('domain/topology/requirement [unit]', (test) => {
  test('a name, and a member with no gate around it, are requirements too', () => {
    assert.equal(compiled('a').node, { kind: 'component', id: 'a' });
    assert.equal(compiled({ on: 'a', effect: 'soft' }).effect, [0, 0, 0, 2, 2]);
  });

  test('every gate knows its place', () => {
    assert.equal(
      gatesInsideOut(compiled(NESTED))
        .map((gate) => gate.place)
        .toSorted(),
      ['all', 'all[1].standby', 'all[1].standby[0].any', 'all[1].standby[1].standby', 'all[2].score'],
    );
  });

  test('an inner gate comes before the one it stands in', () => {
    const places = gatesInsideOut(compiled(NESTED)).map((gate) => gate.place);
    for (const [index, place] of places.entries()) {
      for (const later of places.slice(index + 1)) assert.not.ok(later.startsWith(`${place}[`), `${later} behind ${place}`);
    }
  });

  test('the components it names are listed once, as they are written', () => {
    assert.equal(componentsOf(compiled(NESTED)), ['a', 'b', 'c', 'd', 'e']);
  });

  test('all needs every weight, any needs one, and only a gate that can miss a member has one to spare', () => {
    const gate = (member: Member): unknown => {
      const { node } = compiled(member);
      return node.kind === 'atLeast' ? [node.needed, node.spare] : undefined;
    };
    assert.equal(gate({ all: ['a', { on: 'b', weight: 3 }] }), [4, false]);
    assert.equal(gate({ any: ['a', 'b'] }), [1, true]);
    assert.equal(gate({ any: ['a'] }), [1, false]);
    assert.equal(gate({ atLeast: 4, of: [{ on: 'a', weight: 3 }, 'b'] }), [4, false]);
    assert.equal(gate({ atLeast: 3, of: [{ on: 'a', weight: 3 }, 'b'] }), [3, true]);
  });

  test('in a score a level left out weighs as the level before it, the best nothing', () => {
    const { node } = compiled({
      score: [{ on: 'a', weights: { degraded: 2 } }, { on: 'b', weights: { up: 1, down: 4 } }, 'c'],
      thresholds: { down: 5, degraded: 2 },
    });
    assert.equal(node.kind === 'score' && node.members.map((member) => member.weights), [
      [0, 0, 2, 2, 2],
      [1, 1, 1, 1, 4],
      [0, 0, 0, 0, 0],
    ]);
    assert.equal(node.kind === 'score' && node.thresholds, [
      [2, 2],
      [4, 5],
    ]);
  });
});

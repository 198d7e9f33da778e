// Laws of blame (S8) on random histories: `but-for` and `shapley`, incident by incident, against every subset and every order of the whole
// history; shares add up to the downtime; what changes nothing is blamed for nothing.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { historyOf, playGames, type Count, type History as BlameHistory } from '#domain/blame/game.ts';
import { butForInRounds, type CountWithin } from '#domain/blame/rounds.ts';
import { BLAME_RULES, isOwnerRule } from '#domain/blame/rules.ts';
import { shapley } from '#domain/blame/shapley.ts';
import { unrestWatch } from '#domain/blame/unrest.ts';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { defaultPolicy } from '#domain/time/policy.ts';
import { intersect, totalLength } from '#domain/time/intervals.ts';
import { isRefusal } from '#domain/refusal.ts';
import { branching, type Branch } from '#domain/simulate/branch.ts';
import { add, ZERO, type Ratio } from '#domain/time/ratio.ts';
import { blameReport } from '#projections/blame.ts';
import { blameByOrders, missing } from '../oracles/blame-by-orders.ts';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const UNTIL = 60;

const told = (facts: readonly Recorded[]): BlameHistory => {
  const watch = unrestWatch();
  return historyOf(facts, branching(facts, UNTIL, watch.during), watch);
};

/** Time at `down` up to the end; what is down when a branch ends goes on. */
const downtimeOf =
  (service: string) =>
  ({ branch }: Pick<Branch, 'branch'>): number =>
    (branch.timeline.get(service) ?? []).reduce(
      (sum, { from, to, level }) => sum + (level === branch.scale.down ? (to === branch.until ? UNTIL : to) - Math.max(from, 0) : 0),
      0,
    );

const ALWAYS = [{ from: -1, to: UNTIL + 1 }];

/** But-for and shapley of every fault, from the games of every incident. */
const played = (facts: readonly Recorded[], service: string): ReadonlyMap<string, readonly [butFor: number, shapley: Ratio]> => {
  const count: Count = (branch) => [downtimeOf(service)(branch)];
  const games = playGames(told(facts), service, ALWAYS, count, ({ incident: { players }, value }) => {
    const all = players.map((_, index) => index);
    const { shares } = shapley(players.length, value);
    return players.map((fact, player) => {
      const without = value(all.filter((other) => other !== player))[0] ?? 0;
      return [fact, [(value(all)[0] ?? 0) - without, shares[player]?.[0] ?? ZERO] as const] as const;
    });
  });
  return new Map(games.flat());
};

const lastOf = (facts: readonly Recorded[]): string =>
  facts.flatMap((one) => (isA(one, 'ComponentDeclared') && one.fact.occurredAt?.best === 0 ? [one.fact.data.component] : [])).at(-1) ?? '';

spec('domain/blame [law]', (test) => {
  test('but-for and shapley are those of every subset and every order of the whole history', () =>
    holds(
      fc.property(arbitraryHistory({ maxFacts: 9 }), ({ facts }) => {
        const service = lastOf(facts);
        const whole = blameByOrders(facts, UNTIL, downtimeOf(service), 5);
        if (whole === undefined) return;
        assert.equal(missing(whole), ZERO);
        const found = played(facts, service);
        for (const id of whole.players) {
          assert.equal(found.get(id) ?? [0, ZERO], [whole.butFor.get(id), whole.shapley.get(id)], id);
        }
      }),
      { runs: runs(100, 20_000) },
    ));

  test('but-for of all incidents in one go is that of every fault of the whole history, or is not given', () =>
    holds(
      fc.property(arbitraryHistory({ maxFacts: 9 }), ({ facts }) => {
        const service = lastOf(facts);
        const whole = blameByOrders(facts, UNTIL, downtimeOf(service), 5);
        if (whole === undefined) return;
        const within: CountWithin =
          ({ branch }) =>
          (times) => [
            totalLength(
              intersect(
                (branch.timeline.get(service) ?? []).filter(({ level }) => level === branch.scale.down),
                times,
              ),
            ),
          ];
        const together = butForInRounds(told(facts), service, ALWAYS, within);
        if (together === undefined) return;
        const found = new Map(together);
        for (const id of whole.players) assert.equal(found.get(id) ?? [0], [whole.butFor.get(id)], id);
      }),
      { runs: runs(100, 20_000) },
    ));

  test('shares add up to the downtime to the millisecond, period by period', () =>
    holds(
      fc.property(arbitraryHistory({ dense: true, maxFacts: 10 }), fc.constantFrom(...BLAME_RULES), ({ facts }, rule) => {
        const { scale } = branching(facts, UNTIL).base;
        const service = lastOf(facts);
        const report = blameReport({
          facts,
          services: [service],
          span: { from: 0, to: UNTIL },
          unit: 'span',
          policy: { ...defaultPolicy(scale), noData: 'up' },
          rule,
          now: UNTIL,
          holidays: () => [],
        });
        if (isRefusal(report)) throw new Error(report.refused);
        const cell = report.services[0]?.cells[0];
        if (cell === undefined) throw new Error('there is no period');
        if (rule !== 'but-for') {
          assert.is(
            cell.shares.reduce((sum, { raw }) => sum + raw, 0),
            cell.raw,
          );
          assert.is(
            cell.shares.reduce((sum, { counted }) => sum + counted, 0),
            cell.counted,
          );
        }
        if (isOwnerRule(rule)) assert.ok(cell.shares.every(({ raw, counted }) => raw >= 0 && counted >= 0));
      }),
      { runs: runs(150, 20_000) },
    ));

  test('a mean over random orders adds up as the exact value does, and lies near it', () =>
    holds(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 16, maxLength: 16 }), (values) => {
        const value = (present: readonly number[]): readonly number[] => [values[present.reduce((mask, one) => mask + 2 ** one, 0)] ?? 0];
        const exact = shapley(4, value);
        const { shares, errors = [] } = shapley(13, (present) => value(present.filter((player) => player < 4)), 400);
        const sum = shares.reduce((total, own) => add(total, own[0] ?? ZERO), ZERO);
        assert.equal(sum, { numerator: BigInt((values[15] ?? 0) - (values[0] ?? 0)), denominator: 1n });
        shares.forEach((own, player) => {
          const near = Number(own[0]?.numerator) / Number(own[0]?.denominator);
          const meant = player < 4 ? Number(exact.shares[player]?.[0]?.numerator) / Number(exact.shares[player]?.[0]?.denominator) : 0;
          assert.ok(Math.abs(near - meant) <= 6 * (errors[player]?.[0] ?? 0) + 1, `${player}: ${near}, exactly ${meant}`);
        });
      }),
      { runs: runs(10, 200) },
    ));
});

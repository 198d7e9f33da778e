// What sharing out blame costs beside the replay it rests on: a year of faults over an estate of groups of 50 components (circuits, batteries,
// hosts, applications, two services each). First the three rules that look at instants, then `but-for` of every fault behind a downtime, each
// over the time of the replay alone, in the same run; then 1,000 counterfactuals of the incident with the most faults (one of them left out, or half of them), each over the time of
// folding only the branch's facts, on what the service rests on, until the branch meets its base again. Run it with
// `node --conditions=source --import tsx scripts/bench/blame.ts [faults] [components]` (default 100,000 of each).
import { factsOf, historyOf, playGames, type Game } from '#domain/blame/game.ts';
import { unrestWatch } from '#domain/blame/unrest.ts';
import type { BlameRule } from '#domain/blame/rules.ts';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { foldedAt, isOfTheModel } from '#domain/facts/fold-order.ts';
import { replay } from '#domain/impact/replay.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import { branching } from '#domain/simulate/branch.ts';
import { philox } from '#domain/simulate/philox.ts';
import { BEGINNING, exactly, type Instant } from '#domain/time/instant.ts';
import { defaultPolicy } from '#domain/time/policy.ts';
import type { ComponentDefinition, Member } from '#domain/topology/definition.ts';
import { blameReport } from '#projections/blame.ts';

const FAULTS = Number(process.argv[2] ?? 100_000);
const COMPONENTS = Number(process.argv[3] ?? 100_000);
const COUNTERFACTUALS = 1_000;
const GROUP = 50;
const MINUTE = 60_000;
const SPAN = { from: Date.UTC(2015, 0, 1), to: Date.UTC(2016, 0, 1) };
const policy = { ...defaultPolicy(compileScale(DEFAULT_SCALE)), noData: 'up' as const };

let draws = 0;
const random = (below: number): number => (philox([draws++, 0, 0, 0], [7, 11])[0] / 2 ** 32) * below;

/** One group: what each of its 50 components requires. */
const group = (name: (place: number) => string): readonly ComponentDefinition[] =>
  Array.from({ length: GROUP }, (_, place): ComponentDefinition => {
    const some = (from: number, count: number): readonly Member[] => Array.from({ length: count }, (_one, index) => name(from + index));
    if (place < 2) return { kind: 'circuit' };
    if (place < 4) return { kind: 'ups', requires: name(place - 2), holdUp: 30 * MINUTE };
    if (place < 16) return { kind: 'host', requires: name(2 + (place % 2)), startUp: 5 * MINUTE };
    if (place < 48) return { kind: 'application', requires: place % 4 === 0 ? { any: some(4 + (place % 8), 2) } : name(4 + (place % 12)) };
    return { kind: 'service', requires: { atLeast: 14, of: some(place === 48 ? 16 : 32, 16) }, service: { hours: 'always' } };
  });

const recorded = (facts: readonly Fact[]): readonly Recorded[] =>
  facts.map((fact, revision) => ({
    fact,
    stream: isOfTheModel(fact.type) ? 'model' : `component-${'component' in fact.data ? fact.data.component : ''}`,
    revision,
    position: String(revision),
    recordedAt: SPAN.to,
  }));

const nameOf = (component: number): string => `g${Math.floor(component / GROUP)}-c${component % GROUP}`;
const services: string[] = [];
const declared: Fact[] = [];
for (let first = 0; first < COMPONENTS; first += GROUP) {
  group((place) => nameOf(first + place)).forEach((definition, place) => {
    const component = nameOf(first + place);
    if (definition.service !== undefined) services.push(component);
    declared.push({
      id: `d${first + place}`,
      type: 'ComponentDeclared',
      v: 1,
      occurredAt: exactly(BEGINNING),
      data: { component, definition },
    });
  });
}
const facts = recorded([
  ...declared,
  ...Array.from({ length: FAULTS }, (_, index): Fact => {
    const at: Instant = Math.floor(SPAN.from + random(SPAN.to - SPAN.from));
    const data = { component: nameOf(Math.floor(random(COMPONENTS))), level: 'down', duration: Math.floor(MINUTE * (5 + random(600))) };
    return { id: `f${index}`, type: 'OutageBegan', v: 1, occurredAt: exactly(at), data };
  }),
]);

/** In the first group, on one day, faults that overlap. */
const storm = recorded(
  Array.from({ length: 40 }, (_, index): Fact => {
    const at: Instant = Math.floor(SPAN.from + 1_000 * MINUTE + random(120 * MINUTE));
    const data = { component: nameOf(Math.floor(random(GROUP - 2))), level: 'down', duration: Math.floor(MINUTE * (5 + random(120))) };
    return { id: `s${index}`, type: 'OutageBegan', v: 1, occurredAt: exactly(at), data };
  }),
);

const milliseconds = <T>(work: () => T): readonly [T, number] => {
  const begun = process.hrtime.bigint();
  const made = work();
  return [made, Number(process.hrtime.bigint() - begun) / 1e6];
};

const reportBy = (rule: BlameRule): number => {
  const [report, time] = milliseconds(() =>
    blameReport({ facts, services, span: SPAN, unit: 'span', policy, rule, now: SPAN.to, holidays: () => [] }),
  );
  if (isRefusal(report)) throw new Error(report.refused);
  return time;
};

const best = (times: readonly number[]): number => times.reduce((least, time) => Math.min(least, time), Infinity);
const ROUNDS = FAULTS > 20_000 ? 2 : 3;
const replays: number[] = [];
const times = new Map<BlameRule, number[]>();
for (let round = 0; round < ROUNDS; round++) {
  replays.push(milliseconds(() => replay(facts, { until: SPAN.to }))[1]);
  for (const rule of ['first-cause', 'last-to-recover', 'equal-split', 'but-for'] as const) {
    if (rule === 'but-for' && round > 0) continue;
    times.set(rule, [...(times.get(rule) ?? []), reportBy(rule)]);
  }
}
const alone = best(replays);
console.log(`${FAULTS} faults in a year over ${COMPONENTS} components, ${services.length} services`);
console.log(`replay ${alone.toFixed(0)} ms`);
for (const [rule, own] of times) console.log(`${rule}: ${best(own).toFixed(0)} ms, ${(best(own) / alone).toFixed(2)} × the replay`);

const watch = unrestWatch();
const stormy = [...facts, ...storm];
const told = branching(stormy, SPAN.to, watch.during);
const history = historyOf(stormy, told, watch);
let most: { readonly service: string; readonly players: number } = { service: services[0] ?? '', players: 0 };
for (const service of services) {
  playGames(
    history,
    service,
    [SPAN],
    () => [0],
    ({ incident: { players } }) => {
      if (players.length > most.players) most = { service, players: players.length };
    },
  );
}
playGames(
  history,
  most.service,
  [SPAN],
  ({ branch }) => [branch.timeline.get(most.service)?.length ?? 0],
  ({ incident, value }: Game) => {
    if (incident.players.length < most.players) return;
    const played = factsOf(incident, history.upstream(most.service), history);
    const end = Math.min((incident.stretches.at(-1)?.to ?? SPAN.to) + 1, SPAN.to);
    const again = branching(played, end);
    const [folding, counterfactual]: [number[], number[]] = [[], []];
    let early = 0;
    for (let draw = 0; draw < COUNTERFACTUALS; draw++) {
      const left = new Set([
        Math.floor(random(incident.players.length)),
        ...incident.players.flatMap((_, player) => (draw % 2 === 0 && random(2) < 1 ? [player] : [])),
      ]);
      const present = incident.players.flatMap((_, player) => (left.has(player) ? [] : [player]));
      const without = incident.players.flatMap((fact, player) => (left.has(player) ? [{ kind: 'without', fact } as const] : []));
      const { met, facts: own } = again.apart(without, () => undefined);
      if (met < end) early++;
      const until = own.filter((one) => foldedAt(one) <= met);
      folding.push(milliseconds(() => replay(until, { until: met + 1 }))[1]);
      counterfactual.push(milliseconds(() => value(present))[1]);
    }
    const sum = (all: readonly number[]): number => all.reduce((total, time) => total + time, 0);
    console.log(
      `${COUNTERFACTUALS} counterfactuals of an incident of ${incident.players.length} faults: ${(sum(counterfactual) / COUNTERFACTUALS).toFixed(2)} ms each, ${early} met their base before its end; folding their facts until then ${(sum(folding) / COUNTERFACTUALS).toFixed(2)} ms: ${(sum(counterfactual) / sum(folding)).toFixed(2)} ×`,
    );
  },
);

// What redundancy a component has left at an instant: which single components behind it would, failing next, take it down. Told by runs that
// go on from one snapshot: the component and what it may ever have required, as it stands; then one more failure for good, and nothing else for
// a month. Observations that say what is derived anyway are set aside, and so are those of who fails: a monitor would see it.
// O(components behind it · (components behind it + what changes)).
import { isA, type Recorded } from '../facts/fact.ts';
import { pushTo } from '../grouped.ts';
import { inFoldOrder, foldedAt } from '../facts/fold-order.ts';
import { asked } from '../impact/asked.ts';
import { scaleOf } from '../impact/replay.ts';
import { resume } from '../impact/resume.ts';
import { advance, newRun } from '../impact/run.ts';
import { levelIn, type World } from '../impact/world.ts';
import { snapshotOf } from '../impact/snapshot.ts';
import { exactly, type Duration, type Instant } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import { compileRequirement, componentsOf } from '../topology/requirement.ts';
import { faultFact, inOrder } from './at-rest.ts';
import type { Scale } from '../impact/scale.ts';

/** How long one more failure is looked at. @internal the oracle looks as long */
export const LOOKED_AT: Duration = 31 * 86_400_000;
/** Behind more components than this nobody waits for an answer. */
const MOST_BEHIND = 1000;

export interface OneMore {
  readonly component: ComponentId;
  /** How long after the failure the component asked for is down, and for how long; undefined: for good. */
  readonly after: Duration;
  readonly lasts: Duration | undefined;
}

export interface Redundancy {
  /** Those behind it that are not down: each was tried. */
  readonly tried: readonly ComponentId[];
  /** Those of them that take it down, before it would go down anyway. */
  readonly takenDownBy: readonly OneMore[];
  /** How long after the instant it goes down without any further failure, as when a reserve runs empty. */
  readonly goesDownAnyway: Duration | undefined;
}

/** `down`: it has none left; `too many`: more stand behind it than are tried. */
export const redundancyOf = (facts: readonly Recorded[], id: ComponentId, at: Instant): Redundancy | 'down' | 'too many' => {
  const scale = scaleOf(facts);
  const cone = coneOf(facts, id, at, scale);
  const kept = inFoldOrder(facts.filter((one) => foldedAt(one) <= at && isAbout(one, cone)));
  const run = newRun(scale, asked(kept));
  advance(run, kept, at + 1);
  const { world } = run;
  if (levelIn(world, id) === scale.down) return 'down';
  const tried = behindNow(world, id).filter((other) => levelIn(world, other) !== scale.down);
  if (tried.length > MOST_BEHIND) return 'too many';
  const snapshot = snapshotOf(run);
  const definitions = new Map([...world.states].map(([component, state]) => [component, state.component.definition]));
  const byId = new Map(kept.map((one) => [one.fact.id, one]));
  const agreeing = new Set([id, ...[...world.states].flatMap(([one, state]) => (state.level === state.derived ? [one] : []))]);
  const downIn = (failed: ComponentId | undefined): Omit<OneMore, 'component'> | undefined => {
    const branch = resume(snapshot, {
      definitionOf: (one) => definitions.get(one) ?? {},
      factOf: (one) => byId.get(one),
      asked: asked(kept),
    });
    const released = releases(world, failed === undefined ? agreeing : new Set([...agreeing, failed]), at + 1);
    const failure = failed === undefined ? [] : [faultFact(failed, scale.names[scale.down] ?? '', at + 1, 'one more failure')];
    let [from, to]: (Instant | undefined)[] = [];
    advance(branch, inOrder([...released, ...failure]), at + 1 + LOOKED_AT, {
      during: (there, since) => {
        const isDown = levelIn(there, id) === scale.down;
        if (isDown) from ??= since;
        else if (from !== undefined) to ??= since;
      },
    });
    return from === undefined ? undefined : { after: from - at - 1, lasts: to === undefined ? undefined : to - from };
  };
  const anyway = downIn(undefined)?.after;
  const takenDownBy = tried.flatMap((component) => {
    const loss = downIn(component);
    return loss === undefined || loss.after >= (anyway ?? Infinity) ? [] : [{ component, ...loss }];
  });
  return {
    tried,
    takenDownBy: takenDownBy.toSorted((a, b) => a.after - b.after),
    goesDownAnyway: anyway === undefined ? undefined : anyway + 1,
  };
};

const isAbout = ({ fact }: Recorded, cone: ReadonlySet<ComponentId>): boolean =>
  !('component' in fact.data) || cone.has(fact.data.component);

/** The component and everything it has ever required, directly or not, up to the instant. */
const coneOf = (facts: readonly Recorded[], id: ComponentId, at: Instant, scale: Scale): ReadonlySet<ComponentId> => {
  const requires = new Map<ComponentId, ComponentId[]>();
  for (const one of facts) {
    if (!isA(one, 'ComponentDeclared', 'ComponentRevised') || foldedAt(one) > at) continue;
    const { component, definition } = one.fact.data;
    if (definition.requires === undefined) continue;
    for (const required of componentsOf(compileRequirement(definition.requires, scale))) pushTo(requires, component, required);
  }
  const cone = new Set([id]);
  // A set is walked in the order of adding, and what is added on the way comes later.
  for (const one of cone) for (const next of requires.get(one) ?? []) cone.add(next);
  return cone;
};

/** What it requires now, directly or not, of what exists. */
const behindNow = ({ states }: World, id: ComponentId): readonly ComponentId[] => {
  const found = new Set([id]);
  for (const one of found) for (const next of states.get(one)?.component.requires ?? []) if (states.has(next)) found.add(next);
  return [...found].slice(1);
};

const releases = ({ states }: World, released: ReadonlySet<ComponentId>, at: Instant) =>
  [...released].flatMap((component) =>
    [...(states.get(component)?.observations.keys() ?? [])].map(
      (vantage) =>
        ({
          id: `${component} ${vantage}`,
          type: 'ObservationReleased',
          v: 1,
          occurredAt: exactly(at),
          data: { component, vantage },
        }) as const,
    ),
  );

// A branch folded only while it is another than its base: from the first fact in which they differ until every component has the same future in
// both and the same facts follow. Before and after it is its base. Base and branch go on side by side; whoever either of them touches is compared
// once the last fact in which they differ is folded. O(what happens in that time, twice), whatever the length of the history; but where the model
// itself differs, nothing is shared.
import { isA, type Recorded } from '../facts/fact.ts';
import { foldedAt, isOfTheModel } from '../facts/fold-order.ts';
import type { Asked } from '../impact/kernel.ts';
import type { ReplayOptions } from '../impact/replay.ts';
import { stepping, type Run, type Steps } from '../impact/run.ts';
import { sameFuture } from '../impact/same-future.ts';
import type { Instant } from '../time/instant.ts';
import { firstFrom, type Trunk } from './trunk.ts';

export interface Apart {
  /** Before this instant the branch is its base. */
  readonly from: Instant;
  /** After this instant, when all of it is folded, it is its base again; the replay's end where it never is. */
  readonly met: Instant;
  /** The branch, having told its turns from `from` on; undefined where it is its base throughout. */
  readonly run: Run | undefined;
  /** Lets the run go on to its end. */
  readonly finish: () => void;
}

/** Undefined: base and branch do not share a model, and the branch is to be replayed by itself. Both are in fold order. */
export const foldApart = (
  trunk: Trunk,
  branch: readonly Recorded[],
  until: Instant,
  during?: ReplayOptions['during'],
): Apart | undefined => {
  const differing = differenceOf(trunk, branch, until);
  if (differing === 'model') return undefined;
  const { from, last } = differing;
  if (from >= until) return { from: until, met: until, run: undefined, finish: () => undefined };
  const own = trunk.forkAt(from);
  let looking = during;
  const steps = stepping(own, branch, until, { during: (...seen) => looking?.(...seen) }, firstFrom(branch, from));
  const toTheEnd = (): Instant => {
    while (steps.next() < until) steps.step();
    own.at = until;
    return until;
  };
  const meeting = (): Instant => {
    const base = trunk.forkAt(from);
    const beside = stepping(base, trunk.facts, until, {}, firstFrom(trunk.facts, from));
    return meetingOf([own, steps], [base, beside], last, until);
  };
  const met = isWorthMeeting(trunk.facts, from, last, until) ? meeting() : toTheEnd();
  looking = undefined;
  return { from, met, run: own, finish: toTheEnd };
};

/** To find the meeting the base is folded once more while they differ; not worth it where no more than that is left to fold. */
const isWorthMeeting = (facts: readonly Recorded[], from: Instant, last: Instant, until: Instant): boolean => {
  const [first, apart, end] = [from, last + 1, until].map((at) => firstFrom(facts, at)) as [number, number, number];
  return end - apart > apart - first;
};

type Going = readonly [Run, Steps];

const meetingOf = ([own, steps]: Going, [base, beside]: Going, last: Instant, until: Instant): Instant => {
  const suspects = new Set<number>();
  const step = (run: Run, going: Steps): void => {
    going.step();
    const { kernel } = run;
    for (const component of kernel.touched) suspects.add(component);
    for (let place = 0; place < kernel.settledCount; place++) suspects.add(kernel.settled[place] as number);
  };
  for (;;) {
    const now = Math.min(steps.next(), beside.next());
    if (now >= until) return until;
    if (steps.next() === now) step(own, steps);
    if (beside.next() === now) step(base, beside);
    if (now < last) continue;
    for (const component of suspects) {
      // One that differs stays first, to be looked at first the next time.
      if (!sameFuture(own.kernel, base.kernel, component, now)) break;
      suspects.delete(component);
    }
    if (suspects.size === 0) return now;
  }
};

/** The first and the last instant before `until` at which a fact stands in one and not in the other. */
const differenceOf = (
  { facts: base, asked }: Trunk,
  branch: readonly Recorded[],
  until: Instant,
): { readonly from: Instant; readonly last: Instant } | 'model' => {
  let [endOfBase, endOfBranch] = [firstFrom(base, until), firstFrom(branch, until)];
  let first = 0;
  while (first < endOfBase && first < endOfBranch && base[first] === branch[first]) first++;
  while (endOfBase > first && endOfBranch > first && base[endOfBase - 1] === branch[endOfBranch - 1]) {
    endOfBase--;
    endOfBranch--;
  }
  const [without, instead] = [base.slice(first, endOfBase), branch.slice(first, endOfBranch)];
  if (!sameModel(without, instead, asked)) return 'model';
  const different = [without, instead].filter((some) => some.length > 0);
  const from = Math.min(Infinity, ...different.map((some) => foldedAt(some[0] as Recorded)));
  const last = Math.max(-Infinity, ...different.map((some) => foldedAt(some.at(-1) as Recorded)));
  return { from, last };
};

const sameModel = (without: readonly Recorded[], instead: readonly Recorded[], asked: Asked): boolean => {
  const ofModel = ({ fact }: Recorded): boolean => isOfTheModel(fact.type);
  const [was, is] = [without.filter(ofModel), instead.filter(ofModel)];
  if (was.length !== is.length || was.some((one, index) => one !== is[index])) return false;
  return instead.every((one) => {
    const origin = isA(one, 'OutageBegan') ? one.fact.data.consequenceOf : undefined;
    return typeof origin !== 'object' || !('loss' in origin) || asked.level(origin.loss);
  });
};

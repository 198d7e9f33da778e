// Who owns an instant of a service's downtime, of the faults at work behind it (S8). `first-cause`: the one that began first.
// `last-to-recover`: the one that ends last. Both, having found it, pass on to what it came from. `equal-split`: all of them, a consequence
// counted together with what it came from. Owners share the instant equally. `but-for` and `shapley` look at other histories: see game.ts.
import type { Fault } from '../impact/state.ts';
import { byBegin, firstOf, passedOn } from './first-cause.ts';

export const BLAME_RULES = ['first-cause', 'last-to-recover', 'equal-split', 'but-for', 'shapley'] as const;
export type BlameRule = (typeof BLAME_RULES)[number];
export type OwnerRule = Exclude<BlameRule, 'but-for' | 'shapley'>;

export const isOwnerRule = (rule: BlameRule): rule is OwnerRule => rule !== 'but-for' && rule !== 'shapley';

/** Owners of an instant, each once, in the order in which they began; none where no fault is at work. Ends must be known: ask after the replay. */
export const ownersOf = (rule: OwnerRule, atWork: readonly Fault[]): readonly Fault[] => {
  switch (rule) {
    case 'first-cause':
      return passed(firstOf(atWork));
    case 'last-to-recover':
      return passed(lastOf(atWork));
    case 'equal-split':
      return atWork.length < 2 ? passed(atWork[0]) : [...new Set(atWork.map(passedOn))].sort(byBegin);
  }
};

const passed = (fault: Fault | undefined): readonly Fault[] => (fault === undefined ? [] : [passedOn(fault)]);

/** The one that ends last; one that never ends after all others. Then: began first. */
const lastOf = (faults: readonly Fault[]): Fault | undefined => {
  let found: Fault | undefined;
  for (const fault of faults) if (found === undefined || byEnd(fault, found) < 0) found = fault;
  return found;
};

const byEnd = (a: Fault, b: Fault): number => {
  const [one, other] = [a.ended ?? Number.POSITIVE_INFINITY, b.ended ?? Number.POSITIVE_INFINITY];
  return one === other ? byBegin(a, b) : other - one;
};

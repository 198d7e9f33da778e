// What lasts inside a component (S3.1-S3.3): a reserve, a start-up, a latch, and the first cause of its losses where that is asked for.
// A component has a hold only if it has one of these.
import { giveBack, grow, take } from '../topology/columns.ts';
import type { Component, Times } from '../topology/model.ts';
import { BY_HAND, HELD, LATCHED, NO_FAULT, type Kernel } from './kernel.ts';
import { fill, resize } from './reserves.ts';

const TRACKS_REQUIREMENT = 1;
const TRACKS_LEVEL = 2;

/** What a hold follows from. */
type Lasting = Times & Pick<Component, 'id'>;

/** A component's hold at rest, if it needs one. */
export const addHold = (kernel: Kernel, component: number, definition: Lasting): void => {
  const { components } = kernel;
  components.hold[component] = -1;
  const tracks = tracksOf(kernel, definition);
  if (tracks === 0 && definition.holdUp === 0 && definition.startUp === 0 && !definition.restartsByHand) return;
  const hold = newHold(kernel, component);
  describe(kernel, component, hold, definition, tracks);
  fill(kernel, hold, definition.holdUp, definition.recharge);
};

const tracksOf = ({ asked }: Kernel, { id, startUp, restartsByHand }: Lasting): number =>
  (startUp > 0 || restartsByHand || asked.requirement(id) ? TRACKS_REQUIREMENT : 0) + (asked.level(id) ? TRACKS_LEVEL : 0);

const newHold = ({ components, holds, holdBlocks }: Kernel, component: number): number => {
  const hold = take(holdBlocks, 1);
  grow(holds, holdBlocks.used);
  components.hold[component] = hold;
  holds.startingSince[hold] = NaN;
  holds.worksAgainAt[hold] = NaN;
  holds.latchAt[hold] = NaN;
  holds.latchCause[hold] = NO_FAULT;
  holds.lostCause[hold] = NO_FAULT;
  holds.lossCause[hold] = NO_FAULT;
  return hold;
};

const describe = ({ components, holds }: Kernel, component: number, hold: number, definition: Lasting, tracks: number): void => {
  holds.startUp[hold] = definition.startUp;
  holds.tracks[hold] = tracks;
  const marks = ((components.marks[component] as number) | HELD) & ~BY_HAND;
  components.marks[component] = definition.restartsByHand ? marks | BY_HAND : marks;
};

/** S3.5: after a revision the same share of its reserve, and the latch unless it restarts by itself now. */
export const reviseHold = (kernel: Kernel, component: number, definition: Lasting): void => {
  const { components, holds } = kernel;
  const hold = components.hold[component] as number;
  if (hold < 0) {
    addHold(kernel, component, definition);
    return;
  }
  describe(kernel, component, hold, definition, (holds.tracks[hold] as number) | tracksOf(kernel, definition));
  resize(kernel, hold, definition.holdUp, definition.recharge);
  if (!definition.restartsByHand) release(kernel, component);
};

/** Clears the latch. */
export const release = ({ components, holds }: Kernel, component: number): void => {
  const hold = components.hold[component] as number;
  if (hold < 0) return;
  components.marks[component] = (components.marks[component] as number) & ~LATCHED;
  holds.latchAt[hold] = NaN;
  holds.latchCause[hold] = NO_FAULT;
};

export const dropHold = ({ components, holdBlocks, wide }: Kernel, component: number): void => {
  const hold = components.hold[component] as number;
  if (hold < 0) return;
  giveBack(holdBlocks, hold, 1);
  wide.delete(hold);
  components.hold[component] = -1;
};

export const tracksRequirement = ({ holds }: Kernel, hold: number): boolean => ((holds.tracks[hold] as number) & TRACKS_REQUIREMENT) !== 0;
export const tracksLevel = ({ holds }: Kernel, hold: number): boolean => ((holds.tracks[hold] as number) & TRACKS_LEVEL) !== 0;

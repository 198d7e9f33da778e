// One component's state as readers see it: every part read from the kernel's columns when it is asked for.
import type { Instant } from '../time/instant.ts';
import type { Component } from '../topology/model.ts';
import { choicesOf } from './choices.ts';
import { faultObject } from './fault-table.ts';
import { LATCHED, NO_FAULT, type Kernel } from './kernel.ts';
import { fullHoldUp, type HoldUp } from './reserve.ts';
import { holdUpOf } from './reserves.ts';
import type { Level } from './scale.ts';
import { derivedLevel, observationsOf } from './sight.ts';
import type { ComponentState, Fault, Loss, Observation, StandbyState } from './state.ts';

export class ComponentView implements ComponentState {
  readonly #kernel: Kernel;
  readonly #compiled: () => Component;
  /** Its number in the compiled graph. */
  readonly number: number;

  constructor(kernel: Kernel, number: number, compiled: () => Component) {
    this.#kernel = kernel;
    this.#compiled = compiled;
    this.number = number;
  }

  get component(): Component {
    return this.#compiled();
  }
  get since(): Instant {
    return this.#kernel.components.since[this.number] as number;
  }
  /** In the order in which they were opened. */
  get faults(): readonly Fault[] {
    const { components, faults } = this.#kernel;
    const open: Fault[] = [];
    for (let fault = components.fault[this.number] as number; fault !== NO_FAULT; fault = faults.next[fault] as number)
      open.push(faultObject(this.#kernel, fault));
    return open.reverse();
  }
  get latch(): Loss | undefined {
    const { components, holds } = this.#kernel;
    if (((components.marks[this.number] as number) & LATCHED) === 0) return undefined;
    return this.#loss(holds.latchAt[this.#hold] as number, holds.latchCause[this.#hold]);
  }
  get startingSince(): Instant | undefined {
    return this.#hold < 0 ? undefined : known(this.#kernel.holds.startingSince[this.#hold]);
  }
  get holdUp(): HoldUp {
    const { down, now } = this.#kernel;
    return this.#hold < 0 ? fullHoldUp(0, 0, down, now) : holdUpOf(this.#kernel, this.#hold);
  }
  get standbys(): ReadonlyMap<string, StandbyState> {
    const nodes = this.component.standbys;
    return new Map(choicesOf(this.#kernel, this.number).map((choice, index) => [nodes[index]?.place ?? '', this.#standby(choice, index)]));
  }
  get requirement(): Level {
    return this.#kernel.components.requirement[this.number] as number;
  }
  get requirementSince(): Instant {
    return this.#kernel.components.requirementSince[this.number] as number;
  }
  get seen(): Level {
    return this.#kernel.components.seen[this.number] as number;
  }
  get seenWithoutStarts(): Level {
    return this.#kernel.components.seenBare[this.number] as number;
  }
  get level(): Level {
    return this.#kernel.components.level[this.number] as number;
  }
  get levelSince(): Instant {
    return this.#kernel.components.levelSince[this.number] as number;
  }
  get derived(): Level {
    return derivedLevel(this.#kernel, this.number);
  }
  get derivedSince(): Instant {
    return this.#kernel.sights.get(this.number)?.derivedSince ?? this.levelSince;
  }
  get observations(): ReadonlyMap<string, Observation> {
    return observationsOf(this.#kernel, this.number);
  }
  get requirementLoss(): Loss | undefined {
    const { components, holds } = this.#kernel;
    return this.#loss(components.lostAt[this.number] as number, holds.lostCause[this.#hold]);
  }
  get loss(): Loss | undefined {
    const { components, holds } = this.#kernel;
    return this.#loss(components.lossAt[this.number] as number, holds.lossCause[this.#hold]);
  }

  get #hold(): number {
    return this.#kernel.components.hold[this.number] as number;
  }

  #loss(at: number, cause: number | undefined): Loss | undefined {
    if (Number.isNaN(at)) return undefined;
    return { at, cause: cause === undefined || cause === NO_FAULT ? undefined : faultObject(this.#kernel, cause) };
  }

  #standby(choice: number, index: number): StandbyState {
    const { choices, picks } = this.#kernel;
    const members = this.component.standbys[index]?.members ?? [];
    const active = choices.active[choice] as number;
    const first = choices.firstPick[choice] as number;
    return {
      active,
      label: members[active]?.label ?? '',
      movedAt: choices.movedAt[choice] as number,
      switchingSince: known(choices.switchingSince[choice]),
      betterSince: members.map((_, member) => known(picks.betterSince[first + member])),
      switchedAt: known(choices.switchedAt[choice]),
      waitingAt: choices.waits[choice] === 0 ? undefined : members.map((_, member) => picks.waitedOn[first + member] as number),
    };
  }
}

const known = (at: number | undefined): Instant | undefined => (at === undefined || Number.isNaN(at) ? undefined : at);

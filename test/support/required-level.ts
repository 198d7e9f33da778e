// The level of one requirement by the kernel's counting gates: everything it names begins at its best and then changes, one after another, so
// that what is counted is what is tested.
import { choicesOf } from '#domain/impact/choices.ts';
import { countRequirement, passOn, recountStandby } from '#domain/impact/counting.ts';
import { newRun, advance } from '#domain/impact/run.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';
import { BEGINNING } from '#domain/time/instant.ts';
import type { ComponentDefinition, ComponentId, Member } from '#domain/topology/definition.ts';
import { compileRequirement, componentsOf } from '#domain/topology/requirement.ts';
import { declared, recorded } from './history.ts';

const OWNER = 'the owner';

/** `choice`: the member that standby gates are on, or the last where they have fewer. */
export const requiredLevel = (requires: Member, scale: Scale, levelOf: (id: ComponentId) => Level, choice = 0): Level => {
  const named = componentsOf(compileRequirement(requires, scale)).filter((id) => id !== OWNER);
  const run = newRun(scale, { requirement: () => false, level: () => false });
  const definitions: Record<ComponentId, ComponentDefinition> = { [OWNER]: { requires } };
  for (const id of named) definitions[id] = {};
  advance(run, recorded(declared(definitions)), BEGINNING + 1);
  const { kernel } = run;
  const numberOf = (id: ComponentId): number => kernel.graph.indexOf.get(id) ?? -1;
  for (const standby of choicesOf(kernel, numberOf(OWNER))) {
    const gate = kernel.choices.gate[standby] ?? -1;
    kernel.choices.active[standby] = Math.min(choice, (kernel.graph.gates.members[gate] ?? 1) - 1);
    recountStandby(kernel, gate);
  }
  for (const id of named) {
    kernel.components.level[numberOf(id)] = levelOf(id);
    passOn(kernel, numberOf(id));
  }
  const counted = kernel.components.required[numberOf(OWNER)] ?? -1;
  countRequirement(kernel, numberOf(OWNER));
  if (kernel.components.required[numberOf(OWNER)] !== counted) throw new Error('counting again gives another level');
  return counted;
};

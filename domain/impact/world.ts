// What readers see of everything at an instant: the kernel as it stands, looked at through its components' states.
import type { ComponentId } from '../topology/definition.ts';
import type { Model } from '../topology/model.ts';
import type { Kernel } from './kernel.ts';
import type { Level, Scale } from './scale.ts';
import type { ComponentState } from './state.ts';

/** Everything at an instant. It may be looked at while a run stands there, not kept. */
export interface World {
  readonly scale: Scale;
  /** The model in force, compiled when somebody asks. */
  readonly model: Model;
  /** Those that exist, in the order in which they were declared. */
  readonly states: ReadonlyMap<ComponentId, ComponentState>;
  readonly kernel: Kernel;
}

/** Level of a component; an absent one counts as `down` (S5.5). */
export const levelIn = ({ kernel }: World, id: ComponentId): Level => {
  const component = kernel.graph.indexOf.get(id);
  return component === undefined ? kernel.down : (kernel.components.level[component] as number);
};

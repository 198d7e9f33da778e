// The world as readers see it, over the kernel's columns: nothing is built until it is looked at. A state is a view of one component now; it
// may be looked at while the kernel stands at this instant, not kept.
import type { ComponentDefinition, ComponentId } from '../topology/definition.ts';
import { compileComponent, modelOf, type Component, type Model } from '../topology/model.ts';
import { ComponentView } from './component-view.ts';
import { declaredNames, exists, type Kernel } from './kernel.ts';
import type { Scale } from './scale.ts';
import type { ComponentState } from './state.ts';
import type { World } from './world.ts';

export class KernelWorld implements World {
  readonly scale: Scale;
  readonly kernel: Kernel;
  readonly states: ReadonlyMap<ComponentId, ComponentState>;
  #model: Model | undefined;
  #version = -1;
  readonly #compiled = new Map<ComponentId, Component>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.scale = kernel.scale;
    this.states = new States(kernel, this);
  }

  /** The model in force, compiled when somebody asks. O(model) after a change of it. */
  get model(): Model {
    this.#forget();
    this.#model ??= modelOf(new Map([...this.states.keys()].map((id) => [id, this.component(id)])));
    return this.#model;
  }

  /** A component that exists, compiled. */
  component(id: ComponentId): Component {
    this.#forget();
    const known = this.#compiled.get(id);
    if (known !== undefined) return known;
    const { graph, scale } = this.kernel;
    const compiled = compileComponent(id, graph.definitions[graph.indexOf.get(id) ?? -1] as ComponentDefinition, scale);
    this.#compiled.set(id, compiled);
    return compiled;
  }

  #forget(): void {
    if (this.#version === this.kernel.version) return;
    this.#version = this.kernel.version;
    this.#model = undefined;
    this.#compiled.clear();
  }
}

class States implements ReadonlyMap<ComponentId, ComponentState> {
  readonly #kernel: Kernel;
  readonly #world: KernelWorld;

  constructor(kernel: Kernel, world: KernelWorld) {
    this.#kernel = kernel;
    this.#world = world;
  }

  get size(): number {
    return this.#kernel.existing;
  }
  has(id: ComponentId): boolean {
    const component = this.#kernel.graph.indexOf.get(id);
    return component !== undefined && exists(this.#kernel, component);
  }
  get(id: ComponentId): ComponentState | undefined {
    const component = this.#kernel.graph.indexOf.get(id);
    return component !== undefined && exists(this.#kernel, component) ? this.#view(component) : undefined;
  }
  keys(): MapIterator<ComponentId> {
    return declaredNames(this.#kernel);
  }
  *values(): MapIterator<ComponentState> {
    for (const [, state] of this.entries()) yield state;
  }
  *entries(): MapIterator<[ComponentId, ComponentState]> {
    const { graph, components, firstDeclared } = this.#kernel;
    for (let next = firstDeclared; next !== 0; next = components.declaredAfter[next - 1] as number)
      yield [graph.names[next - 1] as string, this.#view(next - 1)];
  }
  [Symbol.iterator](): MapIterator<[ComponentId, ComponentState]> {
    return this.entries();
  }
  #view(component: number): ComponentState {
    const { graph } = this.#kernel;
    return new ComponentView(this.#kernel, component, () => this.#world.component(graph.names[component] as string));
  }
  forEach(at: (value: ComponentState, key: ComponentId, map: ReadonlyMap<ComponentId, ComponentState>) => void): void {
    for (const [id, state] of this) at(state, id, this);
  }
}

// What the plain evaluator knows of each component at an instant. Mutable inside the evaluator; visitors only look. The shapes are those that
// readers of the kernel see, so that both can be compared; nothing is computed here.
import type { ComponentState as ToldState, StandbyState as ToldStandby } from '#domain/impact/state.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Model } from '#domain/topology/model.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';

export type { Fault, Observation } from '#domain/impact/state.ts';
export { beganAt } from '#domain/impact/state.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type StandbyState = Mutable<ToldStandby>;

export interface ComponentState extends Mutable<Omit<ToldState, 'standbys'>> {
  standbys: Map<string, StandbyState>;
  /** It has never settled: what it finds is not a change (S3.3, S3.5). */
  fresh: boolean;
  /** A fact said at this instant that it works again (S3.4). */
  worksAgainAt: Instant | undefined;
}

/** Everything at an instant. */
export interface World {
  readonly scale: Scale;
  model: Model;
  readonly states: Map<ComponentId, ComponentState>;
}

/** Level of a component; an absent one counts as `down` (S5.5). */
export const levelIn = (world: World, id: ComponentId): Level => world.states.get(id)?.level ?? world.scale.down;

/** The member a standby gate of a component is on. */
export const activeIn = (state: ComponentState, place: string): number => state.standbys.get(place)?.active ?? 0;

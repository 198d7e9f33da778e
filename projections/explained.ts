// An explanation at an instant, found by a component's id, name or alias. One replay up to the instant; and what one more failure would do.
import type { Recorded } from '#domain/facts/fact.ts';
import { everyNode, explain, type Explanation } from '#domain/impact/explanation.ts';
import { replay } from '#domain/impact/replay.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { redundancyOf } from '#domain/simulate/one-more.ts';
import type { Instant } from '#domain/time/instant.ts';
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { componentCalled, namesAt } from '#domain/facts/component-called.ts';
import { approximateInstants } from './approximate.ts';
import { graphAt, type GraphAt } from './graph-at.ts';

export interface Explained {
  /** Instants whose time is not known exactly. */
  readonly approximate: ReadonlySet<Instant>;
  readonly explanation: Explanation;
  readonly scale: Scale;
  readonly redundancy: ReturnType<typeof redundancyOf>;
  /** The components explained, and what they require. */
  readonly graph: GraphAt;
  readonly nameOf: (component: string) => string;
}

/** The explanation, or, where no component is called so at that instant, the names that are known. */
export const explainAt = (facts: readonly Recorded[], called: string, at: Instant): Explained | { readonly known: readonly string[] } => {
  const catalogue = catalogueOf(facts);
  const id = componentCalled(catalogue, called, at);
  if (id === undefined) return { known: namesAt(catalogue, at) };
  const { world } = replay(facts, { until: at + 1 });
  const explanation = explain(world, id, at);
  return {
    approximate: approximateInstants(facts),
    explanation,
    scale: world.scale,
    redundancy: redundancyOf(facts, id, at),
    graph: graphAt(
      world,
      everyNode(explanation.root).map(({ component }) => component),
      catalogue,
      at,
    ),
    nameOf: (component) => displayName(catalogue, component, at),
  };
};

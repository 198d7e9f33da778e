// A fact that nobody recorded, for a replay in memory: what a component does in a history that is not the real one.
import type { FactOf, Recorded } from '../facts/fact.ts';
import { exactly, type Instant } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';

type Made = 'OutageBegan' | 'OutageEnded' | 'StatusObserved' | 'ObservationReleased';

/** Behind all recorded facts of its instant and component. Its id tells type, component and instant. */
export const made = (type: Made, component: ComponentId, at: Instant, more: object): Recorded => ({
  fact: { id: `made ${type} ${component} ${at}`, type, v: 1, occurredAt: exactly(at), data: { component, ...more } } as FactOf<Made>,
  stream: `component-${component}`,
  revision: Number.MAX_SAFE_INTEGER,
  position: '',
  recordedAt: at,
});

// Small histories for tests: components in model-file shape (durations in milliseconds) and facts at plain instants. Times are minutes
// after an arbitrary start unless a test says otherwise.
import type { Fact, FactOf, Recorded } from '#domain/facts/fact.ts';
import type { FactData, FactType } from '#domain/facts/types.ts';
import { firstCause } from '#domain/blame/first-cause.ts';
import { replay, type Replay, type ReplayOptions } from '#domain/impact/replay.ts';
import { nameOf } from '#domain/impact/scale.ts';
import { BEGINNING, exactly, type Instant } from '#domain/time/instant.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** 2016-01-16T19:00:00Z: minute 0 of small histories. */
export const START: Instant = Date.UTC(2016, 0, 16, 19);

export const minute = (minutes: number): Instant => START + minutes * MINUTE;

/** A fact at a minute (or at the beginning) with an id made of its place in the list. */
export const at = <T extends FactType>(minutes: number | 'beginning', type: T, data: FactData[T], id?: string): FactOf<T> =>
  ({ id: id ?? '', type, v: 1, occurredAt: exactly(minutes === 'beginning' ? BEGINNING : minute(minutes)), data }) as unknown as FactOf<T>;

export const declared = (components: Readonly<Record<string, ComponentDefinition>>): readonly Fact[] =>
  Object.entries(components).map(([component, definition]) => at('beginning', 'ComponentDeclared', { component, definition }));

/** As a log would hand them back: numbered, each in its stream. */
export const recorded = (facts: readonly Fact[]): readonly Recorded[] => {
  const revisions = new Map<string, number>();
  return facts.map((fact, index) => {
    const component = 'component' in fact.data ? fact.data.component : 'other';
    const stream = fact.type.startsWith('Component') ? 'model' : `component-${component}`;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const id = fact.id === '' ? `fact-${index}` : fact.id;
    return { fact: { ...fact, id }, stream, revision, position: String(index).padStart(8, '0'), recordedAt: START + 1_000 * HOUR };
  });
};

export const run = (components: Readonly<Record<string, ComponentDefinition>>, facts: readonly Fact[], options?: ReplayOptions): Replay =>
  replay(recorded([...declared(components), ...facts]), options);

/** A component's history in one line: `up 30 at-risk 225 down`: the level from the beginning, then each minute it changed and its new level. */
export const lane = (result: Replay, component: string): string =>
  (result.timeline.get(component) ?? [])
    .map(({ from, level }) => (from === BEGINNING ? '' : `${(from - START) / MINUTE} `) + nameOf(result.scale, level))
    .join(' ');

/** Which member each standby gate of a component is on at the replay's end, in the order in which gates stand, inner ones first. */
export const actives = (result: Replay, component: string): readonly string[] =>
  [...(result.world.states.get(component)?.standbys.values() ?? [])].map(({ label }) => label);

/** The fault by which `first-cause` explains a component's level at a minute: its name, or `unattributed`. */
export const owed = (
  components: Readonly<Record<string, ComponentDefinition>>,
  facts: readonly Fact[],
  component: string,
  minutes: number,
): string => {
  let cause: string | undefined;
  run(components, facts, {
    until: minute(minutes) + 1,
    during: (world, from, to) => {
      if (from <= minute(minutes) && minute(minutes) < to) cause = firstCause(world, component)?.name;
    },
  });
  return cause ?? 'unattributed';
};

/** Shorthands for the two facts that most histories are made of. A fault's name stands in for its cause. */
export const down = (minutes: number, component: string, fault?: string, level = 'down'): Fact =>
  at(minutes, 'OutageBegan', { component, level, ...(fault === undefined ? {} : { fault }) });
export const ended = (minutes: number, component: string, fault?: string): Fact =>
  at(minutes, 'OutageEnded', { component, ...(fault === undefined ? {} : { fault }) });

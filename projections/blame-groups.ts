// Blame by supplier, site, kind or whatever else tells faults apart: a fault's own tag, else its component's as it was when the fault began.
import { inForce, type Catalogue } from '#domain/facts/catalogue.ts';
import type { Fault } from '#domain/impact/state.ts';
import { ownOf } from '#domain/own.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { BlameShare } from './blame-share.ts';

/** `tag:supplier`, `kind` of the component, or the `component` itself. */
export type Grouping = `tag:${string}` | 'kind' | 'component';

export const isGrouping = (text: string): text is Grouping => text === 'kind' || text === 'component' || /^tag:./.test(text);

export interface BlameGroup {
  readonly label: string;
  readonly raw: Duration;
  readonly counted: Duration;
}

/** What no fault explains. */
const UNATTRIBUTED = '(unattributed)';
/** Faults that have no such tag or kind. */
const NONE = '(none)';

export const labelBy =
  (grouping: Grouping, catalogue: Catalogue): ((fault: Fault | undefined) => string) =>
  (fault) => {
    if (fault === undefined) return UNATTRIBUTED;
    if (grouping === 'component') return fault.component;
    const { occurredAt, data } = fault.began.fact;
    const definition = inForce(catalogue.components, fault.component, occurredAt.best);
    if (grouping === 'kind') return definition?.kind ?? NONE;
    const tag = grouping.slice('tag:'.length);
    return ('tags' in data ? ownOf(data.tags, tag) : undefined) ?? ownOf(definition?.tags, tag) ?? NONE;
  };

/** Shares added up by label, the largest first, what no fault explains last. */
export const groupsOf = (shares: readonly BlameShare[], labelOf: (fault: Fault | undefined) => string): readonly BlameGroup[] => {
  const groups = new Map<string, BlameGroup>();
  for (const { cause, raw, counted } of shares) {
    const label = labelOf(cause);
    const before = groups.get(label);
    groups.set(label, { label, raw: raw + (before?.raw ?? 0), counted: counted + (before?.counted ?? 0) });
  }
  return [...groups.values()].toSorted(byGroupSize);
};

export const byGroupSize = (a: BlameGroup, b: BlameGroup): number =>
  Number(a.label === UNATTRIBUTED) - Number(b.label === UNATTRIBUTED) || b.raw - a.raw || b.counted - a.counted;

// The calls a help desk logged, by system, severity and month, nothing dropped: a call counts in the months its time lies in for certain;
// one known only to a longer period is told apart, and so is one without a time, one that may lie outside the span, and one about a system
// the model does not know. A month without records has no data (S5.6). One replay of the model for each component that could explain calls.
import { catalogueOf, displayName, type Catalogue } from '#domain/facts/catalogue.ts';
import { isA, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import { END_OF_TIME, type Instant, type Interval } from '#domain/time/instant.ts';
import { intersect, normalise, totalLength, type Intervals } from '#domain/time/intervals.ts';
import { periodsOf } from '#domain/time/period.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { componentCalled } from '#domain/facts/component-called.ts';
import { upstreamOf, type Upstream } from './upstream.ts';

type Call = FactOf<'CallLogged'>;

/** Number of calls by severity. */
export type BySeverity = ReadonlyMap<string, number>;

export interface CallsOfSystem {
  /** As the log names it. */
  readonly system: string;
  /** The component it is; undefined where the model has none of that id, name or alias. */
  readonly component: ComponentId | undefined;
  readonly name: string;
  readonly calls: BySeverity;
}

export interface CallsOfMonth extends Interval {
  readonly month: string;
  /** For how much of it records exist. */
  readonly records: 'all' | 'part' | 'none';
  readonly calls: BySeverity;
}

export interface CallsReport extends Interval {
  readonly zone: string;
  readonly severities: readonly string[];
  /** Every call within the span, whatever its month, and those without a time. */
  readonly systems: readonly CallsOfSystem[];
  readonly months: readonly CallsOfMonth[];
  /** Within the span, in no month for certain. */
  readonly monthUnknown: BySeverity;
  /** Without any time: counted with the systems, in no month. */
  readonly undated: BySeverity;
  /** Of a period that lies in the span only in part: not counted. */
  readonly mayLieOutside: BySeverity;
  readonly upstream: readonly Upstream[];
}

/** When it happened and what it is about, of every call; and where records of them exist. */
export interface CallRecords {
  readonly calls: readonly Call[];
  readonly records: Intervals;
}

/** Records: what was declared of a component called about, or of all; else from the first dated call on. */
export const callRecordsIn = (facts: readonly Recorded[], catalogue: Catalogue, at: Instant): CallRecords => {
  const calls = facts.flatMap((one) => (isA(one, 'CallLogged') ? [one.fact] : []));
  const about = new Set(calls.flatMap(({ data }) => componentCalled(catalogue, data.system, at) ?? []));
  const declared = facts.flatMap((one) => {
    if (!isA(one, 'RecordsDeclared')) return [];
    const { all, components = [], from, to = END_OF_TIME } = one.fact.data;
    return all === true || components.some((id) => about.has(id)) ? [{ from, to }] : [];
  });
  const first = calls.reduce((least, { occurredAt }) => Math.min(least, occurredAt?.earliest ?? END_OF_TIME), END_OF_TIME);
  return { calls, records: normalise(declared.length > 0 || first === END_OF_TIME ? declared : [{ from: first, to: END_OF_TIME }]) };
};

/** The span all dated calls and bounded records lie in; undefined where nothing says when. */
export const extentOfCalls = ({ calls, records }: CallRecords): Interval | undefined => {
  const dated = calls.flatMap(({ occurredAt }) =>
    occurredAt === undefined ? [] : [{ from: occurredAt.earliest, to: occurredAt.latest + 1 }],
  );
  const spans = [...dated, ...records.filter(({ to }) => to !== END_OF_TIME)];
  if (spans.length === 0) return undefined;
  return {
    from: spans.reduce((least, { from }) => Math.min(least, from), END_OF_TIME),
    to: spans.reduce((most, { to }) => Math.max(most, to), spans[0]?.to ?? 0),
  };
};

export const callsReport = (facts: readonly Recorded[], span: Interval, zone: string): CallsReport => {
  const catalogue = catalogueOf(facts);
  const at = span.to - 1;
  const { calls, records } = callRecordsIn(facts, catalogue, at);
  const months = periodsOf(span, 'month', zone);
  const byMonth = months.map(() => new Map<string, number>());
  const [undated, monthUnknown, mayLieOutside] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  /** A component however it is called; another system by the desk's word for it, whatever its case. */
  const bySystem = new Map<string, { readonly system: string; readonly calls: Map<string, number> }>();
  const known = new Map<string, ComponentId | undefined>();
  const componentOf = (system: string): string => {
    if (!known.has(system)) known.set(system, componentCalled(catalogue, system, at));
    return known.get(system) ?? ` ${system.trim().toLowerCase()}`;
  };
  const severities = new Set<string>();
  for (const { occurredAt, data } of calls) {
    if (occurredAt !== undefined && (occurredAt.latest < span.from || occurredAt.earliest >= span.to)) continue;
    severities.add(data.severity);
    if (occurredAt !== undefined && (occurredAt.earliest < span.from || occurredAt.latest >= span.to)) {
      count(mayLieOutside, data);
      continue;
    }
    const called = componentOf(data.system);
    const ofSystem = bySystem.get(called) ?? { system: data.system, calls: new Map<string, number>() };
    bySystem.set(called, ofSystem);
    count(ofSystem.calls, data);
    const month = months.findIndex(({ from, to }) => occurredAt !== undefined && from <= occurredAt.earliest && occurredAt.latest < to);
    count(occurredAt === undefined ? undated : (byMonth[month] ?? monthUnknown), data);
  }
  const systems = [...bySystem.values()].map(({ system, calls: counted }): CallsOfSystem => {
    const component = known.get(system);
    return { system, component, name: component === undefined ? system : displayName(catalogue, component, at), calls: counted };
  });
  return {
    ...span,
    zone,
    severities: [...severities].toSorted(),
    systems: systems.toSorted((a, b) => totalOf(b.calls) - totalOf(a.calls) || (a.system < b.system ? -1 : 1)),
    months: months.map(({ from, to, label }, index) => {
      const covered = totalLength(intersect(records, [{ from, to }]));
      return {
        from,
        to,
        month: label,
        records: covered === 0 ? 'none' : covered < to - from ? 'part' : 'all',
        calls: byMonth[index] ?? new Map(),
      };
    }),
    monthUnknown,
    undated,
    mayLieOutside,
    upstream: upstreamOf(
      facts,
      new Map(
        systems.flatMap(({ component, calls: counted }) => (component === undefined ? [] : [[component, totalOf(counted)] as const])),
      ),
      at,
    ),
  };
};

const count = (into: Map<string, number>, { severity, count: calls }: Call['data']): void => {
  into.set(severity, (into.get(severity) ?? 0) + calls);
};

export const totalOf = (calls: BySeverity): number => [...calls.values()].reduce((sum, some) => sum + some, 0);

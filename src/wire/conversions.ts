// From the wire's form of a fact's data to the domain's and back, without checking anything: for facts the log wrote itself, whose schema
// (fact-data.ts) they passed once. Only times and lengths of time differ in the two forms, so a type that holds none is left as it is.
// Held to the schemas by a property over every type (test/wire/stored-fact.test.ts).
import * as z from 'zod';
import { parseDuration, formatDuration } from '#domain/time/duration.ts';
import { BEGINNING, exactly, type Instant, type Occurrence } from '#domain/time/instant.ts';
import { utcInstant } from '#domain/time/utc.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { FactType } from '#domain/facts/types.ts';
import { occurrence as checkedOccurrence } from './occurrence.ts';
import { instant as checkedInstant, workingOrPlain as checkedWorking, writtenInstant } from './time-forms.ts';

/** Both ways; neither changes what it is given. */
export interface Conversion {
  readonly decode: (wire: unknown) => unknown;
  readonly encode: (value: unknown) => unknown;
}

type Parts = Readonly<Record<string, unknown>>;

export const instant: Conversion = {
  decode: (text) => {
    if (text === 'beginning') return BEGINNING;
    return (typeof text === 'string' ? utcInstant(text) : undefined) ?? z.decode(checkedInstant, text as string);
  },
  encode: (at) => writtenInstant(at as Instant),
};

const duration: Conversion = {
  decode: (text) => {
    const length = parseDuration(text as string);
    if (isRefusal(length)) throw new Error(length.refused);
    return length;
  },
  encode: (length) => formatDuration(length as number),
};

const working: Conversion = {
  decode: (text) => z.decode(checkedWorking, text as string),
  encode: (length) => z.encode(checkedWorking, length as number),
};

export const occurrence: Conversion = {
  decode: (wire) => {
    if (typeof wire === 'string') return exactly(instant.decode(wire) as Instant);
    const { at, earliest, latest, plusMinus, ...rest } = wire as Parts;
    if (at === undefined || plusMinus !== undefined || ('day' in rest && earliest === undefined)) return z.decode(checkedOccurrence, wire);
    const best = instant.decode(at) as Instant;
    if (earliest === undefined || latest === undefined) return { ...exactly(best), ...rest };
    return { best, earliest: instant.decode(earliest), latest: instant.decode(latest), ...rest };
  },
  encode: (when) => {
    const { best, earliest, latest, about, day, zone } = when as Occurrence;
    const at = writtenInstant(best);
    if (earliest === latest && day === undefined) return about === true ? { at, about } : at;
    return { at, earliest: writtenInstant(earliest), latest: writtenInstant(latest), about, day, zone };
  },
};

/** An object whose named parts are converted, where it has them. */
const parts = (conversions: Readonly<Record<string, Conversion>>): Conversion => {
  const entries = Object.entries(conversions);
  const pass = (way: keyof Conversion) => (value: unknown) => {
    let copy: Record<string, unknown> | undefined;
    for (const [key, conversion] of entries) {
      const part = (value as Parts)[key];
      if (part === undefined) continue;
      const converted = conversion[way](part);
      if (converted !== part) (copy ??= { ...(value as Parts) })[key] = converted;
    }
    return copy ?? value;
  };
  return { decode: pass('decode'), encode: pass('encode') };
};

const list = (item: Conversion): Conversion => {
  const pass = (way: keyof Conversion) => (value: unknown) => (value as readonly unknown[]).map(item[way]);
  return { decode: pass('decode'), encode: pass('encode') };
};

const GATES = ['all', 'any', 'of', 'standby', 'score'];

/** A requirement: gates within gates; a component's name is itself. */
const member: Conversion = {
  decode: (value) => (typeof value === 'string' ? value : gate.decode(value)),
  encode: (value) => (typeof value === 'string' ? value : gate.encode(value)),
};
const members = list(member);
const gate = parts({
  ...Object.fromEntries(GATES.map((key) => [key, members])),
  switchover: duration,
  failbackDelay: duration,
});

const steps = list(parts({ after: working }));
const component = parts({
  requires: member,
  holdUp: duration,
  recharge: duration,
  startUp: duration,
  service: parts({ rto: working, impact: steps, steps }),
});

const state = parts({ definition: component });
const span = parts({ from: instant, to: instant });

/** `set` may hold a `to` of any form; `move` holds an instant. */
const moved = parts({ to: instant });
const otherChange = parts({ definition: component, at: instant, for: duration, inject: parts({ occurredAt: instant }) });
const changeOf = (value: unknown): Conversion => ('move' in (value as object) ? moved : 'set' in (value as object) ? asItIs : otherChange);
const asItIs: Conversion = { decode: (value) => value, encode: (value) => value };
const change: Conversion = {
  decode: (value) => changeOf(value).decode(value),
  encode: (value) => changeOf(value).encode(value),
};

/** Types that are not here are the same in both forms. */
const BY_TYPE: { readonly [T in FactType]?: Conversion } = {
  ComponentDeclared: state,
  ComponentRevised: state,
  PolicyDefined: parts({ definition: parts({ blips: duration }) }),
  OutageBegan: parts({ duration }),
  StatusObserved: parts({ expectEvery: duration }),
  RecordsDeclared: span,
  MaintenancePlanned: span,
  MaintenanceChanged: span,
  Corrected: parts({ occurredAt: occurrence }),
  ScenarioSaved: parts({ base: parts({ until: instant }), changes: list(change) }),
};

/** The conversion of a type's data. */
export const dataConversion = (type: FactType): Conversion => BY_TYPE[type] ?? asItIs;

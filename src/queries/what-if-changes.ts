// The changes of a scenario's definition (S9.1) met with a log: names resolved to facts and components, everything checked before anything is
// replayed, and each change in words. The definition comes back with its facts named by their ids, as it is saved.
import { allVersions, catalogueOf, type Catalogue } from '#domain/facts/catalogue.ts';
import type { DecodeData } from '#domain/facts/effective.ts';
import { isOfCondition, type Fact, type Recorded } from '#domain/facts/fact.ts';
import { faultOrFactCalled } from '#domain/facts/called.ts';
import type { FactType, Json, ScenarioChange } from '#domain/facts/types.ts';
import { levelNamed, nameOf, UP, type Scale } from '#domain/impact/scale.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Change } from '#domain/simulate/branch.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { exactly } from '#domain/time/instant.ts';
import { formatIn } from '#domain/time/text.ts';
import { danglingNames, definitionProblems } from '#domain/topology/check.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';

/** How a model is edited as its file would be: from the wire, handed over by the door. */
export interface ModelEditor {
  readonly read: (text: string) => { readonly value: unknown } | Refusal;
  readonly revised: (definition: ComponentDefinition, path: string, value: unknown) => ComponentDefinition | Refusal;
  /** A whole definition; `component` must be a component's id. */
  readonly defined: (component: string, value: unknown) => ComponentDefinition | Refusal;
}

/** A change as it was asked for. Facts may be named by their fault instead of their id. */
export interface PlacedChange {
  readonly change: ScenarioChange;
  /** Where it was said, and where a part of it was. */
  readonly place: string;
  readonly path: (part: string) => string;
  /** The words it was asked in, where those say it best. */
  readonly said?: string;
}

/** A change and the words it was asked in. */
export type AskedChange = Change & { readonly said: string };

/** A change ready to be laid over the facts, and its definition with every name resolved. */
export interface ResolvedChange {
  readonly asked: AskedChange;
  readonly definition: ScenarioChange;
}

export interface Known {
  readonly facts: readonly Recorded[];
  readonly scale: Scale;
  /** Zone in which instants are told. */
  readonly zone: string;
  readonly editor: ModelEditor;
  readonly decode: DecodeData;
}

/** Reads and checks the changes against the model as it was in each of its versions. */
export const resolvedChanges = (placed: readonly PlacedChange[], known: Known): readonly ResolvedChange[] | Refusal => {
  const catalogue = catalogueOf(known.facts);
  const added = new Map<ComponentId, ComponentDefinition>();
  for (const { change } of placed) if ('add' in change) added.set(change.add, change.definition);
  const resolved: ResolvedChange[] = [];
  for (const one of placed) {
    const found = resolvedChange(one, { ...known, catalogue, added });
    if (isRefusal(found)) return found;
    resolved.push(found);
  }
  return resolved;
};

interface Resolving extends Known {
  readonly catalogue: Catalogue;
  readonly added: ReadonlyMap<ComponentId, ComponentDefinition>;
}

const resolvedChange = (placed: PlacedChange, known: Resolving): ResolvedChange | Refusal => {
  const { change, place } = placed;
  if ('set' in change) return settingOf(placed, change, known);
  if ('add' in change) return additionOf(placed, change, known);
  if ('fail' in change) return failureOf(placed, change, known);
  if ('inject' in change) return injectionOf(placed, change, known);
  const called = 'without' in change ? change.without : change.move;
  const recorded = faultOrFactCalled(known.facts.filter(isOfCondition), called);
  if (isRefusal(recorded)) return refuse(recorded.refused, place);
  const { fact } = recorded;
  const what = factInWords(fact);
  if ('without' in change) {
    const asked = { kind: 'without', fact: fact.id, said: `${what} had not happened` } as const;
    return { asked, definition: { without: fact.id } };
  }
  const asked = { kind: 'move', fact: fact.id, to: change.to, said: `${what} is at ${formatIn(known.zone, change.to)}` } as const;
  return { asked, definition: { move: fact.id, to: change.to } };
};

const factInWords = ({ type, data, id }: Fact): string => {
  const component = 'component' in data ? data.component : '';
  const fault = 'fault' in data && data.fault !== undefined ? data.fault : undefined;
  switch (type) {
    case 'OutageBegan':
      return `fault ${fault ?? id.slice(0, 13)} of ${component}`;
    case 'OutageEnded':
      return fault === undefined ? `the recovery of ${component}` : `the end of fault ${fault} of ${component}`;
    case 'FailedOver':
      return `the fail-over of ${component}`;
    case 'FailedBack':
      return `the fail-back of ${component}`;
    default:
      return `${type} ${component}`;
  }
};

type Of<K extends string> = Extract<ScenarioChange, { readonly [key in K]: unknown }>;

const settingOf = ({ place, path, said }: PlacedChange, change: Of<'set'>, known: Resolving): ResolvedChange | Refusal => {
  const ids = [...known.added.keys(), ...known.catalogue.components.keys()];
  const component = ids.filter((id) => change.set.startsWith(`${id}.`)).toSorted((a, b) => b.length - a.length)[0];
  if (component === undefined) {
    const [id = ''] = change.set.split('.');
    return refuse(`there is no component "${id}"${didYouMean(id, ids)}`, place);
  }
  const part = change.set.slice(component.length + 1);
  const own = known.added.get(component);
  for (const definition of own === undefined ? allVersions(known.catalogue.components, component) : [own]) {
    const revised = known.editor.revised(definition, part, change.to);
    if (isRefusal(revised)) return refuse(revised.refused, revised.place === undefined ? place : path(revised.place));
    const problem = problemIn(revised, known);
    if (problem !== undefined) return refuse(problem.refused, path(problem.place ?? ''));
  }
  const asked: AskedChange = {
    kind: 'revise',
    component,
    said: said ?? `${change.set} is ${jsonInWords(change.to)}`,
    revised: (definition) => {
      const revised = known.editor.revised(definition, part, change.to);
      if (isRefusal(revised)) throw new Error(`${change.set} was checked and is refused: ${revised.refused}`);
      return revised;
    },
  };
  return { asked, definition: change };
};

const problemIn = (definition: ComponentDefinition, { scale, catalogue, added }: Resolving): Refusal | undefined =>
  [...definitionProblems(definition, scale), ...danglingNames(definition, new Set([...catalogue.components.keys(), ...added.keys()]))][0];

const additionOf = ({ place, path }: PlacedChange, change: Of<'add'>, known: Resolving): ResolvedChange | Refusal => {
  const { add: component, definition } = change;
  if (known.catalogue.components.has(component)) {
    return refuse(`there is a component "${component}" already; to change a part of it, set that`, place);
  }
  const problem = problemIn(definition, known);
  if (problem !== undefined) return refuse(problem.refused, path(problem.place ?? ''));
  return { asked: { kind: 'add', component, definition, said: `there is a component ${component}` }, definition: change };
};

const failureOf = ({ place, path }: PlacedChange, change: Of<'fail'>, known: Resolving): ResolvedChange | Refusal => {
  const { fail: component, at, for: lasting } = change;
  const ids = [...known.added.keys(), ...known.catalogue.components.keys()];
  if (!ids.includes(component)) return refuse(`there is no component "${component}"${didYouMean(component, ids)}`, place);
  const level = change.level ?? nameOf(known.scale, known.scale.down);
  if (levelNamed(known.scale, level) <= UP) {
    return refuse(`"${level}" is no level of an outage; expected one of ${known.scale.names.slice(1).join(', ')}`, path('level'));
  }
  const lasts = lasting === undefined ? 'on' : `for ${spokenDuration(lasting)}`;
  const said = `${component} is ${level} from ${formatIn(known.zone, at)} ${lasts}`;
  return { asked: { kind: 'fail', component, at, for: lasting, level, said }, definition: change };
};

/** Facts that a scenario may add: those that say what became of a component. */
const INJECTABLE = ['OutageBegan', 'OutageEnded', 'FailedOver', 'FailedBack'] as const;

const injectionOf = ({ place, path }: PlacedChange, change: Of<'inject'>, known: Resolving): ResolvedChange | Refusal => {
  const { type, occurredAt, data } = change.inject;
  if (!(INJECTABLE as readonly string[]).includes(type)) {
    return refuse(`a scenario injects one of ${INJECTABLE.join(', ')}, not "${type}"${didYouMean(type, INJECTABLE)}`, path('inject.type'));
  }
  const decoded = known.decode(type as FactType, data);
  if (isRefusal(decoded)) return refuse(decoded.refused, path(`inject.data${decoded.place === undefined ? '' : `.${decoded.place}`}`));
  const fact = { id: 'what-if', type, v: 1, occurredAt: exactly(occurredAt), data: decoded } as Fact;
  const component = 'component' in fact.data ? fact.data.component : '';
  const ids = [...known.added.keys(), ...known.catalogue.components.keys()];
  if (!ids.includes(component)) return refuse(`there is no component "${component}"${didYouMean(component, ids)}`, place);
  return { asked: { kind: 'inject', fact, said: `${factInWords(fact)} is at ${formatIn(known.zone, occurredAt)}` }, definition: change };
};

/** A value as a model file would say it on one line. */
const jsonInWords = (value: Json): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(jsonInWords).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${jsonInWords(part)}`)
      .join(', ')} }`;
  }
  return String(value);
};

// What a what-if changes, as it is typed: `ups-b.holdUp=PT6H`, `circuit-b@2016-02-03T10:00:00Z` (S9.1). Read and checked before anything
// is replayed.
import { levelNamed, nameOf, UP, type Scale } from '#domain/impact/scale.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Change } from '#domain/simulate/branch.ts';
import { parseDuration, spokenDuration } from '#domain/time/duration.ts';
import type { Duration } from '#domain/time/instant.ts';
import { danglingNames, definitionProblems } from '#domain/topology/check.ts';
import { formatIn, parseInstantOrDate } from '#domain/time/text.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';
import { allVersions, type Catalogue } from '#domain/facts/catalogue.ts';

/** How a model is edited as its file would be: from the wire, handed over by the door. */
export interface ModelEditor {
  readonly read: (text: string) => { readonly value: unknown } | Refusal;
  readonly revised: (definition: ComponentDefinition, path: string, value: unknown) => ComponentDefinition | Refusal;
}

/** A change and the words it was asked in. */
export type AskedChange = Change & { readonly said: string };

/** What `--set`, `--fail`, `--for` and `--level` said. */
export interface AskedChanges {
  readonly set: readonly string[];
  readonly fail?: readonly string[] | undefined;
  readonly for?: string | undefined;
  readonly level?: string | undefined;
}

/** Reads and checks the changes against the model as it was in each of its versions. */
export const changesAsked = (
  catalogue: Catalogue,
  scale: Scale,
  zone: string,
  editor: ModelEditor,
  { set, fail = [], for: lastingText, level: levelText }: AskedChanges,
): readonly AskedChange[] | Refusal => {
  const lasting = lastingText === undefined ? undefined : parseDuration(lastingText);
  if (isRefusal(lasting)) return refuse(lasting.refused, '--for');
  const level = levelText ?? nameOf(scale, scale.down);
  if (levelNamed(scale, level) <= UP) {
    return refuse(`"${level}" is no level of an outage; expected one of ${scale.names.slice(1).join(', ')}`, '--level');
  }
  const asked: readonly (AskedChange | Refusal)[] = [
    ...set.map((text) => setting(text, catalogue, scale, editor)),
    ...fail.map((text) => failure(text, catalogue, lasting, level, zone)),
  ];
  const refused = asked.find(isRefusal);
  if (refused !== undefined) return refused;
  if (asked.length === 0) return refuse('nothing is changed; expected --set PATH=VALUE or --fail COMPONENT@INSTANT');
  if (lasting !== undefined && fail.length === 0) return refuse('there is no --fail whose length it would be', '--for');
  return asked.filter((change): change is AskedChange => !isRefusal(change));
};

/** `COMPONENT.PATH=VALUE`; the longest component id that fits is meant, since ids may have dots. */
const setting = (text: string, catalogue: Catalogue, scale: Scale, editor: ModelEditor): AskedChange | Refusal => {
  const equals = text.indexOf('=');
  if (equals < 1) return refuse(`"${text}" sets nothing; expected COMPONENT.PATH=VALUE, such as ups-b.holdUp=PT6H`, '--set');
  const target = text.slice(0, equals);
  const component = [...catalogue.components.keys()].filter((id) => target.startsWith(`${id}.`)).toSorted((a, b) => b.length - a.length)[0];
  if (component === undefined) {
    const [id = ''] = target.split('.');
    return refuse(`there is no component "${id}"${didYouMean(id, catalogue.components.keys())}`, `--set ${target}`);
  }
  const path = target.slice(component.length + 1);
  const value = editor.read(text.slice(equals + 1));
  if (isRefusal(value)) return refuse(value.refused, `--set ${target}`);
  for (const definition of allVersions(catalogue.components, component)) {
    const revised = editor.revised(definition, path, value.value);
    if (isRefusal(revised)) return refuse(revised.refused, `--set ${target}${revised.place === undefined ? '' : ` (${revised.place})`}`);
    const [problem] = [...definitionProblems(revised, scale), ...danglingNames(revised, new Set(catalogue.components.keys()))];
    if (problem !== undefined) return refuse(problem.refused, `--set ${target} (${problem.place})`);
  }
  return {
    kind: 'revise',
    component,
    said: `${target} is ${text.slice(equals + 1)}`,
    revised: (definition) => {
      const revised = editor.revised(definition, path, value.value);
      if (isRefusal(revised)) throw new Error(`${target} was checked and is refused: ${revised.refused}`);
      return revised;
    },
  };
};

const failure = (text: string, catalogue: Catalogue, lasting: Duration | undefined, level: string, zone: string): AskedChange | Refusal => {
  const place = text.lastIndexOf('@');
  if (place < 1) return refuse(`"${text}" says no instant; expected COMPONENT@INSTANT, such as circuit-b@2016-02-03T10:00:00Z`, '--fail');
  const component: ComponentId = text.slice(0, place);
  if (!catalogue.components.has(component)) {
    return refuse(`there is no component "${component}"${didYouMean(component, catalogue.components.keys())}`, '--fail');
  }
  const at = parseInstantOrDate(text.slice(place + 1), zone);
  if (isRefusal(at)) return refuse(at.refused, '--fail');
  const lasts = lasting === undefined ? 'on' : `for ${spokenDuration(lasting)}`;
  return { kind: 'fail', component, at, for: lasting, level, said: `${component} is ${level} from ${formatIn(zone, at)} ${lasts}` };
};

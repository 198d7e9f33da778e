// What a what-if changes, as it is typed (`ups-b.holdUp=PT6H`, `circuit-b@2016-02-03T10:00:00Z`), read into the definition that a scenario
// file would hold (S9.1). Whether names lead anywhere is checked where the definition meets the log.
import type { Catalogue } from '#domain/facts/catalogue.ts';
import { componentCalled, componentsOfSet, namesAt } from '#domain/facts/component-called.ts';
import type { Json } from '#domain/facts/types.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { parseWorkingOrPlain } from '#domain/time/duration.ts';
import { hoursBook, type HoursBook } from '#domain/time/hours-book.ts';
import { END_OF_TIME, type Duration, type Instant } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import { parseInstantOrDate } from '#domain/time/text.ts';
import { whenOver } from '#domain/time/working-time.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { ModelEditor, PlacedChange } from './what-if-changes.ts';

/** What `--set`, `--add`, `--without`, `--move`, `--fail`, `--for` and `--level` said. */
export interface AskedChanges {
  readonly set?: readonly string[] | undefined;
  readonly add?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
  readonly move?: readonly string[] | undefined;
  readonly fail?: readonly string[] | undefined;
  /** One for all failures, or one for each in turn. */
  readonly for?: readonly string[] | undefined;
  readonly level?: string | undefined;
}

export interface TypedIn {
  readonly catalogue: Catalogue;
  readonly zone: string;
  readonly editor: ModelEditor;
  readonly holidays: HolidaySource;
}

/** The changes in the order set, add, without, move, fail; none if nothing was asked. */
export const changesTyped = (asked: AskedChanges, { catalogue, zone, editor, holidays }: TypedIn): readonly PlacedChange[] | Refusal => {
  const { set = [], add = [], without = [], move = [], fail = [], for: lengths = [], level } = asked;
  if (lengths.length > 0 && fail.length === 0) return refuse('there is no --fail whose length it would be', '--for');
  if (lengths.length > 1 && lengths.length !== fail.length) {
    return refuse(
      `${lengths.length} lengths are given for ${fail.length} failures; expected one for all, or one for each in turn`,
      '--for',
    );
  }
  const added = new Set(add.map((text) => text.split('=', 1)[0] ?? ''));
  const changes: readonly (PlacedChange | Refusal)[] = [
    ...set.map((text) => setting(text, [...added, ...catalogue.components.keys()], editor, catalogue)),
    ...add.map((text) => addition(text, editor)),
    ...without.map((text): PlacedChange => ({ change: { without: text }, place: '--without', path: () => '--without' })),
    ...move.map((text) => moved(text, zone)),
    ...fail.flatMap((text, index): readonly (PlacedChange | Refusal)[] => {
      const failing = atInstant(text, zone, catalogue);
      if (isRefusal(failing)) return [failing];
      return failing.map((at): PlacedChange | Refusal => {
        const length = lengths.length === 1 ? lengths[0] : lengths[index];
        const lasting = length === undefined ? undefined : lengthOf(length, at, hoursBook(catalogue, holidays));
        if (isRefusal(lasting)) return lasting;
        const change = {
          fail: at.component,
          at: at.at,
          ...(lasting === undefined ? {} : { for: lasting }),
          ...(level === undefined ? {} : { level }),
        };
        return { change, place: '--fail', path: (part) => (part === 'level' ? '--level' : '--fail') };
      });
    }),
  ];
  const refused = changes.find(isRefusal);
  return refused ?? changes.filter((change): change is PlacedChange => !isRefusal(change));
};

/** How long a failure lasts that is so long in plain or working time; working time by the calendar of what fails. */
const lengthOf = (text: string, { component, at }: Failing, book: HoursBook): Duration | Refusal => {
  const wait = parseWorkingOrPlain(text);
  if (isRefusal(wait)) return refuse(wait.refused, '--for');
  if (typeof wait === 'number') return wait;
  const [hours, zone] = [book.ofComponent(component), book.zoneOf(component, at)];
  if (isRefusal(hours)) return refuse(hours.refused, '--for');
  if (zone === undefined)
    return refuse(`${component} has no calendar to count working time by; expected a duration such as PT36H`, '--for');
  const over = whenOver(at, wait, hours, zone);
  return over === undefined ? refuse(`the calendar of ${component} never has so much working time`, '--for') : over - at;
};

/** `COMPONENT.PATH=VALUE`; the longest component id that fits is meant, since ids may have dots. */
const setting = (text: string, components: readonly ComponentId[], editor: ModelEditor, catalogue: Catalogue): PlacedChange | Refusal => {
  const equals = text.indexOf('=');
  if (equals < 1) return refuse(`"${text}" sets nothing; expected COMPONENT.PATH=VALUE, such as ups-b.holdUp=PT6H`, '--set');
  const target = withId(text.slice(0, equals), components, catalogue);
  if (!components.some((id) => target.startsWith(`${id}.`))) {
    const [id = ''] = target.split('.');
    return refuse(`there is no component "${id}"${didYouMean(id, components)}`, `--set ${target}`);
  }
  const value = editor.read(text.slice(equals + 1));
  if (isRefusal(value)) return refuse(value.refused, `--set ${target}`);
  return {
    change: { set: target, to: value.value as Json },
    place: `--set ${target}`,
    path: (part) => `--set ${target} (${part})`,
    said: `${target} is ${text.slice(equals + 1)}`,
  };
};

/** `NAME.PATH` with the component's id in place of its name or alias; the longest name that fits is meant. */
const withId = (target: string, components: readonly ComponentId[], catalogue: Catalogue): string => {
  if (components.some((id) => target.startsWith(`${id}.`))) return target;
  const fitting = namesAt(catalogue, END_OF_TIME).filter((name) => target.toLowerCase().startsWith(`${name.toLowerCase()}.`));
  const [longest] = fitting.toSorted((a, b) => b.length - a.length);
  const id = longest === undefined ? undefined : componentCalled(catalogue, longest, END_OF_TIME);
  return id === undefined || longest === undefined ? target : `${id}${target.slice(longest.length)}`;
};

/** `COMPONENT=DEFINITION`, the definition as a model file has it; a component alone is one that requires nothing. */
const addition = (text: string, editor: ModelEditor): PlacedChange | Refusal => {
  const equals = text.indexOf('=');
  const component = equals < 0 ? text : text.slice(0, equals);
  const place = `--add ${component}`;
  const value = editor.read(equals < 0 ? '{}' : text.slice(equals + 1));
  if (isRefusal(value)) return refuse(value.refused, place);
  const definition = editor.defined(component, value.value ?? {});
  if (isRefusal(definition)) return refuse(definition.refused, definition.place === undefined ? place : `${place} (${definition.place})`);
  return { change: { add: component, definition }, place, path: (part) => `${place} (${part})` };
};

const moved = (text: string, zone: string): PlacedChange | Refusal => {
  const equals = text.lastIndexOf('=');
  if (equals < 1) return refuse(`"${text}" says no instant; expected FACT=INSTANT, such as trip=2016-01-16T21:00:00Z`, '--move');
  const to = parseInstantOrDate(text.slice(equals + 1), zone);
  if (isRefusal(to)) return refuse(to.refused, '--move');
  return { change: { move: text.slice(0, equals), to }, place: '--move', path: () => '--move' };
};

interface Failing {
  readonly component: ComponentId;
  readonly at: Instant;
}

/** `COMPONENT@INSTANT`, or all of a kind, a tag or a group at once: `kind=ups@INSTANT`, `tag.site=town-hall@INSTANT`, `group=public@INSTANT`. */
const atInstant = (text: string, zone: string, catalogue: Catalogue): readonly Failing[] | Refusal => {
  const place = text.lastIndexOf('@');
  if (place < 1)
    return refuse(`"${text}" says no instant; expected COMPONENT@INSTANT, such as circuit-b@2016-02-03T10:00:00Z or kind=ups@…`, '--fail');
  const at = parseInstantOrDate(text.slice(place + 1), zone);
  if (isRefusal(at)) return refuse(at.refused, '--fail');
  const called = text.slice(0, place);
  const set = componentsOfSet(catalogue, called, at);
  if (set?.length === 0) return refuse(`no component is meant by "${called}" at that instant`, '--fail');
  return (set ?? [componentCalled(catalogue, called, at) ?? called]).map((component) => ({ component, at }));
};

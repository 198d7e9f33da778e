// The calendars of an iCalendar stream (RFC 5545, 3.1 and 3.4) with their events, as properties whose values are still texts, and where each
// stands. Of ical.js only the reading of one line is used: its own dates run over into the next month, and its recurrences need not end.
// What is nested in events, and zones but for their names, is left aside. O(text).
import ICAL from 'ical.js';
import { refuse, type Refusal } from '#domain/refusal.ts';

export interface Property {
  /** In capitals. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
  readonly line: number;
}

export interface EventLines {
  readonly line: number;
  readonly properties: readonly Property[];
}

export interface CalendarLines {
  readonly line: number;
  readonly properties: readonly Property[];
  readonly events: readonly EventLines[];
  /** Names of the zones it defines. */
  readonly zones: readonly string[];
}

interface Open {
  readonly name: string;
  readonly line: number;
  readonly properties: Property[];
}

export const calendarsIn = (file: string, text: string): readonly CalendarLines[] | Refusal => {
  const calendars: { line: number; properties: Property[]; events: EventLines[]; zones: string[] }[] = [];
  const open: Open[] = [];
  for (const { line, text: content } of unfolded(text)) {
    const bad = (why: string): Refusal => refuse(`${why}: expected an iCalendar file (RFC 5545)`, `${file}:${line}`);
    const [, verb = '', named = ''] = /^(BEGIN|END)\s*:\s*([\w-]+)\s*$/i.exec(content) ?? [];
    const name = named.toUpperCase();
    const innermost = open.at(-1);
    if (verb.toUpperCase() === 'BEGIN') {
      if ((name === 'VCALENDAR') !== (open.length === 0)) return bad(`BEGIN:${name} cannot stand here`);
      if (name === 'VEVENT' && open.length > 1) return bad(`BEGIN:VEVENT stands within a ${innermost?.name ?? ''} that has not ended`);
      const properties: Property[] = [];
      if (name === 'VCALENDAR') calendars.push({ line, properties, events: [], zones: [] });
      if (name === 'VEVENT') calendars.at(-1)?.events.push({ line, properties });
      open.push({ name, line, properties });
    } else if (verb.toUpperCase() === 'END') {
      if (innermost?.name !== name) return bad(`END:${name} ends nothing that has begun`);
      open.pop();
    } else if (innermost === undefined) return bad('this line stands outside of any calendar');
    else if (
      innermost.name === 'VCALENDAR' ||
      innermost.name === 'VEVENT' ||
      (innermost.name === 'VTIMEZONE' && /^TZID\b/i.test(content))
    ) {
      const property = propertyIn(content, line);
      if (property === undefined) return bad(`"${content.slice(0, 60)}" is no line of a calendar`);
      innermost.properties.push(property);
      if (innermost.name === 'VTIMEZONE') calendars.at(-1)?.zones.push(property.value);
    }
  }
  const [first] = open;
  if (first === undefined) return calendars;
  const cut = open.at(-1) ?? first;
  return refuse(`BEGIN:${cut.name} has no END: the file seems to be cut off`, `${file}:${cut.line}`);
};

/** Lines that go on in the next are one (3.1); each with the number of its first. Blank lines are none. */
const unfolded = (text: string): readonly { readonly line: number; readonly text: string }[] => {
  const lines: { line: number; parts: string[] }[] = [];
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(raw) && last !== undefined) last.parts.push(raw.slice(1));
    else if (raw.trim() !== '') lines.push({ line: index + 1, parts: [raw] });
  }
  return lines.map(({ line, parts }) => ({ line, text: parts.join('') }));
};

/** No property is known to it, so that every value stays a text. */
const NONE = Object.create(null) as Record<string, never>;
const AS_TEXT = { param: NONE, property: NONE, value: NONE, propertyGroups: false };

const propertyIn = (text: string, line: number): Property | undefined => {
  try {
    const [name, parameters, type, value] = ICAL.parse.property(text, AS_TEXT) as unknown as [string, object, string, unknown];
    if (!/^[\w-]+$/.test(name) || typeof value !== 'string') return undefined;
    // The library keeps VALUE apart from the other parameters, as the type.
    const known = new Map(Object.entries(parameters).map(([key, said]) => [key.toUpperCase(), String(said)]));
    if (type !== 'unknown') known.set('VALUE', type.toUpperCase());
    return { name: name.toUpperCase(), parameters: known, value: value.trim(), line };
  } catch {
    return undefined;
  }
};

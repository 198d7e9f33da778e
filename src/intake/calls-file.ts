// A help desk's CSV as facts, by a mapping: one `CallLogged` a row, with a count where the row stands for several calls. A row's time is an
// instant, a day or month (anywhere in it), the period of the file, or not known; no row is dropped. Time O(size of the file).
import type { FactDraft } from '#domain/facts/fact.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Occurrence } from '#domain/time/instant.ts';
import { exactly } from '#domain/time/instant.ts';
import { periodLabelled } from '#domain/time/period-named.ts';
import { formatInstant, parseInstant } from '#domain/time/text.ts';
import { dayOf, instantsOf, localIn, localTime, type LocalTime } from '#domain/time/zone.ts';
import { parseCallsMapping, type CallsMapping } from '#wire/calls-mapping.ts';
import { MOST_PROBLEMS, placed, unsafePart } from './depth.ts';
import type { FactsFile } from './facts-file.ts';
import { tableIn, type Table } from './table.ts';
import type { PlacedValue } from './yaml-places.ts';

/** Reads a mapping, or tells what is wrong with it and where. */
export const mappingIn = ({ value, placeOf }: PlacedValue): CallsMapping | readonly Refusal[] => {
  const unsafe = unsafePart(value);
  if (unsafe !== undefined) return [refuse(unsafe.sentence, placed(placeOf(unsafe.path), unsafe.path))];
  const read = parseCallsMapping(value);
  if ('calls' in read) return read;
  return read.slice(0, MOST_PROBLEMS).map(({ path, sentence }) => refuse(sentence, placed(placeOf(path), path)));
};

/** Every row of the file as a fact, and the records it declares; or everything that is wrong with it. */
export const callsIn = (name: string, text: string, mapping: CallsMapping): FactsFile | readonly Refusal[] => {
  const wanted = Object.values(mapping.columns).filter((column) => column !== undefined);
  const table = tableIn(name, text, mapping.delimiter, wanted);
  if (isRefusal(table)) return [table];
  const places = placesOf(name, table, mapping);
  if (!('system' in places)) return places;
  const drafts: { value: FactDraft; place: string }[] = [];
  const refusals: Refusal[] = [];
  const source = mapping.source ?? name;
  const numbered = new Map<string, { readonly line: number; readonly said: string }>();
  for (const { cells, line } of table.rows) {
    const place = `${name}:${line}`;
    const value = callOf(cells, places, mapping, source);
    if (isRefusal(value)) {
      refusals.push(refuse(value.refused, value.place === undefined ? place : `${place} ${value.place}`));
      if (refusals.length >= MOST_PROBLEMS) return refusals;
      continue;
    }
    const said = JSON.stringify([value.data, value.occurredAt]);
    const first = value.sourceId === undefined ? undefined : numbered.get(value.sourceId);
    if (first !== undefined && first.said !== said)
      refusals.push(
        refuse(
          `${mapping.columns.id ?? ''} ${value.sourceId ?? ''} stands in lines ${first.line} and ${line} with different data: expected each number once`,
          place,
        ),
      );
    else if (first === undefined && value.sourceId !== undefined) numbered.set(value.sourceId, { line, said });
    drafts.push({ value, place });
  }
  if (refusals.length > 0) return refusals;
  const records = recordsOf(mapping, source);
  if (isRefusal(records)) return [refuse(records.refused, `${name} records`)];
  const declared = records.map((value) => ({ value, place: name }));
  return { kind: 'facts', name, drafts: [...declared, ...drafts], notes: table.notes };
};

type Places = { readonly [key in keyof CallsMapping['columns']]: number } & { readonly system: number };

/** Where each column of the mapping stands; one that is missing, or there twice, is refused. */
const placesOf = (name: string, { columns }: Table, mapping: CallsMapping): Places | readonly Refusal[] => {
  const refusals: Refusal[] = [];
  const places = new Map<string, number>();
  for (const [key, column] of Object.entries(mapping.columns)) {
    if (column === undefined) continue;
    const found = columns.flatMap((one, place) => (one === column ? [place] : []));
    const what = `column "${column}" (the mapping's columns.${key})`;
    if (found[0] === undefined) refusals.push(refuse(`has no ${what}: it has ${listedColumns(columns)}`, `${name}:1`));
    else if (found.length > 1)
      refusals.push(
        refuse(
          `has ${found.length} columns called "${column}" (the mapping's columns.${key}): expected one; rename the others`,
          `${name}:1`,
        ),
      );
    else places.set(key, found[0]);
  }
  return refusals.length > 0 ? refusals : (Object.fromEntries(places) as unknown as Places);
};

/** So many names of columns say enough. */
const MOST_COLUMNS = 12;

const listedColumns = (columns: readonly string[]): string =>
  `${columns.slice(0, MOST_COLUMNS).join(', ')}${columns.length > MOST_COLUMNS ? ` and ${columns.length - MOST_COLUMNS} more` : ''}`;

const callOf = (
  cells: readonly string[],
  places: Places,
  mapping: CallsMapping,
  source: string,
): Extract<FactDraft, { readonly type: 'CallLogged' }> | Refusal => {
  const { columns } = mapping;
  const cell = (key: keyof Places): string | undefined => {
    const text = places[key] === undefined ? '' : cells[places[key]];
    return text === '' ? undefined : text;
  };
  const system = cell('system');
  if (system === undefined) return refuse('names no system: expected one in every row', columns.system);
  const severity = cell('severity') ?? mapping.severity;
  if (severity === undefined) return refuse('has no severity: expected one in every row, or one for all in the mapping', columns.severity);
  const count = countIn(cell('count'));
  if (isRefusal(count)) return refuse(count.refused, columns.count);
  const occurredAt = whenOf(cell('date'), cell('period') ?? mapping.period, mapping);
  if (isRefusal(occurredAt)) return refuse(occurredAt.refused, cell('date') === undefined ? columns.period : columns.date);
  const about = cell('about');
  const sourceId = cell('id');
  return {
    type: 'CallLogged',
    source,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    data: {
      system: ownWord(mapping.systems, system),
      severity: ownWord(mapping.severities, severity),
      count,
      ...(about === undefined ? {} : { about }),
    },
  };
};

/** What the mapping has in place of a desk's word; else the word. */
const ownWord = (words: { readonly [word: string]: string } | undefined, word: string): string =>
  words !== undefined && Object.hasOwn(words, word) ? (words[word] ?? word) : word;

const countIn = (text: string | undefined): number | Refusal => {
  if (text === undefined) return 1;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return count > 0 ? count : refuse(`"${text}" is no number of calls: expected a whole number from 1 on`);
};

/** When a call was made; undefined where nothing says so. */
const whenOf = (date: string | undefined, period: string | undefined, mapping: CallsMapping): Occurrence | Refusal | undefined => {
  if (date !== undefined) return dated(date, mapping);
  return period === undefined ? undefined : within(period, mapping.zone);
};

/** Only what the mapping's `dates` declares; without it, what ISO 8601 has: a date, a month, a year, a local time or one with an offset. */
const dated = (text: string, { dates, zone }: CallsMapping): Occurrence | Refusal => {
  if (dates === undefined) {
    if (/^\d{4}(-\d\d(-\d\d)?)?$/.test(text)) return within(text, zone);
    const local = localTime(text.replace(' ', 'T'));
    if (local !== undefined) return onClocks(text, local, zone);
    const at = parseInstant(text.replace(' ', 'T'));
    if (!isRefusal(at)) return exactly(at);
    return refuse(`"${text}" is no date: expected one such as 2013-06-04 or 2013-06-04T09:12, or its form under dates in the mapping`);
  }
  const local = localIn(text, dates);
  if (local === undefined) return refuse(`"${text}" is no time written as ${dates} (the mapping's dates)`);
  return /[Hht]/.test(dates) ? onClocks(text, local, zone) : within(dayOf(local), zone);
};

/** The instant at which local clocks read so; either of two where they did twice. */
const onClocks = (text: string, local: LocalTime, zone: string): Occurrence | Refusal => {
  const [at, again] = instantsOf(zone, local);
  if (at === undefined) return refuse(`"${text}" did not exist in ${zone}: the clocks skipped it`);
  return again === undefined ? exactly(at) : { best: at, earliest: at, latest: again };
};

/** Anywhere in a period, its end not included. */
const within = (period: string, zone: string): Occurrence | Refusal => {
  const span = periodLabelled(period, { zone });
  if (isRefusal(span)) return span;
  return { best: Math.floor((span.from + span.to) / 2), earliest: span.from, latest: span.to - 1 };
};

/** The span for which the desk's records exist, about the systems it knows by a component's id. */
const recordsOf = ({ records, systems = {}, zone }: CallsMapping, source: string): readonly FactDraft[] | Refusal => {
  const components = [...new Set(Object.values(systems))];
  if (records === undefined || components.length === 0) return [];
  const from = periodLabelled(records.from, { zone });
  const to = records.to === undefined ? undefined : periodLabelled(records.to, { zone });
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  if (to !== undefined && to.to <= from.from) return refuse(`the records end (${formatInstant(to.to)}) before they begin`);
  return [
    {
      type: 'RecordsDeclared',
      source,
      data: {
        components,
        from: from.from,
        ...(to === undefined ? {} : { to: to.to }),
        complete: records.complete ?? false,
      },
    },
  ];
};

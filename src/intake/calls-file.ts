// A help desk's CSV as facts, by a mapping: one `CallLogged` a row, with a count where the row stands for several calls. A row's time is an
// instant, a day or month (anywhere in it), the period of the file, or not known; no row is dropped. Time O(size of the file).
import { CsvError, parse } from 'csv-parse/sync';
import type { FactDraft } from '#domain/facts/fact.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Occurrence } from '#domain/time/instant.ts';
import { exactly } from '#domain/time/instant.ts';
import { namedSpan } from '#domain/time/named-span.ts';
import { formatInstant, parseInstant } from '#domain/time/text.ts';
import { dayOf, instantsOf, localIn } from '#domain/time/zone.ts';
import { parseCallsMapping, type CallsMapping } from '#wire/calls-mapping.ts';
import { MOST_PROBLEMS, placed, unsafePart } from './depth.ts';
import type { FactsFile } from './facts-file.ts';
import type { PlacedValue } from './yaml-places.ts';

/** Reads a mapping, or tells what is wrong with it and where. */
export const mappingIn = ({ value, placeOf }: PlacedValue): CallsMapping | readonly Refusal[] => {
  const unsafe = unsafePart(value);
  if (unsafe !== undefined) return [refuse(unsafe.sentence, placed(placeOf(unsafe.path), unsafe.path))];
  const read = parseCallsMapping(value);
  if ('calls' in read) return read;
  return read.slice(0, MOST_PROBLEMS).map(({ path, sentence }) => refuse(sentence, placed(placeOf(path), path)));
};

type Row = Readonly<Record<string, string>>;

/** Every row of the file as a fact, and the records it declares; or everything that is wrong with it. */
export const callsIn = (name: string, text: string, mapping: CallsMapping): FactsFile | readonly Refusal[] => {
  const rows = rowsOf(name, text, mapping);
  if (isRefusal(rows)) return [rows];
  const missing = Object.entries(mapping.columns).filter(([, column]) => column !== undefined && !rows.columns.includes(column));
  if (missing.length > 0) {
    return missing.map(([key, column]) =>
      refuse(`has no column "${column}" (the mapping's columns.${key}): it has ${rows.columns.join(', ')}`, `${name}:1`),
    );
  }
  const drafts: { value: FactDraft; place: string }[] = [];
  const refusals: Refusal[] = [];
  const source = mapping.source ?? name;
  for (const { row, line } of rows.rows) {
    const place = `${name}:${line}`;
    const value = callOf(row, mapping, source);
    if (isRefusal(value)) refusals.push(refuse(value.refused, value.place === undefined ? place : `${place} ${value.place}`));
    else drafts.push({ value, place });
  }
  if (refusals.length > 0) return refusals.slice(0, MOST_PROBLEMS);
  const records = recordsOf(mapping, source);
  if (isRefusal(records)) return [refuse(records.refused, `${name} records`)];
  return { kind: 'facts', name, drafts: [...records.map((value) => ({ value, place: name })), ...drafts] };
};

interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: Row; readonly line: number }[];
}

const rowsOf = (name: string, text: string, { delimiter = ',' }: CallsMapping): Rows | Refusal => {
  let columns: readonly string[] = [];
  try {
    const rows = parse(text, {
      bom: true,
      columns: (head: readonly string[]) => (columns = head.map((cell) => cell.trim())),
      delimiter,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: Row; readonly info: { readonly lines: number } }[];
    return { columns, rows: rows.map(({ record, info }) => ({ row: record, line: info.lines })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? `:${error['lines']}` : '';
    return refuse(`is not a table of the columns its first line names (${error.message.replace(/\s+/g, ' ')})`, `${name}${line}`);
  }
};

const callOf = (row: Row, mapping: CallsMapping, source: string): FactDraft | Refusal => {
  const { columns } = mapping;
  const cell = (column: string | undefined): string | undefined => {
    const text = column === undefined ? '' : row[column];
    return text === '' ? undefined : text;
  };
  const system = cell(columns.system);
  if (system === undefined) return refuse('names no system: expected one in every row', columns.system);
  const severity = cell(columns.severity) ?? mapping.severity;
  if (severity === undefined) return refuse('has no severity: expected one in every row, or one for all in the mapping', columns.severity);
  const count = countIn(cell(columns.count));
  if (isRefusal(count)) return refuse(count.refused, columns.count);
  const occurredAt = whenOf(cell(columns.date), cell(columns.period) ?? mapping.period, mapping);
  if (isRefusal(occurredAt)) return refuse(occurredAt.refused, cell(columns.date) === undefined ? columns.period : columns.date);
  const about = cell(columns.about);
  const sourceId = cell(columns.id);
  return {
    type: 'CallLogged',
    source,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    data: {
      system: mapping.systems?.[system] ?? system,
      severity: mapping.severities?.[severity] ?? severity,
      count,
      ...(about === undefined ? {} : { about }),
    },
  };
};

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

const dated = (text: string, { dates, zone }: CallsMapping): Occurrence | Refusal => {
  if (dates === undefined) return /^\d{4}(-\d\d(-\d\d)?)?$/.test(text) ? within(text, zone) : onClocks(text, text, zone);
  const local = localIn(text, dates);
  if (local === undefined) return refuse(`"${text}" is no time written as ${dates} (the mapping's dates)`);
  const written = new Date(local).toISOString();
  return /[Hht]/.test(dates) ? onClocks(text, written.slice(0, -1), zone) : within(dayOf(local), zone);
};

/** An instant where an offset stands with it, else the one at which local clocks read so. */
const onClocks = (text: string, written: string, zone: string): Occurrence | Refusal => {
  const local = Date.parse(`${written.replace(' ', 'T')}Z`);
  if (Number.isNaN(local)) {
    const at = parseInstant(text);
    return isRefusal(at)
      ? refuse(`"${text}" is no date: expected one such as 2013-06-04, or its form under dates in the mapping`)
      : exactly(at);
  }
  const [at, again] = instantsOf(zone, local);
  if (at === undefined) return refuse(`"${text}" did not exist in ${zone}: the clocks skipped it`);
  return again === undefined ? exactly(at) : { best: at, earliest: at, latest: again };
};

/** Anywhere in a period, its end not included. */
const within = (period: string, zone: string): Occurrence | Refusal => {
  const span = namedSpan(period, zone);
  if (isRefusal(span)) return span;
  return { best: Math.floor((span.from + span.to) / 2), earliest: span.from, latest: span.to - 1 };
};

/** The span for which the desk's records exist, about the systems it knows by a component's id. */
const recordsOf = ({ records, systems = {}, zone }: CallsMapping, source: string): readonly FactDraft[] | Refusal => {
  const components = [...new Set(Object.values(systems))];
  if (records === undefined || components.length === 0) return [];
  const from = namedSpan(records.from, zone);
  const to = records.to === undefined ? undefined : namedSpan(records.to, zone);
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

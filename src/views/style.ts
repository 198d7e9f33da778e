// How people are shown things: colour where the terminal has it, never colour alone; times in one zone, approximate ones as such.
import type { Recorded } from '#domain/facts/fact.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import { BEGINNING, type Instant, type Occurrence } from '#domain/time/instant.ts';
import { formatIn, formatInstant } from '#domain/time/text.ts';
import { paintsOf, type Paints } from './paint.ts';
import { inOneLine } from './shown.ts';

export interface Style extends Paints {
  readonly zone: string;
  /** How many characters fit into a line; undefined: as many as there are. */
  readonly width?: number | undefined;
  /** Instants at which something happened whose time is not known exactly (S4.3); they are shown with a `~` wherever they appear. */
  readonly approximate: ReadonlySet<Instant>;
}

export const styleOf = (zone: string, colour: boolean, approximate: ReadonlySet<Instant> = new Set(), width?: number): Style => ({
  zone,
  width,
  approximate,
  ...paintsOf(colour),
});

/** The sign that stands for a level; it tells as much as the colour. */
export const levelMark = (level: Level, scale: Scale): string => {
  if (level === scale.down) return '✗';
  if (level === scale.unknown) return '?';
  if (level >= scale.impaired) return '~';
  return level === 0 ? '✓' : '!';
};

/** A level with its mark: `✗ down`. */
export const levelText = (level: Level, scale: Scale, style: Style): string => {
  const text = `${levelMark(level, scale)} ${scale.names[level] ?? String(level)}`;
  if (level === scale.down) return style.red(text);
  return level === 0 ? style.green(text) : style.yellow(text);
};

/** An instant in the style's zone, to the minute where it is one. */
export const instantText = (at: Instant, style: Style): string => `${style.approximate.has(at) ? '~' : ''}${formatIn(style.zone, at)}`;

/** A time as well as it is known: `~Sat 16 Jan 2016 19:30`, `between … and …`, `on 17 Dec 2015, time not known`. */
export const occurrenceText = (when: Occurrence, { zone }: Style): string => {
  if (when.day !== undefined) return `on ${formatIn(when.zone ?? zone, when.best, 'date')}, time not known`;
  if (when.earliest !== when.latest) return `between ${formatIn(zone, when.earliest)} and ${formatIn(zone, when.latest)}`;
  return `${when.about === true ? '~' : ''}${formatIn(zone, when.best)}`;
};

/** A fault in one line: `circuit-b: the power circuit tripped (trip), ~Sat 16 Jan 2016 19:30`. */
export const faultText = (fault: Fault, style: Style): string => {
  const cause = causeText(fault);
  const said = cause === undefined ? `fault ${faultName(fault)}` : `${inOneLine(cause)} (${faultName(fault)})`;
  return `${fault.component}: ${said}, ${occurrenceText(fault.began.fact.occurredAt, style)}`;
};

/** What is said of a fault's cause; of an observation, where it was made. */
export const causeText = ({ began, silentSince }: Fault): string | undefined => {
  const { fact } = began;
  if (fact.type === 'OutageBegan') return fact.data.cause;
  const { level, vantage } = fact.data;
  return silentSince === undefined ? `observed ${level} at ${vantage}` : `nothing heard at ${vantage}`;
};

/** What a fault is called; one without a name by the first digits of its fact, which are enough to name it to other commands. */
export const faultName = (fault: Fault): string => (fault.name === fault.began.fact.id ? fault.name.slice(0, SHORT_ID) : fault.name);

const SHORT_ID = 13;

/** A fact in one line: `OutageEnded circuit-b (trip), between … and …`. */
export const factText = ({ fact }: Recorded, style: Style): string => {
  const about = 'component' in fact.data ? ` ${fact.data.component}` : 'maintenance' in fact.data ? ` ${fact.data.maintenance}` : '';
  const fault = 'fault' in fact.data && fact.data.fault !== undefined ? ` (${fact.data.fault})` : '';
  return `${fact.type}${about}${fault}${fact.occurredAt === undefined ? '' : `, ${occurrenceText(fact.occurredAt, style)}`}`;
};

/** A fault as programs read it. */
export const faultJson = (fault: Fault): object => ({
  fact: fault.began.fact.id,
  component: fault.component,
  fault: fault.name,
  cause: causeText(fault) ?? null,
  began: occurrenceJson(fault.began.fact.occurredAt),
});

export const occurrenceJson = (when: Occurrence): object => ({
  at: formatInstant(when.best),
  earliest: formatInstant(when.earliest),
  latest: formatInstant(when.latest),
  about: when.about ?? false,
});

/** `null` for "from the beginning". */
export const instantJson = (at: Instant): string | null => (at === BEGINNING ? null : formatInstant(at));

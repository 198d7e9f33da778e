// The facts of a log as pages of text, for a reader that takes what it needs from them without an object a fact. Every log has them; one that
// keeps its texts side by side hands them over as they stand.
import type { EventLog, StoredFact, TextPage } from './event-log.ts';
import { recordedFrom } from './text.ts';

export const BETWEEN = ',\n';
const AT_ONCE = 256;

/** Throws {@link LogError} at what is no fact, or, of what its log hands over as it stands, leaves that to the reader. */
export async function* textPages(log: EventLog): AsyncGenerator<TextPage> {
  if (log.readTexts !== undefined) {
    yield* log.readTexts();
    return;
  }
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (stream: string): number => {
    const known = numbers.get(stream) ?? names.length;
    if (known === names.length) names.push(stream);
    numbers.set(stream, known);
    return known;
  };
  const nameOf = (stream: number): string => names[stream] as string;
  let some: StoredFact[] = [];
  for await (const stored of log.readStored()) {
    some.push(stored);
    if (some.length < AT_ONCE) continue;
    yield pageOf(some, log.url, numberOf, nameOf);
    some = [];
  }
  if (some.length > 0) yield pageOf(some, log.url, numberOf, nameOf);
}

/** Each is read once to tell what is damaged. */
export const pageOf = (
  stored: readonly StoredFact[],
  url: string,
  numberOf: (stream: string) => number,
  nameOf: (stream: number) => string,
): TextPage => {
  for (const one of stored) recordedFrom(one, url);
  return {
    positions: stored.map(({ position }) => position),
    streams: stored.map(({ stream }) => numberOf(stream)),
    nameOf,
    revisions: stored.map(({ revision }) => revision),
    recordedAt: stored.map(({ recordedAt }) => recordedAt),
    // JSON knows line feeds between tokens only, where a space does as well
    bodies: stored.map(({ text }) => text.replaceAll('\n', ' ')).join(BETWEEN),
  };
};

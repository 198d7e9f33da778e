// A whole log as a file of lines (JSON Lines): read line by line, never at once, strictly, as every byte counts: UTF-8 without a mark,
// each line ended by one line feed.
import { createReadStream } from 'node:fs';
import { isRefusal } from '#domain/refusal.ts';
import { readLine } from './line.ts';
import type { Found, NoFact } from './verify.ts';

const LINE_FEED = 0x0a;

/** The facts of an exported file, in order, and what stands there that is none. `read` hears of the bytes read so far. */
export async function* foundInFile(path: string, read: (bytes: number) => void = () => undefined): AsyncGenerator<Found | NoFact> {
  yield* foundInChunks(createReadStream(path, { highWaterMark: 1 << 18 }), read);
}

/** @internal Separate for tests that change bytes by the thousand. */
export async function* foundInChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  read: (bytes: number) => void = () => undefined,
): AsyncGenerator<Found | NoFact> {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 0;
  let bytes = 0;
  for await (const { whole, ended } of linesIn(chunks)) {
    const place = `line ${++line}`;
    bytes += whole.length + 1;
    read(bytes);
    if (!ended) {
      yield { place, why: 'it has no end: the file was cut' };
      return;
    }
    yield found(whole, place, text);
  }
}

const found = (bytes: Uint8Array, place: string, decoder: InstanceType<typeof TextDecoder>): Found | NoFact => {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { place, why: 'it is not UTF-8' };
  }
  const fact = readLine(text);
  return isRefusal(fact) ? { place, why: fact.refused } : { ...fact, place };
};

/** The lines of a file as bytes, without their line feed; the last may lack one. */
export async function* linesIn(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<{ readonly whole: Uint8Array; readonly ended: boolean }> {
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      yield { whole: Buffer.concat([...rest, chunk.subarray(from, end)]), ended: true };
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield { whole: Buffer.concat(rest), ended: false };
}

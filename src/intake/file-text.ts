// Bytes of a file a person named, as text: UTF-8, or UTF-16 where a byte-order mark says so; a table may be in Windows-1252, which is then said.
// Refuses what is empty, binary or otherwise encoded.
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';

/** A file as the door read it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface DecodedText {
  readonly text: string;
  /** What was found out of its encoding, in words. */
  readonly notes: readonly string[];
}

const NUL = 0;
const TABLE = /\.(?:csv|tsv)$/i;

export const textOf = (file: NamedBytes): DecodedText | Refusal => {
  const { name, bytes } = file;
  if (bytes.length === 0) return refuse('the file is empty: expected a model (YAML or JSON) or facts (JSON Lines)', name);
  const decoded = decodedFrom(file);
  if (isRefusal(decoded)) return decoded;
  return decoded.text.trim() === '' ? refuse('the file is empty: nothing but blank lines stands in it', name) : decoded;
};

const decodedFrom = ({ name, bytes }: NamedBytes): DecodedText | Refusal => {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (wide !== undefined) {
    const text = decodedAs(wide, bytes);
    return text === undefined
      ? refuse('the file is not the UTF-16 text it begins as: save it as UTF-8', name)
      : { text, notes: ['it is UTF-16'] };
  }
  if (bytes.includes(NUL)) return refuse('the file is binary: expected text, a model (YAML or JSON) or facts (JSON Lines)', name);
  const text = decodedAs('utf-8', bytes);
  if (text !== undefined) return { text, notes: [] };
  const western = TABLE.test(name) ? decodedAs('windows-1252', bytes) : undefined;
  if (western !== undefined) return { text: western, notes: ['it is not UTF-8 and was read as Windows-1252'] };
  return refuse(`the file is not UTF-8 text (line ${badLine(bytes)}): save it as UTF-8`, name);
};

const decodedAs = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The first line that cannot be decoded. No character spans a line's end. */
const badLine = (bytes: Uint8Array): number => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return line;
};

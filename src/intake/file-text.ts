// Bytes of a file a person named, as text: UTF-8, perhaps with a byte-order mark. Refuses what is empty, binary or otherwise encoded.
import { refuse, type Refusal } from '#domain/refusal.ts';

/** A file as the door read it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const NUL = 0;

export const textOf = ({ name, bytes }: NamedBytes): string | Refusal => {
  if (bytes.length === 0) return refuse('the file is empty: expected a model (YAML or JSON) or facts (JSON Lines)', name);
  if (bytes.includes(NUL)) return refuse('the file is binary: expected text, a model (YAML or JSON) or facts (JSON Lines)', name);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(`the file is not UTF-8 text (line ${badLine(bytes)}): save it as UTF-8`, name);
  }
  return text.trim() === '' ? refuse('the file is empty: nothing but blank lines stands in it', name) : text;
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

// Columns of numbers and short texts as bytes, and back: a JSON line that says what follows, then the columns as they stand in memory, all of
// it deflated as fast as zlib can, with zlib's checksum: bytes that are no longer what they were are refused. They depend on the machine's
// byte order: a store is not carried about, it is made again.
import { deflateSync, inflateSync } from 'node:zlib';
import { StoreError } from './model-store.ts';

export type Column = Float64Array | Int32Array | Uint8Array;
export type Columns = { readonly [name: string]: Column };

const KINDS = { f: Float64Array, i: Int32Array, b: Uint8Array } as const;
type Kind = keyof typeof KINDS;

const kindOf = (column: Column): Kind => (column instanceof Float64Array ? 'f' : column instanceof Int32Array ? 'i' : 'b');

export const packed = (columns: Columns): Uint8Array => {
  const named = Object.entries(columns);
  const head = Buffer.from(JSON.stringify(named.map(([name, column]) => [name, kindOf(column), column.length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const parts = named.map(([, column]) => bytesOf(column instanceof Int32Array ? steps(column) : column));
  return deflateSync(Buffer.concat([length, head, ...parts]), { level: 1 });
};

export const unpacked = <T extends Columns>(bytes: Uint8Array): T => {
  const whole = inflated(bytes);
  const headLength = whole.readUInt32LE(0);
  const head = JSON.parse(whole.toString('utf8', 4, 4 + headLength)) as readonly (readonly [string, Kind, number])[];
  let at = 4 + headLength;
  const columns: [string, Column][] = [];
  for (const [name, kind, length] of head) {
    const Kind = KINDS[kind];
    const end = at + length * Kind.BYTES_PER_ELEMENT;
    // A copy of its own, since a column must begin at a multiple of its element's size.
    const column = new Kind(new Uint8Array(whole.subarray(at, end)).buffer);
    if (column instanceof Int32Array) addUp(column);
    columns.push([name, column]);
    at = end;
  }
  return Object.fromEntries(columns) as T;
};

const bytesOf = (column: Column): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

/** Each number less the one before, round and round at 32 bits: whole numbers mostly rise by little, or stay. */
const steps = (column: Int32Array): Int32Array => column.map((value, index) => value - (index === 0 ? 0 : (column[index - 1] as number)));

const addUp = (column: Int32Array): void => {
  for (let index = 1; index < column.length; index++) column[index] = (column[index] as number) + (column[index - 1] as number);
};

export const packedText = (text: string): Uint8Array => deflateSync(text, { level: 1 });
export const unpackedText = (bytes: Uint8Array): string => inflated(bytes).toString('utf8');

const inflated = (bytes: Uint8Array): Buffer => {
  try {
    return inflateSync(bytes);
  } catch (cause) {
    throw new StoreError('unusable', 'a row of the read models is damaged; make them again with knockon models build', { cause });
  }
};

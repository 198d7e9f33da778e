// A fact as an event: the canonical text is the event's data, byte for byte (the client would parse and print JSON anew, so it is sent as
// bytes); hash and time of recording are its metadata; the fact's id is its id, so that the server knows one sent twice. A position is the
// event's in $all, as digits of equal length, so that `<` on the text is `<` on the position.
import type { AllStreamRecordedEvent, EventData, Position as AllPosition, RecordedEvent } from '@eventstore/db-client';
import type { Position } from '#domain/facts/fact.ts';
import { LogError, type AnyFact, type StoredFact } from './event-log.ts';
import { streamOfId } from './eventstoredb-names.ts';
import type { Sealed } from './text.ts';
import { sha256 } from './chain.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DIGITS = 20;
/** What servers before 22.6 say instead of a position. */
const NOWHERE = 0xffffffffffffffffn;

export const eventOf = ({ id, type }: AnyFact, { text, hash, recordedAt }: Sealed): EventData => ({
  id: UUID.test(id) ? id : uuidOf(text),
  type,
  contentType: 'application/octet-stream',
  data: Buffer.from(text, 'utf8'),
  metadata: plainBytes(`{"hash":"${hash}","recordedAt":${recordedAt}}`),
});

/** Bytes the client sends as they stand, where it would write an object out, encode and decode it; of a `Buffer` it makes an object, too. */
const plainBytes = (ascii: string): Uint8Array => {
  const { buffer, byteOffset, length } = Buffer.from(ascii, 'latin1');
  return new Uint8Array(buffer, byteOffset, length);
};

/** The server takes UUIDs alone; a fact from elsewhere may have another id. */
const uuidOf = (text: string): string => {
  const hex = sha256(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** What the server counts of an event against its limit, or more. */
export const sizeOf = ({ type, data, metadata }: EventData): number =>
  (data as Uint8Array).length + 2 * type.length + (metadata as Uint8Array).length + 64;

/** What stands there, whoever wrote it: what no log would have written fits no hash. */
export const storedFrom = (event: RecordedEvent | AllStreamRecordedEvent, log: string, url: string): StoredFact => {
  const { hash, recordedAt } = (event.metadata ?? {}) as { readonly hash?: unknown; readonly recordedAt?: unknown };
  const data: unknown = event.data;
  return {
    stream: streamOfId(log, event.streamId),
    revision: Number(event.revision),
    position: positionIn(event, url),
    recordedAt: typeof recordedAt === 'number' ? recordedAt : NaN,
    hash: typeof hash === 'string' ? hash : '',
    text: data instanceof Uint8Array ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8') : JSON.stringify(data),
  };
};

export const positionIn = ({ position }: RecordedEvent | AllStreamRecordedEvent, url: string): Position => {
  if (position === undefined || position.commit === NOWHERE)
    throw new LogError('unreachable', `The server of ${url} is too old: it must be EventStoreDB 22.6 or newer.`);
  return positionOfAll(position);
};

export const positionOfAll = ({ commit, prepare }: AllPosition): Position =>
  commit === prepare ? padded(commit) : `${padded(commit)}/${padded(prepare)}`;

const padded = (place: bigint): string => place.toString().padStart(DIGITS, '0');

/** Throws for a position that another adapter made. */
export const allPositionOf = (position: Position): AllPosition => {
  const [, commit, prepare = commit] = /^(\d{20})(?:\/(\d{20}))?$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new TypeError(`not a position of this log: ${JSON.stringify(position)}`);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

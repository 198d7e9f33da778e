// What the server was told to drop, or has dropped: a log is whole only while every stream is kept from its first fact on. Settings of streams
// ($maxCount, $maxAge, $tb; a deletion sets $tb to the end) come by as events of `$$STREAM` and may be taken back, so the last one counts;
// a stream deleted for ever leaves a tombstone; and what a scavenge has removed shows as revisions missing. O(1) an event.
import type { ResolvedEvent } from '@eventstore/db-client';
import { LogError } from './event-log.ts';
import { streamOfId } from './eventstoredb-names.ts';

const DROPPING = ['$maxCount', '$maxAge', '$tb'];
const TOMBSTONE = '$streamDeleted';

type Event = NonNullable<ResolvedEvent['event']>;

/** What of a stream's settings makes the server drop events: words for people; undefined: nothing. */
export const droppingIn = (event: Event): string | undefined => {
  const settings = settingsIn(event);
  if (Number(settings['$tb']) >= Number.MAX_SAFE_INTEGER) return 'was deleted on the server';
  const name = DROPPING.find((one) => settings[one] !== undefined && settings[one] !== null && !(one === '$tb' && settings[one] === 0));
  return name === undefined ? undefined : `has ${name} set on the server, which makes it drop facts`;
};

const settingsIn = (event: Event): Readonly<Record<string, unknown>> => {
  const { data } = event as { readonly data: unknown };
  if (!(data instanceof Uint8Array)) return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  try {
    return JSON.parse(Buffer.from(data).toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
};

export const droppedError = (stream: string, what: string, shown: string): LogError =>
  new LogError('damaged', `The log ${shown} is damaged: its stream ${stream} ${what}; take that back, or restore the log from a copy.`);

export const missingError = (stream: string, first: number, found: number, shown: string): LogError => {
  const gone = found - first === 1 ? `revision ${first}` : `revisions ${first} to ${found - 1}`;
  return new LogError(
    'damaged',
    `The log ${shown} is damaged: ${gone} of its stream ${stream} were removed on the server; restore it from a copy.`,
  );
};

export interface Retention {
  /** Whether an event is a fact; if not, it is remembered. Throws where a fact is missing before it, or its stream is gone for ever. */
  isFact(event: Event): boolean;
  /** Throws if a stream is set to lose facts. */
  check(): void;
}

/** `whole`: events are seen from the log's first on, so a stream must begin with its first. */
export const retentionOf = (log: string, shown: string, whole: boolean): Retention => {
  const next = new Map<string, number>();
  const dropping = new Map<string, string>();
  return {
    isFact: (event) => {
      const { streamId, type, revision } = event;
      if (streamId.startsWith('$$')) {
        const what = droppingIn(event);
        if (what === undefined) dropping.delete(streamId);
        else dropping.set(streamId, what);
        return false;
      }
      if (type === TOMBSTONE) throw droppedError(streamOfId(log, streamId), 'was deleted on the server for ever', shown);
      const expected = next.get(streamId) ?? (whole ? 0 : Number(revision));
      if (Number(revision) > expected) throw missingError(streamOfId(log, streamId), expected, Number(revision), shown);
      next.set(streamId, Number(revision) + 1);
      return true;
    },
    check: () => {
      for (const [streamId, what] of dropping) throw droppedError(streamOfId(log, streamId.slice(2)), what, shown);
    },
  };
};

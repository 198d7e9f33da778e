// The port of the log: append-only streams of facts. What every adapter promises is in test/contracts/event-log.ts.
// One append touches one stream and is atomic; no more is promised, since a shared server has no more.
import type { Fact, Position, Recorded, UnrecognisedFact } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';

/** A fact, or one whose type this version does not know and passes on as it is. */
export type AnyFact = Fact | UnrecognisedFact;

/** A fact read back, or one whose type this version does not know. */
export type AnyRecorded = Recorded<AnyFact>;

/** The stream's last revision as the writer saw it; `none`: the stream does not exist yet. */
export type ExpectedRevision = number | 'none';

export type AppendResult =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: Position; readonly added: number }
  | { readonly kind: 'conflict'; readonly stream: string; readonly expected: ExpectedRevision; readonly actual: ExpectedRevision };

export interface ReadStreamOptions {
  /** First revision to read (forwards: default 0; backwards: default the last). */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Read what stands behind this position; default: from the start. */
  readonly after?: Position;
  readonly limit?: number;
}

export interface FollowOptions {
  /** Follow what stands behind this position; default: from the start. */
  readonly after?: Position;
  /** At most so many facts a page. */
  readonly limit?: number;
  /** Ends it, also while it waits. */
  readonly signal?: AbortSignal;
}

/** Facts a follower is handed at once, in the order of positions. */
export interface Page {
  /** Empty only where a follower is told that it has caught up and had nothing to catch up with. */
  readonly records: readonly AnyRecorded[];
  /** To follow on from here another time: that of the last fact handed over, else the one it began behind; undefined: the start. */
  readonly position: Position | undefined;
  /** Nothing stood behind it when it was read. */
  readonly caughtUp: boolean;
}

export interface StreamHead {
  readonly stream: string;
  readonly revision: number;
  /** The hash of its last fact, which stands for the whole stream. */
  readonly hash: string;
}

/** A fact as it is kept: its canonical text, and the hash it was given when it was recorded. */
export interface StoredFact {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Instant;
  readonly hash: string;
  readonly text: string;
}

/** Facts in the order of positions: a list a column. */
export interface TextPage {
  readonly positions: readonly Position[] | readonly number[];
  /** Streams by number, the same in every page. */
  readonly streams: readonly number[];
  readonly nameOf: (stream: number) => string;
  readonly revisions: readonly number[];
  readonly recordedAt: readonly number[];
  /** The texts, with a comma and a line feed between them; a line feed stands nowhere else. */
  readonly bodies: string;
  /** About how many facts there are in all. */
  readonly expected?: number;
}

export interface EventLog {
  /** Where the log is, as the user named it. */
  readonly url: string;
  /**
   * Appends `facts` to `stream` if its last revision is `expected`, all or none, durable before it returns.
   * The same facts (by id, in order) already standing right behind `expected` are an earlier attempt of this append: success, `added: 0`;
   * a part of them is a conflict. `revision` and `position` are those of the last fact. An unrecognised fact is kept byte for byte.
   * Each fact gets its hash over what stands before it in the stream. `recordedAt`: of all facts, or (in a copy) of each.
   * A conflict is a value. Throws {@link LogError} for what the storage refuses, and for an append without facts.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    facts: readonly AnyFact[],
    recordedAt: Instant | readonly Instant[],
  ): Promise<AppendResult>;
  /** The stream's facts; none, where there is no such stream. What is appended meanwhile may or may not come. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<AnyRecorded>;
  /** Every fact in the order of positions; each append's facts stand together. To catch up, read on `after` the last position seen. */
  readAll(options?: ReadAllOptions): AsyncIterable<AnyRecorded>;
  /** The same, as it is kept and not looked into: for checks and copies. */
  readStored(options?: ReadAllOptions): AsyncIterable<StoredFact>;
  /**
   * The fact at a position; undefined: none of this log stands there. Left out where it costs no more to read on behind the one before, as in
   * a log that has nothing of others between its facts.
   */
  storedAt?(position: Position): Promise<StoredFact | undefined>;
  /** The texts as {@link readStored} has them, many at once; where it is left out, `textPages` puts them together. */
  readTexts?(): AsyncIterable<TextPage>;
  /**
   * Every fact from a position on, first what stands there and then what is appended, by whomever, until `signal` ends it: none missing,
   * none twice. A page is read only when it is asked for, so a slow follower holds no more than one. Whenever it comes to the end it says
   * so once. Ends without an error when it is aborted; throws when the log is closed under it. A `break` between pages lets go of it, too.
   */
  follow(options?: FollowOptions): AsyncIterable<Page>;
  /** Last revision of every stream, sorted by stream name. */
  heads(): Promise<readonly StreamHead[]>;
  /** Lets go of the storage. Closing again does nothing; any other use after it throws. */
  close(): Promise<void>;
}

/** What can go wrong with the storage itself: the only kinds a caller ever sees; the driver's words stay in `cause`. */
export type LogErrorKind =
  | 'missing'
  | 'not-a-log'
  | 'newer-format'
  | 'busy'
  | 'read-only'
  | 'full'
  | 'damaged'
  | 'unreachable'
  /** A server does not let this user do it. */
  | 'refused'
  /** More than the storage takes at once. */
  | 'too-large';

export class LogError extends Error {
  readonly kind: LogErrorKind;
  constructor(kind: LogErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogError';
    this.kind = kind;
  }
}

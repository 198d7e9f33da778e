// What a walk over the hash chains of a log, or of an exported one, came to.

export interface ChainBreak {
  /** Undefined where what stands there cannot be read. */
  readonly stream: string | undefined;
  readonly revision: number | undefined;
  /** `line 7` of a file, `position 7` of a log. */
  readonly place: string;
  readonly why: string;
  /** Facts of the stream behind it, and how many of them don't fit to what stands before them either. */
  readonly behind: number;
  readonly alsoBroken: number;
}

export interface Verdict {
  /** The log's address, or the file. */
  readonly subject: string;
  readonly facts: number;
  readonly streams: number;
  readonly root: string;
  /** The root it was to have; undefined where none was given. */
  readonly expected: string | undefined;
  /** The first of each stream. */
  readonly breaks: readonly ChainBreak[];
}

export const isSound = ({ breaks, root, expected }: Verdict): boolean =>
  breaks.length === 0 && (expected === undefined || root === expected);

// Live catch-up, for adapters that can be asked what stands behind a position: page after page, and at the end it waits for news. What is
// appended between the asking and the waiting is news already, so nothing is missed; pages begin behind the last fact handed over, so
// nothing comes twice. It holds one page. O(facts).
import type { Position } from '#domain/facts/fact.ts';
import { checkWhole } from './arguments.ts';
import type { FollowOptions, Page, StoredFact } from './event-log.ts';
import type { News } from './news.ts';
import { nextSize, SMALLEST } from './pages.ts';
import { recordedFrom } from './text.ts';

export interface Followable {
  readonly url: string;
  /** Up to `size` facts behind `after`, or from the start; fewer are all there are. */
  readonly behind: (after: Position | undefined, size: number) => Promise<readonly StoredFact[]>;
  /** Whether something may have been appended since. */
  readonly news: News;
}

/** Follows a log as the port promises it. */
export async function* followed({ url, behind, news }: Followable, options: FollowOptions): AsyncGenerator<Page> {
  const { after, limit = Infinity, signal } = options;
  checkWhole('limit', options.limit);
  if (limit === 0) throw new RangeError('a page of no facts gets nowhere');
  let position = after;
  let size = SMALLEST;
  let told = false;
  while (signal?.aborted !== true) {
    const seen = news.seen();
    const asked = Math.min(size, limit);
    const rows = await behind(position, asked);
    const caughtUp = rows.length < asked;
    position = rows.at(-1)?.position ?? position;
    if (rows.length > 0 || !told) yield { records: rows.map((row) => recordedFrom(row, url)), position, caughtUp };
    told = caughtUp;
    if (caughtUp) await news.since(seen, signal);
    else size = nextSize(size, rows);
  }
}

// Live catch-up, for adapters that can be asked what stands behind a position: page after page, and at the end it waits for news. What is
// appended between the asking and the waiting is news already, so nothing is missed; pages begin behind the last fact handed over, so
// nothing comes twice. It holds one page. O(facts).
import type { Position } from '#domain/facts/fact.ts';
import { checkWhole } from './arguments.ts';
import type { AnyRecorded, FollowOptions, Page } from './event-log.ts';
import type { News } from './news.ts';
import { nextSize, SMALLEST, type PageOf } from './pages.ts';

export interface Followable {
  /** Up to `size` facts behind `after`, or from the start; fewer are all there are. */
  readonly behind: (after: Position | undefined, size: number) => Promise<PageOf<AnyRecorded>>;
  /** Whether something may have been appended since. */
  readonly news: News;
}

/** Follows a log as the port promises it. */
export async function* followed({ behind, news }: Followable, options: FollowOptions): AsyncGenerator<Page> {
  const { after, limit = Infinity, signal } = options;
  checkWhole('limit', options.limit);
  if (limit === 0) throw new RangeError('a page of no facts gets nowhere');
  let position = after;
  let size = SMALLEST;
  let told = false;
  while (signal?.aborted !== true) {
    const seen = news.seen();
    const asked = Math.min(size, limit);
    const { rows, characters, damage } = await behind(position, asked);
    const caughtUp = rows.length < asked && damage === undefined;
    position = rows.at(-1)?.position ?? position;
    if (rows.length > 0 || (caughtUp && !told)) yield { records: rows, position, caughtUp };
    if (damage !== undefined) throw damage;
    told = caughtUp;
    if (caughtUp) await news.since(seen, signal);
    else size = nextSize(size, characters);
  }
}

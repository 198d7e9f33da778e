// Reads a long table page by page, so that no read transaction stays open while a consumer thinks (an open one keeps the WAL from
// being folded back). Pages grow while rows are small and shrink when they are large: memory stays at a few megabytes of text.
import type { StoredFact } from './event-log.ts';

/** Rows of the first page. */
export const SMALLEST = 16;
const LARGEST = 2048;
const FULL_PAGE = 1 << 20;

/** How many rows to ask for next, where `rows` came when `size` were asked for. */
export const nextSize = (size: number, rows: readonly StoredFact[]): number => {
  const length = rows.reduce((sum, row) => sum + row.text.length, 0);
  return length > FULL_PAGE ? Math.max(SMALLEST, size >> 1) : Math.min(LARGEST, size << 1);
};

/**
 * The pages of every row `page` gives, up to `limit` rows. `page(last, size)` answers up to `size` rows behind the row `last`, or
 * from the start; fewer rows than asked for are the last.
 */
export async function* inPages(
  page: (last: StoredFact | undefined, size: number) => Promise<readonly StoredFact[]>,
  limit = Infinity,
): AsyncGenerator<readonly StoredFact[]> {
  let size = SMALLEST;
  let last: StoredFact | undefined;
  for (let left = limit; left > 0;) {
    const asked = Math.min(size, left);
    const rows = await page(last, asked);
    yield rows;
    if (rows.length < asked) return;
    last = rows.at(-1);
    left -= rows.length;
    size = nextSize(size, rows);
  }
}

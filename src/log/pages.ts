// Reads a long table page by page, so that no read transaction stays open while a consumer thinks (an open one keeps the WAL from
// being folded back). Pages grow to some 120 KB of text: with pages of 250 KB and more a log takes more than twice as long to read, as
// what they are made of no longer fits where memory is quickly had and given back.

/** Rows of the first page. */
export const SMALLEST = 16;
const LARGEST = 256;
const FULL_PAGE = 120_000;

export interface PageOf<T> {
  readonly rows: readonly T[];
  /** Of the rows' texts. */
  readonly characters: number;
  /** What the row behind them is refused with, where it can't be read. */
  readonly damage?: Error;
}

/** How many rows to ask for next, where so many characters came when `size` rows were asked for. */
export const nextSize = (size: number, characters: number): number => {
  const fitting = Math.floor((FULL_PAGE * size) / Math.max(1, characters));
  return Math.max(SMALLEST, Math.min(LARGEST, size << 1, fitting));
};

/**
 * The pages of every row `page` gives, up to `limit` rows. `page(last, size)` answers up to `size` rows behind the row `last`, or
 * from the start; fewer rows than asked for are the last. Throws what a page says of damage, behind the rows before it.
 */
export async function* inPages<T>(
  page: (last: T | undefined, size: number) => Promise<PageOf<T>>,
  limit = Infinity,
): AsyncGenerator<readonly T[]> {
  let size = SMALLEST;
  let last: T | undefined;
  for (let left = limit; left > 0;) {
    const asked = Math.min(size, left);
    const { rows, characters, damage } = await page(last, asked);
    yield rows;
    if (damage !== undefined) throw damage;
    if (rows.length < asked) return;
    last = rows.at(-1);
    left -= rows.length;
    size = nextSize(size, characters);
  }
}

/** The rows of pages, one by one. For `for await`, which asks for one at a time: a generator would cost more than many a row. */
export const oneByOne = <T>(pages: AsyncGenerator<readonly T[]>): AsyncIterableIterator<T> => {
  let page: readonly T[] = [];
  let at = 0;
  const following = async (): Promise<IteratorResult<T>> => {
    for (;;) {
      const next = await pages.next();
      if (next.done === true) return { done: true, value: undefined };
      [page, at] = [next.value, 0];
      if (page.length > 0) return { done: false, value: page[at++] as T };
    }
  };
  const rows: AsyncIterableIterator<T> = {
    next: () => (at < page.length ? Promise.resolve({ done: false, value: page[at++] as T }) : following()),
    return: async () => {
      page = [];
      await pages.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => rows,
  };
  return rows;
};

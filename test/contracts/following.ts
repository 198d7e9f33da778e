// What every adapter promises to those who follow a log live; a part of the contract of the log.
import * as assert from 'uvu/assert';
import type { AnyRecorded, EventLog, FollowOptions, Page } from '#log/event-log.ts';
import { collected, ids, idOf, note, notes, refusal } from '../log/sample-facts.ts';
import { spec } from '../support/spec.ts';
import type { LogAdapter } from './log-adapter.ts';

const AT = 1_479_000_000_000;

/** Follows until `count` facts have come or, without a count, until it has caught up; every page it was handed. */
export const pagesUntil = async (log: EventLog, count?: number, options: FollowOptions = {}): Promise<Page[]> => {
  const pages: Page[] = [];
  let come = 0;
  for await (const page of log.follow(options)) {
    pages.push(page);
    come += page.records.length;
    if (count === undefined ? page.caughtUp : come >= count) break;
  }
  return pages;
};

export const recordsIn = (pages: readonly Page[]): AnyRecorded[] => pages.flatMap(({ records }) => records);

const idsFrom = (first: number, count: number): string[] => Array.from({ length: count }, (_, index) => idOf(first + index));

const positionBehind = (records: readonly AnyRecorded[]): string => records.at(-1)?.position ?? '';

export const followingContract = (adapter: LogAdapter): void => {
  const withLog = async (use: (log: EventLog) => Promise<void>): Promise<void> => {
    const log = await adapter.open(adapter.newPlace());
    try {
      await use(log);
    } finally {
      await log.close();
    }
  };

  spec(`contracts/following ${adapter.name} [contract]`, (test) => {
    test('a follower of an empty log is told at once that it has caught up', () =>
      withLog(async (log) => {
        assert.equal(await pagesUntil(log), [{ records: [], position: undefined, caughtUp: true }]);
      }));

    test('a follower is handed what stands, told that it has caught up, and handed what comes then', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(0, 100), AT);
        const followed = log.follow()[Symbol.asyncIterator]();
        const pages: Page[] = [];
        const next = async (): Promise<Page> => {
          const { value } = (await followed.next()) as { readonly value: Page };
          pages.push(value);
          return value;
        };
        while (!(await next()).caughtUp);
        assert.equal(recordsIn(pages), await collected(log.readAll()));
        for (let more = 0; more < 3; more++) {
          const waiting = next();
          await log.append(`t${more}`, 'none', notes(100 + more * 2, 2), AT);
          let come = (await waiting).records.length;
          while (come < 2) come += (await next()).records.length;
        }
        assert.equal(recordsIn(pages), await collected(log.readAll()));
        await followed.return?.();
      }));

    test('beside a writer at full speed nothing is missed and nothing comes twice, however small the pages', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(0, 50), AT);
        const writing = (async () => {
          for (let n = 50; n < 150; n++) {
            await log.append('s', n - 1, [note(n)], AT);
            if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
          }
        })();
        const all = await Promise.all([1, 7, undefined].map((limit) => pagesUntil(log, 150, limit === undefined ? {} : { limit })));
        await writing;
        for (const pages of all) assert.equal(ids(recordsIn(pages)), idsFrom(0, 150));
        for (const [index, limit] of [1, 7].entries()) assert.ok(all[index]?.every(({ records }) => records.length <= limit));
      }));

    test('a slow follower is never handed more than a page, and holds up neither the writer nor another follower', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(0, 20), AT);
        const slow = log.follow({ limit: 5 })[Symbol.asyncIterator]();
        const first = ((await slow.next()) as { readonly value: Page }).value;
        assert.equal(ids(first.records), idsFrom(0, 5));
        await log.append('s', 19, notes(20, 200), AT);
        assert.is(recordsIn(await pagesUntil(log, 220)).length, 220);
        const rest: Page[] = [];
        while (recordsIn(rest).length < 215) rest.push(((await slow.next()) as { readonly value: Page }).value);
        assert.ok(rest.every(({ records }) => records.length <= 5));
        assert.equal(ids(recordsIn(rest)), idsFrom(5, 215));
        await slow.return?.();
      }));

    test('following goes on from any page’s position, and from any fact’s', () =>
      withLog(async (log) => {
        for (let stream = 0; stream < 4; stream++) await log.append(`s${stream}`, 'none', notes(stream * 10, 10), AT);
        const whole = await collected(log.readAll());
        for (const { position, records } of await pagesUntil(log, 40, { limit: 7 })) {
          assert.is(position, positionBehind(records));
          const at = whole.findIndex((one) => one.position === position) + 1;
          assert.equal(recordsIn(await pagesUntil(log, undefined, position === undefined ? {} : { after: position })), whole.slice(at));
        }
        const [end] = await pagesUntil(log, undefined, { after: positionBehind(whole) });
        assert.equal(end, { records: [], position: positionBehind(whole), caughtUp: true });
      }));

    test('it says that it has caught up once, not again until there was more', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(0, 3), AT);
        const stopping = new AbortController();
        const told: Page[] = [];
        const following = (async () => {
          for await (const page of log.follow({ limit: 1, signal: stopping.signal })) {
            told.push(page);
            if (recordsIn(told).length === 4 && page.caughtUp) stopping.abort();
          }
        })();
        while (!told.some(({ caughtUp }) => caughtUp)) await new Promise((resolve) => setTimeout(resolve, 1));
        await new Promise((resolve) => setTimeout(resolve, 120));
        await log.append('s', 2, [note(3)], AT);
        await following;
        assert.is(told.filter(({ caughtUp }) => caughtUp).length, 2);
        assert.is(told.filter(({ records }) => records.length === 0).length, 2);
      }));

    test('a signal ends it: before it began, between pages, and while it waits', () =>
      withLog(async (log) => {
        await log.append('s', 'none', notes(0, 3), AT);
        assert.equal(await collected(log.follow({ signal: AbortSignal.abort() })), []);
        const between = new AbortController();
        let pages = 0;
        for await (const _page of log.follow({ limit: 1, signal: between.signal })) if (++pages === 2) between.abort();
        assert.is(pages, 2);
        const waiting = new AbortController();
        const followed: Page[] = [];
        for await (const page of log.follow({ signal: waiting.signal })) {
          followed.push(page);
          if (page.caughtUp) setTimeout(() => waiting.abort(), 20);
        }
        assert.equal(ids(recordsIn(followed)), idsFrom(0, 3));
      }));

    test('a log closed under a follower that waits refuses it', async () => {
      const log = await adapter.open(adapter.newPlace());
      const waiting = collected(log.follow());
      setTimeout(() => void log.close(), 20);
      assert.match((await refusal(waiting)).message, 'closed');
      assert.match((await refusal(collected(log.follow()))).message, 'closed');
    });

    test('a page of no facts, or behind no position, is a bug of the caller', () =>
      withLog(async (log) => {
        assert.match((await refusal(collected(log.follow({ limit: 0 })))).message, 'gets nowhere');
        assert.match((await refusal(collected(log.follow({ limit: 1.5 })))).message, 'limit');
        assert.match((await refusal(collected(log.follow({ after: 'nowhere' })))).message, 'not a position');
      }));
  });
};

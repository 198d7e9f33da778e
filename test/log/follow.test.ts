// Live catch-up against every way in which appends and looks can fall: a log that is a list, whose answers come late.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { StoredFact } from '#log/event-log.ts';
import { followed } from '#log/follow.ts';
import { news } from '#log/news.ts';
import { recordedIn } from '#log/text.ts';
import { placeOf, positionOf } from '#log/position.ts';
import { encodeFact } from '#wire/stored-fact.ts';
import { holds } from '../support/property.ts';
import { spec } from '../support/spec.ts';
import { ids, idOf, note } from './sample-facts.ts';

const stored = (n: number): StoredFact => ({
  stream: 's',
  revision: n,
  position: positionOf(n + 1),
  recordedAt: 0,
  hash: '',
  text: encodeFact(note(n)),
});

const listLog = () => {
  const facts: StoredFact[] = [];
  const appended = news();
  let looks = 0;
  return {
    append: (count: number) => {
      for (let n = 0; n < count; n++) facts.push(stored(facts.length));
      appended.ring();
    },
    looks: () => looks,
    log: {
      news: appended,
      behind: async (after: string | undefined, size: number) => {
        looks++;
        const start = after === undefined ? 0 : placeOf(after);
        const rows = facts.slice(start, start + size);
        await new Promise((resolve) => setImmediate(resolve));
        return recordedIn(rows, 'list:');
      },
    },
  };
};

spec('log/follow [property]', (test) => {
  test('whenever facts are appended, while it looks, waits or is not asked, each comes once and in order', () =>
    holds(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4), fc.nat(40)), { maxLength: 12 }),
        fc.integer({ min: 1, max: 20 }),
        async (appends, limit) => {
          const { log, append } = listLog();
          const total = appends.reduce((sum, [, count]) => sum + count, 0);
          const appending = (async () => {
            for (const [turns, count] of appends) {
              for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
              append(count);
            }
          })();
          const come: string[] = [];
          for await (const { records, caughtUp } of followed(log, { limit })) {
            assert.ok(records.length <= limit);
            come.push(...ids(records));
            if (come.length >= total && caughtUp) break;
          }
          await appending;
          assert.equal(
            come,
            Array.from({ length: total }, (_, n) => idOf(n)),
          );
        },
      ),
      { runs: 60 },
    ));
});

spec('log/follow [unit]', (test) => {
  test('nothing is read before it is asked for: who thinks holds one page', async () => {
    const { log, append, looks } = listLog();
    append(100);
    const pages = followed(log, { limit: 10 });
    await pages.next();
    append(1_000);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.is(looks(), 1);
    await pages.next();
    assert.is(looks(), 2);
    await pages.return(undefined);
  });

  test('who waits without news looks again after the interval, and one who gave up leaves no timer', async () => {
    const slowly = news(15);
    const began = performance.now();
    await slowly.since(slowly.seen());
    assert.ok(performance.now() - began >= 14);
    const given = new AbortController();
    const waiting = news(60_000).since(0, given.signal);
    given.abort();
    await waiting;
  });
});

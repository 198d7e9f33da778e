// A log that is made by its first append, and by no other.
import * as assert from 'uvu/assert';
import type { Page } from '#log/event-log.ts';
import { madeOnAppend } from '#log/made-on-append.ts';
import { memoryLog } from '#log/memory.ts';
import { recordsOf } from '#log/records.ts';
import { at, START } from '../support/history.ts';
import { spec } from '../support/spec.ts';

const fact = (id: string) => at(0, 'OutageEnded', { component: 'a' }, `00000000-0000-4000-8000-00000000000${id}`);

spec('log/made-on-append [unit]', (test) => {
  test('is empty, and unmade, until something is appended; then it is made once', async () => {
    let made = 0;
    const log = madeOnAppend('memory:', async () => {
      made++;
      return memoryLog();
    });
    assert.equal([await recordsOf(log), await log.heads(), made], [[], [], 0]);
    await log.append('component-a', 'none', [fact('1')], START);
    await log.append('component-a', 0, [fact('2')], START);
    assert.equal([(await recordsOf(log)).length, made], [2, 1]);
    await log.close();
  });

  test('who follows it begins it, since others may append to it from then on', async () => {
    let made = 0;
    const log = madeOnAppend('memory:', async () => {
      made++;
      return memoryLog();
    });
    const followed = log.follow()[Symbol.asyncIterator]();
    assert.equal(await followed.next(), { done: false, value: { records: [], position: undefined, caughtUp: true } });
    const next = followed.next();
    await log.append('component-a', 'none', [fact('1')], START);
    assert.equal([((await next).value as Page).records.length, made], [1, 1]);
    await followed.return?.();
    await log.close();
  });

  test('closing it unmade does nothing', async () => {
    let made = 0;
    const log = madeOnAppend('memory:', async () => {
      made++;
      return memoryLog();
    });
    await log.close();
    assert.is(made, 0);
  });
});

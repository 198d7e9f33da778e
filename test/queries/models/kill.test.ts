// Processes that keep a history: killed anywhere they go on to the rows of one made from scratch; of two, one writes, and the other takes
// over when the first is gone.
import { setTimeout as wait } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { openSqliteLog } from '#log/sqlite.ts';
import { memoryStore } from '#store/memory.ts';
import { historyWriter } from '#queries/models/history-model.ts';
import { temporaryPlaces } from '../../log/temporary.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';
import { comesTo, kill, rowsAt, says, start } from './builders.ts';
import { appendAll, bring, COARSER, manyFaults, rowsOf, sourceOf } from './a-log.ts';

const newPlace = temporaryPlaces();
/** A log with many faults, and the rows its history has when it is made at once. */
const logAndRows = async (place: string): Promise<readonly string[]> => {
  const log = await openSqliteLog(place, 'write');
  await appendAll(log, manyFaults(200));
  const store = memoryStore();
  await bring(log, store, historyWriter(sourceOf(log, store, COARSER)));
  const rows = await rowsOf(store);
  await log.close();
  return rows;
};

spec('queries/models/kill [integration]', (test) => {
  test('a process killed anywhere while it makes a history is gone on with by the next, to the same rows', async () => {
    const log = newPlace();
    const whole = await logAndRows(log);
    const partial = new Set<number>();
    for (let round = 0; round < runs(1, 20); round++) {
      const models = newPlace();
      for (let turn = 0; ; turn++) {
        const builder = start(`sqlite:${log}`, models, `builder ${String(turn)}`);
        await says(builder, 'ready');
        // Each may go on for longer than the one before, so that a slow machine comes to an end, too.
        await wait(40 + 25 * turn + ((round * 37 + turn * 53) % 300));
        const done = builder.said().includes('built');
        await kill(builder);
        partial.add((await rowsAt(models)).length);
        if (done) break;
      }
      assert.equal(await rowsAt(models), whole);
    }
    assert.ok(partial.size > 1, `killed in too few places: ${[...partial].join(' ')}`);
  });

  test('of two processes that follow one log, one writes and the other stands by, and takes over when the first is killed', async () => {
    const [place, models] = [newPlace(), newPlace()];
    const log = await openSqliteLog(place, 'write');
    await appendAll(log, manyFaults(40));
    const first = start(`sqlite:${place}`, models, 'first', 'follow');
    await says(first, 'writing');
    const second = start(`sqlite:${place}`, models, 'second', 'follow');
    await says(second, 'standing by');
    assert.not(second.said().includes('writing'));
    await kill(first);
    await says(second, 'writing');
    await appendAll(log, manyFaults(60).slice(42));
    const store = memoryStore();
    await bring(log, store, historyWriter(sourceOf(log, store, COARSER)));
    const whole = await rowsOf(store);
    await comesTo(models, whole);
    await kill(second);
    await log.close();
  });
});

import * as assert from 'uvu/assert';
import type { EventLog, LogError } from '#log/event-log.ts';
import { openLog } from '#log/open.ts';
import { spec } from '../support/spec.ts';
import { collected, notes, refusal } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';

const newPlace = temporaryPlaces();

const opened = async (url: string, mode: 'read' | 'write'): Promise<EventLog> => {
  const log = await openLog(url, mode);
  if ('refused' in log) throw new Error(log.refused);
  return log;
};

spec('log/open [integration]', (test) => {
  test('sqlite: names a file, whose log is found again', async () => {
    for (const place of [newPlace(), `${newPlace()} with space, 50%, #1 and ?mode=memory`]) {
      const log = await opened(`sqlite:${place}`, 'write');
      assert.is(log.url, `sqlite:${place}`);
      await log.append('s', 'none', notes(0, 3), 0);
      await log.close();
      const again = await opened(`sqlite:${place}`, 'read');
      assert.is((await collected(again.readAll())).length, 3);
      await again.close();
    }
  });

  test('each memory: is a new empty log', async () => {
    const log = await opened('memory:', 'write');
    await log.append('s', 'none', notes(0, 1), 0);
    assert.equal(await (await opened('memory:', 'read')).heads(), []);
  });

  test('an address that names no log is refused as a value that says what is expected', async () => {
    for (const url of ['', 'knockon.db', 'sqlite:', 'memory:x', 'postgres://host/db', 'esdb://localhost:2113?tls=false']) {
      const answer = await openLog(url, 'read');
      assert.ok('refused' in answer && answer.refused.includes('expected'), url);
    }
  });

  test('where a file is named alone, its address is suggested, and only there', async () => {
    const meantBy = async (url: string): Promise<string | undefined> => {
      const answer = await openLog(url, 'read');
      return 'refused' in answer ? / did you mean (.*)\?$/.exec(answer.refused)?.[1] : '(opened)';
    };
    assert.is(await meantBy('knockon.db'), 'sqlite:knockon.db');
    for (const url of ['', 'postgres://host/db', 'Sqlite:knockon.db']) assert.is(await meantBy(url), undefined, url);
  });

  test('a log that is missing is an error of the log, not of the address', async () => {
    const error = await refusal(openLog(`sqlite:${newPlace()}`, 'read'));
    assert.is((error as LogError).kind, 'missing');
  });
});

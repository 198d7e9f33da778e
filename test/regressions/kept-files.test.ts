// Nothing of ours is destroyed or believed that others put in its place: commands that deleted or wrote over a log, triggers and views that lost or
// hid facts behind a ✓, two locks for one log by two names of it.
import { chmodSync, existsSync, linkSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { writeFileWhole } from '#compose/write-file.ts';
import { exactly } from '#domain/time/instant.ts';
import { LogError } from '#log/event-log.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { sqlDriver } from '#sqlite/driver.ts';
import { keptFile, realPlace } from '#sqlite/places.ts';
import { modelStores } from '#store/open.ts';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const BEGIN = ['record', 'begin', 'host', '--fault', 'f', '--at', '2016-02-01T00:00:00Z'];

spec('regressions/kept-files [cli]', (test) => {
  let folder = '';
  let file = '';
  let log: World;
  const run = (...argv: readonly string[]) => log.knockon(...argv, '--log', `sqlite:${file}`);
  const alter = (sql: string, path = file): void => {
    const connection = sqlDriver().open(path, 'write');
    connection.exec(sql);
    connection.close();
  };

  test.before.each(async () => {
    folder = mkdtempSync(join(tmpdir(), 'knockon-kept-'));
    file = join(folder, 'log.db');
    log = world();
    log.file('model.yaml', 'knockon: 1\ncomponents: { host: { service: {} } }\n');
    assert.is((await run('import', 'model.yaml')).exit, 0);
  });
  test.after.each(() => rmSync(folder, { recursive: true, force: true }));

  test('read models are thrown away only where there are some', async () => {
    const mine = join(folder, 'mine.txt');
    writeFileSync(mine, 'mine');
    for (const named of [file, mine]) {
      const before = readFileSync(named);
      try {
        await modelStores(named).drop(`sqlite:${file}`);
        assert.unreachable(`${named} was deleted`);
      } catch (error) {
        assert.match(String(error), /holds no read models, so nothing was deleted/);
      }
      assert.equal(readFileSync(named), before);
    }
    await run('models', 'build');
    assert.ok(existsSync(`${file}-models`));
    assert.is((await run('models', 'drop')).exit, 0);
    assert.not.ok(existsSync(`${file}-models`));
    assert.ok(existsSync(file));
  });

  test('no command writes over a log, what stands beside it, or a link to it', async () => {
    await run('record', 'incident', 'open', 'i', '--title', 'T');
    await run(...BEGIN);
    await run('record', 'incident', 'link', 'i', 'f');
    await run('models', 'build');
    symlinkSync(file, join(folder, 'link.db'));
    for (const name of ['log.db', 'log.db-lock', 'log.db-models', 'log.db-wal', 'link.db']) {
      const path = join(folder, name);
      const review = await run('review', 'i', '--out', path, '--force');
      assert.is(review.exit, 2, name);
      assert.match(review.err, /the file is not written over: it (?:is a database|belongs to the log)/);
      const exported = await run('log', 'export', path);
      assert.is(exported.exit, 2, name);
    }
    assert.is((await run('status')).exit, 0);
    assert.is(keptFile(join(folder, 'notes.md')), undefined);
  });

  test('a file that is replaced stays as private as it was', async () => {
    const path = join(folder, 'page.html');
    writeFileSync(path, 'x');
    chmodSync(path, 0o600);
    assert.ok(await writeFileWhole(path, 'y', 'replace'));
    assert.is(statSync(path).mode & 0o777, 0o600);
    assert.is(readFileSync(path, 'utf8'), 'y');
  });

  for (const [what, sql] of [
    ['a trigger that takes nothing', 'CREATE TRIGGER t BEFORE INSERT ON facts BEGIN SELECT raise(ignore); END'],
    [
      'a trigger that changes what is there',
      "CREATE TRIGGER t AFTER INSERT ON facts BEGIN UPDATE facts SET body = replace(body, 'down', 'up'); END",
    ],
    ['a trigger that deletes', 'CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM facts WHERE position < 2; END'],
    ['a view', 'CREATE VIEW v AS SELECT 1'],
    ['a table of somebody else', 'CREATE TABLE other (x)'],
    ['another index', 'CREATE INDEX i ON facts (hash)'],
    ['facts as a view', 'ALTER TABLE facts RENAME TO hidden; CREATE VIEW facts AS SELECT * FROM hidden WHERE 0'],
    ['a column of another kind', 'DROP INDEX facts_by_stream; CREATE INDEX facts_by_stream ON facts (stream)'],
  ] as const)
    test(`a log with ${what} is neither read nor written`, async () => {
      alter(sql);
      for (const argv of [['status'], BEGIN, ['log', 'verify']]) {
        const { exit, err } = await run(...argv);
        assert.is(exit, 3, argv.join(' '));
        assert.match(err, /^knockon: The log .* was changed by somebody else: it[^\n]*restore it from a copy\.\n$/);
      }
    });

  test('what was altered while the log was open is seen before the next append', async () => {
    const open = await openSqliteLog(file, 'write');
    alter('CREATE TRIGGER t BEFORE INSERT ON facts BEGIN SELECT raise(ignore); END');
    try {
      await open.append(
        'note',
        'none',
        [
          {
            id: '00000000-0000-4000-8000-000000000001',
            type: 'NoteAdded',
            v: 1,
            occurredAt: exactly(0),
            data: { about: { component: 'host' }, text: 'x' },
          },
        ],
        0,
      );
      assert.unreachable('it was taken');
    } catch (error) {
      assert.instance(error, LogError);
      assert.match(String(error), /was changed by somebody else/);
    } finally {
      await open.close();
    }
  });

  test('an analysed log is a log all the same', async () => {
    alter('ANALYZE');
    assert.is((await run(...BEGIN)).exit, 0);
  });

  test('a fact recorded at no instant there is is damage, told in a sentence', async () => {
    alter('UPDATE facts SET recorded_at = 8640000000000001 WHERE position = 1');
    const { exit, err } = await run('log', 'info');
    assert.is(exit, 3);
    assert.match(err, /is damaged/);
    assert.is((await run('log', 'verify')).exit, 1);
  });

  test('a link to a log has its lock and its read models, and a second name is refused', async () => {
    const link = join(folder, 'link.db');
    symlinkSync(file, link);
    assert.is(realPlace(link), realPlace(file));
    assert.is((await log.knockon(...BEGIN, '--log', `sqlite:${link}`)).exit, 0);
    await log.knockon('models', 'build', '--log', `sqlite:${link}`);
    assert.not.ok(existsSync(`${link}-lock`));
    assert.not.ok(existsSync(`${link}-models`));
    assert.ok(existsSync(`${file}-models`));
    const second = join(folder, 'second.db');
    linkSync(file, second);
    const { exit, err } = await log.knockon('status', '--log', `sqlite:${second}`);
    assert.is(exit, 3);
    assert.match(err, /has 2 names \(hard links\)/);
  });
});

// Read models change no answer: every reading command says the same, byte for byte, where they are kept and where they are not, also after
// late facts, corrections and retractions, whoever brings them up to date, and beside another log.
import { copyFileSync, existsSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { openSqliteLog } from '#log/sqlite.ts';
import { temporaryPlaces } from '../log/temporary.ts';
import { READING } from '../support/reading-commands.ts';
import { CASE, world, type Answered, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const newPlace = temporaryPlaces();
const JANUARY = ['--from', '2016-01', '--to', '2016-02'];

const COMMANDS: readonly (readonly string[])[] = [
  ...Object.entries(READING).map(([command, words]) => [...command.split(' '), ...words]),
  ...['2015-06-01', '2016-01-16T22:50:00Z', '2016-01-17T03:00:00Z', '2016-01-20'].flatMap((at) => [
    ['status', '--at', at],
    ['status', '--at', at, '--all', '--format', 'json'],
  ]),
  ['status', '--as-known-at', '2016-01-17'],
  ['report', 'blame', ...JANUARY],
  ['report', 'budget', ...JANUARY],
  ['report', 'rto', ...JANUARY],
];

interface Place extends World {
  readonly path: string;
  readonly on: (...argv: readonly string[]) => Promise<Answered>;
}

const caseOnDisk = async (): Promise<Place> => {
  const made = world();
  const path = newPlace();
  const on: Place['on'] = (...argv) => made.knockon(...argv, '--log', `sqlite:${path}`);
  assert.is((await on('import', ...CASE)).exit, 0);
  return { ...made, path, on };
};

const firstOf = async (path: string, type: string): Promise<string> => {
  const log = await openSqliteLog(path, 'read');
  try {
    for await (const { fact } of log.readAll()) if (fact.type === type) return fact.id;
  } finally {
    await log.close();
  }
  throw new Error(`no ${type}`);
};

const answers = async ({ path, on }: Place): Promise<readonly string[]> => {
  const first = await firstOf(path, 'FailedOver');
  const said: string[] = [];
  for (const words of COMMANDS) {
    const argv = words.map((word) => (word === 'FIRST' ? first : word));
    const { exit, out, err } = await on(...argv, '--now', '2016-02-10');
    assert.ok(exit < 2, `${argv.join(' ')}: ${err}`);
    said.push(`knockon ${argv.join(' ')}: ${String(exit)}\n${out}${err}`);
  }
  return said;
};

/** Answers with the models as they are kept, and without any. */
const same = async (place: Place): Promise<void> => {
  const kept = await answers(place);
  assert.is((await place.on('models', 'drop')).exit, 0);
  assert.equal(kept, await answers(place));
  assert.not(existsSync(`${place.path}-models`), 'no reading command begins models');
};

const done = async (place: Place, ...argv: readonly string[]): Promise<void> => {
  const { exit, err } = await place.on(...argv);
  assert.is(exit, 0, err);
};

spec('cli/models same [cli]', (test) => {
  test('every reading command says the same with read models and without, also after late facts and amendments', async () => {
    const place = await caseOnDisk();
    await done(place, 'models', 'build');
    await done(place, 'record', 'begin', 'circuit-b', '--at', '2015-06-01T01:00:00Z', '--duration', 'PT1H');
    const moved = await firstOf(place.path, 'FailedOver');
    await done(place, 'record', 'correct', moved, '--at', '2016-01-16T23:30:00Z', '--reason', 'the switch log says so');
    await same(place);
    await done(place, 'models', 'build');
    await done(place, 'record', 'retract', moved, '--reason', 'it was another one');
    await same(place);
  });

  test('models of another log, put beside one, are not used', async () => {
    const [one, other] = [await caseOnDisk(), await caseOnDisk()];
    await done(one, 'record', 'begin', 'circuit-b', '--at', '2015-12-31T22:00:00Z', '--duration', 'PT4H');
    await done(one, 'models', 'build');
    const asked = async (): Promise<readonly Answered[]> =>
      Promise.all(['2015-06-01', '2015-12-31T23:00:00Z'].map((at) => other.on('status', '--at', at, '--all')));
    const plain = await asked();
    copyFileSync(`${one.path}-models`, `${other.path}-models`);
    assert.equal(await asked(), plain);
    assert.is.not((await one.on('status', '--at', '2015-12-31T23:00:00Z', '--all')).out, plain[1]?.out);
  });
});

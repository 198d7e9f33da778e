// A kill does not prove that a fact survives a power cut: what does is that the system was asked to put it on the disk before anyone was
// told. So the system calls of a writing process are traced (strace): between each acknowledgement and the one before, the write-ahead
// log is written and then synced, and nothing is written to it between the sync and the word.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { temporaryPlaces } from './temporary.ts';
import { PROGRAM } from './writers.ts';

const newPlace = temporaryPlaces();
const COUNT = 25;

const mayTrace = spawnSync('strace', ['-o', '/dev/null', process.execPath, '--version'], { stdio: 'ignore' }).status === 0;

type Call = { readonly kind: 'written' } | { readonly kind: 'synced' } | { readonly kind: 'told'; readonly fact: number };

/** What a trace says of the write-ahead log and of standard output, each call where it was done. */
const callsIn = (trace: string, place: string): Call[] => {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line): Call[] => {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest);
      return [];
    }
    const call = rest.startsWith('<...') ? (begun.get(thread) ?? '') + rest : rest;
    const [, name = '', path = ''] = /^(\w+)\(\d+<([^>]*)>/.exec(call) ?? [];
    const told = /^write\(1<[^>]*>, "(\d+)\\n"/.exec(call);
    if (told !== null) return [{ kind: 'told', fact: Number(told[1]) }];
    if (path !== `${place}-wal` || / = -1 /.test(call)) return [];
    return [{ kind: name === 'fsync' || name === 'fdatasync' ? 'synced' : 'written' }];
  });
};

/** The facts of which somebody was told before they were surely on the disk. */
const toldTooEarly = (calls: readonly Call[]): readonly number[] => {
  const early: number[] = [];
  let [written, synced] = [false, false];
  for (const call of calls) {
    if (call.kind === 'written') [written, synced] = [true, false];
    else if (call.kind === 'synced') synced = written;
    else {
      if (!synced) early.push(call.fact);
      [written, synced] = [false, false];
    }
  }
  return early;
};

spec('log/durability [integration]', (test) => {
  if (mayTrace)
    test('a trace of system calls shows each fact written and synced before its writer is told', () => {
      const [place, trace] = [newPlace(), newPlace()];
      const traced = ['-f', '-y', '-o', trace, '-e', 'trace=write,pwrite64,writev,pwritev,fsync,fdatasync'];
      execFileSync('strace', [...traced, process.execPath, ...process.execArgv, PROGRAM, place, 's', '0', String(COUNT)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const calls = callsIn(readFileSync(trace, 'utf8'), place);
      const told = calls.flatMap((call) => (call.kind === 'told' ? [call.fact] : []));
      assert.equal(
        told,
        Array.from({ length: COUNT }, (_, fact) => fact),
      );
      assert.equal(toldTooEarly(calls), []);
    });
  else if (process.env['KNOCKON_TRACE'] === 'required')
    test('a trace of system calls can be taken', () => assert.unreachable('strace is missing, or may not trace here'));
  else test.skip('a trace of system calls: there is no strace, or it may not trace here');

  test('a trace that lacks a sync, or has it before the last write, is found out', () => {
    const [written, synced, told]: Call[] = [{ kind: 'written' }, { kind: 'synced' }, { kind: 'told', fact: 7 }] as Call[];
    const trace = (...calls: (Call | undefined)[]): readonly number[] => toldTooEarly(calls as Call[]);
    assert.equal(trace(written, synced, told, written, synced, told), []);
    assert.equal(trace(written, told), [7]);
    assert.equal(trace(written, synced, written, told), [7]);
    assert.equal(trace(synced, told), [7]);
    assert.equal(trace(written, synced, told, told), [7]);
  });
});

// What a log was refused with, for tests.
import * as assert from 'uvu/assert';
import { LogError, type LogErrorKind } from '#log/event-log.ts';
import { refusal } from './sample-facts.ts';

/** Checks that a promise fails with an error of that kind, in one sentence with these words. */
export const refusedWith = async (promise: Promise<unknown>, kind: LogErrorKind, words: string | RegExp): Promise<void> => {
  const error = await refusal(promise);
  assert.instance(error, LogError, String(error.stack));
  assert.is((error as LogError).kind, kind, error.message);
  assert.match(error.message, words);
  assert.not.match(error.message, '\n');
};

// Turns anything thrown into what a person needs: message, difference, and the frames that lie in this project.
import { compare } from 'uvu/diff';
import type { PrintableError } from './messages.ts';

const LONGEST_DIFF = 6_000;
const FOREIGN = /node:|\/node_modules\/|test\/support\/(?:spec|property)\.ts|scripts\/test\//;

const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !FOREIGN.test(line))
    .map((line) => line.trim().replaceAll('file://', '').replaceAll(`${process.cwd()}/`, ''))
    .slice(0, 12);

const difference = (error: Error): string | undefined => {
  const { details, operator, actual, expected } = error as Error & Record<'details' | 'operator' | 'actual' | 'expected', unknown>;
  if (typeof details === 'string') return details;
  // node:assert keeps both sides, uvu has made its diff already
  const comparable = error.name.startsWith('AssertionError') && typeof operator === 'string' && !operator.startsWith('not');
  return comparable ? compare(actual, expected) : undefined;
};

/** `thrown` as plain data. Cost: one diff of the two sides of an assertion. */
export const printable = (thrown: unknown): PrintableError => {
  if (!(thrown instanceof Error)) return { name: 'Error', message: `thrown, but not an Error: ${String(thrown)}`, stack: [] };
  const diff = difference(thrown);
  return {
    name: thrown.name,
    message: thrown.message,
    stack: frames(thrown),
    ...(diff === undefined ? {} : { diff: diff.length > LONGEST_DIFF ? `${diff.slice(0, LONGEST_DIFF)}\n… (cut)` : diff }),
    ...(thrown.cause === undefined ? {} : { cause: printable(thrown.cause) }),
  };
};

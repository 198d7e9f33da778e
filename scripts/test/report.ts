// What the runner prints. Pure: results in, text out; colour comes in as functions, so that none is needed.
import { relative } from 'node:path';
import type { Failure, FileResult, PrintableError } from './messages.ts';

/** How to dress words up; identity functions for plain text. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const colouredDiff = (diff: string, paint: Paint): string =>
  diff.replace(/^(?:--|Actual:).*$/gm, (line) => paint.red(line)).replace(/^(?:\+\+|Expected:).*$/gm, (line) => paint.green(line));

const errorText = (error: PrintableError, paint: Paint): string => {
  const named = error.name === 'Error' || error.name === 'Assertion' ? error.message : `${error.name}: ${error.message}`;
  const parts = [
    named,
    ...(error.diff === undefined ? [] : [colouredDiff(error.diff, paint)]),
    ...error.stack.map((frame) => paint.dim(`  ${frame}`)),
  ];
  return [...parts, ...(error.cause === undefined ? [] : ['caused by:', indent(errorText(error.cause, paint), '  ')])].join('\n');
};

const failureText = (failure: Failure, paint: Paint): string =>
  [
    `  ${paint.red('✘')} ${paint.bold(failure.title)}`,
    ...(failure.note === undefined ? [] : [`    ${failure.note}`]),
    ...(failure.error === undefined ? [] : [indent(errorText(failure.error, paint), '    ')]),
  ].join('\n');

/** One line a file, and its failures with what it printed. */
export const fileReport = (result: FileResult, paint: Paint): string => {
  const name = relative(process.cwd(), result.file);
  const counts = `${String(result.passed)} passed${result.failed > 0 ? `, ${String(result.failed)} failed` : ''}${result.skipped > 0 ? `, ${String(result.skipped)} skipped` : ''}`;
  const line = `${result.failed > 0 ? paint.red('✘') : paint.green('✔')} ${name} ${paint.dim(`${counts}, ${seconds(result.milliseconds)}`)}`;
  if (result.failed === 0) return line;
  const output = result.output.trim();
  return [
    line,
    ...result.failures.map((failure) => failureText(failure, paint)),
    ...(output === '' ? [] : ['  it printed:', indent(output, '  | ')]),
    '',
  ].join('\n');
};

const SLOWEST = 5;

/** The close of a run; its last line is exactly `N passed, N failed`. What failed is named once more, as one looks at the end first. */
export const summary = (results: readonly FileResult[], milliseconds: number, paint: Paint): string => {
  const total = (of: 'passed' | 'failed' | 'skipped'): number => results.reduce((sum, result) => sum + result[of], 0);
  const slow = results.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
  const lines = [
    '',
    `slowest: ${slow.map(({ file, milliseconds: took }) => `${relative(process.cwd(), file)} ${seconds(took)}`).join(', ')}`,
    ...results
      .filter(({ failed }) => failed > 0)
      .flatMap(({ file, failures }) => failures.map(({ title }) => `${paint.red('✘')} ${relative(process.cwd(), file)}: ${title}`)),
    `${String(results.length)} files in ${seconds(milliseconds)}${total('skipped') > 0 ? `, ${String(total('skipped'))} tests skipped` : ''}`,
    `${String(total('passed'))} passed, ${String(total('failed'))} failed`,
  ];
  return lines.join('\n');
};

// knockon log verify, export and copy: whether a log is still what was recorded, and whole logs in and out.
import { Command } from 'commander';
import { copyLog } from '#commands/copy-log.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { LogError, type EventLog } from '#log/event-log.ts';
import { exportedTo, printed } from '#queries/export.ts';
import { passes, verdictOn, verdictOnFile } from '#queries/verify.ts';
import type { Verdict } from '#projections/verdict.ts';
import { transferAnswer, verdictAnswer } from '#views/verdict.ts';
import { WITHOUT_ROWS, withCommonOptions, type Context, type Outcome } from '../context.ts';
import { reasonOf } from '../inputs.ts';
import { progressOn } from '../progress.ts';
import type { Act } from '../act.ts';

type Progress = (done: number, total: number) => void;

export const verifyCommand = (act: Act): Command => {
  const command = withCommonOptions(new Command('verify'))
    .description('walk the hash chains of a log, or of an exported file, and name the first break of each stream (exit 1)')
    .argument('[file]', 'a file a log was exported to, instead of a log')
    .option('--root <hash>', 'the root it must have, as log info printed it when all was well: finds a cut tail, too')
    .addHelpText('after', '\nExamples:\n  knockon log verify\n  knockon log verify --root 4f53… export.jsonl');
  act(command, async (context, [file], options) => {
    const root = rootOption(options['root'] as string | undefined);
    if (isRefusal(root)) return [root];
    return outcomeOf(
      file === undefined
        ? await inLog(context, context.log, 'Verifying', (log, progress) => verdictOn(log, root, progress))
        : await inFile(file, () => progressing(context, 'Verifying', (progress) => verdictOnFile(file, root, progress))),
    );
  });
  return command;
};

export const exportCommand = (act: Act): Command => {
  const command = withCommonOptions(new Command('export'), WITHOUT_ROWS)
    .description('write a whole log as JSON Lines with hashes; a file that holds the beginning already is gone on with')
    .argument('[file]', 'the file, or - for standard output', '-')
    .addHelpText('after', '\nExamples:\n  knockon log export backup.jsonl\n  knockon log export | gzip > backup.jsonl.gz');
  act(command, async (context, [file = '-']) => {
    if (file !== '-') return exported(context, context.log, file);
    const nothing = await inLog(context, context.log, 'Exporting', (log) => printed(log, context.shell.out));
    return isRefusal(nothing) ? [nothing] : 'printed';
  });
  return command;
};

export const copyCommand = (act: Act): Command => {
  const command = withCommonOptions(new Command('copy'), WITHOUT_ROWS)
    .description('copy a whole log, byte for byte: same facts, same hashes, same root; made again, it goes on where it stopped')
    .argument('<from>', 'address of a log, or a file one was exported to')
    .argument('[to]', 'address of a log that is empty or holds the beginning, or a file (default: the log of --log)')
    .addHelpText(
      'after',
      '\nExamples:\n  knockon log copy backup.jsonl sqlite:restored.db\n  knockon log copy sqlite:knockon.db sqlite:other.db',
    );
  act(command, async (context, [from = '', to = context.log]) => {
    if (!isAddress(to)) {
      if (isAddress(from)) return exported(context, from, to);
      return [refuse(`is no address of a log, and neither is ${from}; expected one, such as sqlite:knockon.db`, to)];
    }
    const copied = isAddress(from)
      ? await inLog(context, from, 'Reading', (log) => into(context, to, log))
      : await inFile(from, () => into(context, to, { file: from }));
    if (isRefusal(copied)) return [copied];
    return 'broken' in copied
      ? { answer: verdictAnswer({ subject: from, ...copied.broken, expected: undefined }), isNo: true }
      : { answer: transferAnswer({ from, to, ...copied }, 'verified') };
  });
  return command;
};

const isAddress = (text: string): boolean => /^[a-z][a-z+]+:/.test(text);

const outcomeOf = (verdict: Verdict | Refusal): Outcome =>
  isRefusal(verdict) ? [verdict] : { answer: verdictAnswer(verdict), isNo: !passes(verdict) };

const rootOption = (root: string | undefined): string | undefined | Refusal =>
  root === undefined || /^[0-9a-f]{64}$/i.test(root)
    ? root?.toLowerCase()
    : refuse(`"${root}" is no root: expected the 64 hexadecimal digits that knockon log info prints`, '--root');

const exported = async (context: Context, from: string, file: string): Promise<Outcome> => {
  const kept = context.shell.keptFile(file);
  if (kept !== undefined) return [refuse(`the file is not written over: ${kept}; expected another name`, file)];
  const result = await inFile(file, () => inLog(context, from, 'Exporting', (log, progress) => exportedTo(file, log, progress)));
  return isRefusal(result) ? [result] : { answer: transferAnswer({ from, to: file, ...result }, 'not looked at') };
};

const into = async (context: Context, to: string, from: EventLog | { readonly file: string }): ReturnType<typeof copyLog> => {
  const { shell } = context;
  const there = await opened(() => shell.openLog(to, 'read'));
  if (there !== undefined && 'refused' in there) return there;
  await there?.close();
  let log: EventLog | undefined;
  const begin = async (): Promise<EventLog> => {
    const begun = await shell.openLog(to, 'write');
    if ('refused' in begun) throw new Error(begun.refused);
    return (log = begun);
  };
  try {
    const target = there === undefined ? { begin } : await begin();
    return await progressing(context, 'Checking', (checking) =>
      progressing(context, 'Copying', (copying) => copyLog(from, target, { checking, copying })),
    );
  } finally {
    await log?.close();
  }
};

/** What was opened; undefined where there is no log yet. */
const opened = async <T>(open: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await open();
  } catch (error) {
    if (error instanceof LogError && error.kind === 'missing') return undefined;
    throw error;
  }
};

/** A fault of the file system with a file that somebody named is told, not thrown. */
const inFile = async <T>(file: string, work: () => Promise<T>): Promise<T | Refusal> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    return refuse(`the file cannot be used: ${reasonOf(error)}`, file);
  }
};

const inLog = async <T>(
  context: Context,
  url: string,
  label: string,
  work: (log: EventLog, progress: Progress) => Promise<T>,
): Promise<T | Refusal> => {
  const log = await context.shell.openLog(url, 'read');
  if ('refused' in log) return log;
  try {
    return await progressing(context, label, (progress) => work(log, progress));
  } finally {
    await log.close();
  }
};

const progressing = async <T>({ shell }: Context, label: string, work: (progress: Progress) => Promise<T>): Promise<T> => {
  const progress = progressOn(shell, label);
  try {
    return await work(progress.step);
  } finally {
    progress.stop();
  }
};

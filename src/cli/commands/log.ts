// knockon log: what a log holds, and the commands about a whole log.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { contents } from '#queries/contents.ts';
import { contentsAnswer } from '#views/contents.ts';
import { withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';
import { copyCommand, exportCommand, verifyCommand } from './log-copies.ts';
import { historyCommand } from './log-history.ts';

export const logCommand = (act: Act): Command =>
  new Command('log')
    .description('the log itself')
    .addCommand(info(act))
    .addCommand(verifyCommand(act))
    .addCommand(exportCommand(act))
    .addCommand(copyCommand(act))
    .addCommand(historyCommand(act));

const info = (act: Act): Command => {
  const command = withReadingOptions(new Command('info'))
    .description('how many facts of which type a log holds, in how many streams, from when to when; and its root, to write down elsewhere')
    .addHelpText('after', '\nExample: knockon log info');
  act(command, async (context) => {
    const found = await reading(context, contents);
    return isRefusal(found) ? [found] : { answer: contentsAnswer(found) };
  });
  return command;
};

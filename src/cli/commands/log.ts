// knockon log: what a log holds.
import { Command } from 'commander';
import { contentsAnswer } from '#views/contents.ts';
import { contentsOf } from '#queries/log-contents.ts';
import { withReadingOptions } from '../context.ts';
import type { Act } from '../run.ts';

export const logCommand = (act: Act): Command => new Command('log').description('the log itself').addCommand(info(act));

const info = (act: Act): Command => {
  const command = withReadingOptions(new Command('info')).description(
    'how many facts of which type a log holds, in how many streams, from when to when',
  );
  act(command, async (context) => {
    const log = await context.shell.openLog(context.log, 'read');
    if ('refused' in log) return [log];
    try {
      return { answer: contentsAnswer(await contentsOf(log, context.by)) };
    } finally {
      await log.close();
    }
  });
  return command;
};

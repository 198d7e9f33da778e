// knockon log: what a log holds.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { contents } from '#queries/contents.ts';
import { contentsAnswer } from '#views/contents.ts';
import { withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../run.ts';

export const logCommand = (act: Act): Command => new Command('log').description('the log itself').addCommand(info(act));

const info = (act: Act): Command => {
  const command = withReadingOptions(new Command('info'))
    .description('how many facts of which type a log holds, in how many streams, from when to when')
    .addHelpText('after', '\nExample: knockon log info');
  act(command, async (context) => {
    const found = await reading(context, contents);
    return isRefusal(found) ? [found] : { answer: contentsAnswer(found) };
  });
  return command;
};

// knockon status: every service at an instant.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { status } from '#queries/status.ts';
import { statusAnswer } from '#views/status.ts';
import { atOption, withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const statusCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('status'))
    .description('every service at an instant, and what its level is owed to')
    .option('--at <instant>', 'the instant asked about (default: now)')
    .option('--all', 'every component, not only services')
    .addHelpText('after', '\nExample: knockon status --at 2016-01-17T10:00:00Z');
  act(command, async (context, _args, options) => {
    const at = atOption(options, context);
    if (isRefusal(at)) return [at];
    const found = await reading(context, (source) => status(source, at, options['all'] === true));
    return isRefusal(found) ? [found] : { answer: statusAnswer(found) };
  });
  return command;
};

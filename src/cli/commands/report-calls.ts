// knockon report calls: what a help desk logged, by system, severity and month.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { calls } from '#queries/calls.ts';
import { callsAnswer } from '#views/calls.ts';
import { spanOptions, withReadingOptions, withSpan } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const callsCommand = (act: Act): Command => {
  const command = withSpan(withReadingOptions(new Command('calls')), 'the first call or record of calls', 'the last')
    .description('calls of a help desk by system, severity and month (of --zone), and which one fault could explain several')
    .addHelpText('after', '\nExample: knockon report calls --from 2013-04 --to 2014-10 --zone Europe/London');
  act(command, async (context, _args, options) => {
    const report = await reading(context, (source) => calls(source, spanOptions(options), context.style.zone));
    return isRefusal(report) ? [report] : { answer: callsAnswer(report) };
  });
  return command;
};

// knockon report vantage: the same outage where it happened and where it was felt, and the accounts of it that disagree.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { vantage } from '#queries/vantage.ts';
import { vantageAnswer } from '#views/vantage.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';
import { requestOf, withReportOptions } from './report-options.ts';

export const vantageCommand = (act: Act): Command => {
  const command = withReportOptions(new Command('vantage'))
    .description('the same outage counted where it happened and where it was felt, groups added up, beside what each account of it says')
    .addHelpText('after', '\nExample: knockon report vantage --from 2007-09 --to 2007-10 --service systmone --service practices');
  act(command, async (context, _args, options) => {
    const found = await reading(context, (source) => vantage(source, requestOf(options)));
    return isRefusal(found) ? [found] : { answer: vantageAnswer(found) };
  });
  return command;
};

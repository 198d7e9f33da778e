// knockon report blame: what the downtime of each service is owed to, by one of five rules, by period, and by supplier, site or kind.
import { Command, InvalidArgumentError, Option } from 'commander';
import type { BlameRule } from '#domain/blame/rules.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { PeriodUnit } from '#domain/time/period.ts';
import type { Grouping } from '#projections/blame-groups.ts';
import { blame } from '#queries/report.ts';
import { isGroupingWord, RULES } from '#queries/blame-words.ts';
import { blameAnswer } from '#views/blame.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';
import { byOption, requestOf, withReportOptions } from './report-options.ts';

export const blameCommand = (act: Act): Command => {
  const command = withReportOptions(new Command('blame'))
    .description('what the downtime of each service is owed to: the faults behind it and the part of each, by a rule')
    .addOption(new Option('--rule <rule>', 'who owns an instant of downtime').choices(RULES).default('first-cause'))
    .addOption(byOption().default('span'))
    .addOption(
      new Option('--group-by <what>', 'add up by tag:NAME (of the fault, else of its component), kind or component').argParser(
        (text): Grouping => {
          if (isGroupingWord(text)) return text;
          throw new InvalidArgumentError('Expected tag:NAME such as tag:supplier, kind or component.');
        },
      ),
    )
    .addHelpText('after', '\nExample: knockon report blame --rule shapley --from 2016-01 --to 2016-02 --service online-renewals');
  act(command, async (context, _args, options) => {
    const request = {
      ...requestOf(options),
      rule: options['rule'] as BlameRule,
      unit: options['by'] as PeriodUnit,
      groupBy: options['groupBy'] as Grouping | undefined,
    };
    const report = await reading(context, (source) => blame(source, request));
    return isRefusal(report) ? [report] : { answer: blameAnswer(report) };
  });
  return command;
};

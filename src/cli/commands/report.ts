// knockon report: availability by period, and the outages behind it, by a policy that is always named.
import { Command, Option } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import type { PeriodUnit } from '#domain/time/period.ts';
import { availability, downtime } from '#queries/report.ts';
import { availabilityAnswer, missesTarget } from '#views/availability.ts';
import { outagesAnswer } from '#views/outages.ts';
import { reading } from '../reading.ts';
import { blameCommand } from './report-blame.ts';
import { budgetCommand, mttrCommand, policiesCommand, rtoCommand } from './report-dependability.ts';
import { byOption, requestOf, withReportOptions } from './report-options.ts';
import { vantageCommand } from './report-vantage.ts';
import { callsCommand } from './report-calls.ts';
import { publishCommand, restatedCommand } from './report-publish.ts';
import type { Act } from '../act.ts';

export const reportCommand = (act: Act): Command =>
  new Command('report')
    .description('figures over a span, each with the policy it was made by')
    .addCommand(availabilityCommand(act))
    .addCommand(downtimeCommand(act))
    .addCommand(blameCommand(act))
    .addCommand(mttrCommand(act))
    .addCommand(budgetCommand(act))
    .addCommand(rtoCommand(act))
    .addCommand(vantageCommand(act))
    .addCommand(policiesCommand(act))
    .addCommand(callsCommand(act))
    .addCommand(publishCommand(act))
    .addCommand(restatedCommand(act));

const availabilityCommand = (act: Act): Command => {
  const command = withReportOptions(new Command('availability'))
    .description('availability of each service by period, against its target')
    .addOption(byOption())
    .addOption(new Option('--fail-on <verdict>', 'exit 1 if any target is missed').choices(['missed']))
    .addHelpText('after', '\nExample: knockon report availability --from 2016-01 --to 2016-02 --policy board');
  act(command, async (context, _args, options) => {
    const report = await reading(context, (source) => availability(source, requestOf(options), options['by'] as PeriodUnit));
    if (isRefusal(report)) return [report];
    return { answer: availabilityAnswer(report), isNo: options['failOn'] === 'missed' && missesTarget(report) };
  });
  return command;
};

const downtimeCommand = (act: Act): Command => {
  const command = withReportOptions(new Command('downtime'))
    .description('every outage of each service, and the faults it is owed to by first cause')
    .addHelpText('after', '\nExample: knockon report downtime --from 2016-01 --to 2016-02 --service online-renewals');
  act(command, async (context, _args, options) => {
    const report = await reading(context, (source) => downtime(source, requestOf(options)));
    return isRefusal(report) ? [report] : { answer: outagesAnswer(report) };
  });
  return command;
};

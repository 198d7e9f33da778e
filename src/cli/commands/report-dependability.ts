// knockon report mttr, budget, rto and policies: how often a service fails and for how long, what is left of its error budget, whether it was
// back when it had to be, and the policies all of this is counted by.
import { Command, Option } from 'commander';
import type { PeriodUnit } from '#domain/time/period.ts';
import { isRefusal } from '#domain/refusal.ts';
import { policies } from '#queries/policies.ts';
import { availability, objectives } from '#queries/report.ts';
import { missesObjective, objectivesAnswer } from '#views/objectives.ts';
import { policiesAnswer } from '#views/policies.ts';
import { budgetAnswer, mttrAnswer } from '#views/reliability.ts';
import { withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';
import { byOption, explained, requestOf, withExplain, withReportOptions } from './report-options.ts';

export const mttrCommand = (act: Act): Command => {
  const command = withExplain(withReportOptions(new Command('mttr')))
    .description('failures of each service by period, mean time to restoration and mean operating time between failures')
    .addOption(byOption())
    .addHelpText('after', '\nExample: knockon report mttr --from 2016-01 --to 2016-02 --policy board');
  act(command, async (context, _args, options) => {
    const figure = await explained(context, options);
    if (figure !== undefined) return figure;
    const report = await reading(context, (source) => availability(source, requestOf(options), options['by'] as PeriodUnit, 'means'));
    return isRefusal(report) ? [report] : { answer: mttrAnswer(report) };
  });
  return command;
};

export const budgetCommand = (act: Act): Command => {
  const command = withExplain(withReportOptions(new Command('budget')))
    .description('error budget of each service with a target by period: allowed, used, left, and how fast it burns')
    .addOption(byOption())
    .addHelpText('after', '\nExample: knockon report budget --from 2016-01 --to 2016-02 --policy board');
  act(command, async (context, _args, options) => {
    const figure = await explained(context, options);
    if (figure !== undefined) return figure;
    const report = await reading(context, (source) => availability(source, requestOf(options), options['by'] as PeriodUnit));
    return isRefusal(report) ? [report] : { answer: budgetAnswer(report) };
  });
  return command;
};

export const rtoCommand = (act: Act): Command => {
  const command = withExplain(withReportOptions(new Command('rto')))
    .description('every outage against its recovery-time objective in working time, how its impact rose and which steps fell due')
    .addOption(new Option('--fail-on <verdict>', 'exit 1 if any objective is missed').choices(['missed']))
    .addHelpText('after', '\nExample: knockon report rto --from 2016-01 --to 2016-02 --policy board');
  act(command, async (context, _args, options) => {
    const figure = await explained(context, options);
    if (figure !== undefined) return figure;
    const report = await reading(context, (source) => objectives(source, requestOf(options)));
    if (isRefusal(report)) return [report];
    return { answer: objectivesAnswer(report), isNo: options['failOn'] === 'missed' && missesObjective(report) };
  });
  return command;
};

export const policiesCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('policies'))
    .description('every policy a figure can be made by, with its choices: those of the log, the built-in one, and presets')
    .addHelpText('after', '\nExample: knockon report policies --log memory:');
  act(command, async (context) => {
    const found = await reading(context, policies);
    return isRefusal(found) ? [found] : { answer: policiesAnswer(found) };
  });
  return command;
};

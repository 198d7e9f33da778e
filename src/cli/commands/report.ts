// knockon report: availability by period, and the outages behind it, by a policy that is always named.
import { Command, Option } from 'commander';
import { isRefusal, refuse } from '#domain/refusal.ts';
import type { PeriodUnit } from '#domain/time/period.ts';
import type { AvailabilityReport } from '#projections/availability.ts';
import { availabilities, downtime } from '#queries/report.ts';
import { availabilityAnswer, missesTarget } from '#views/availability.ts';
import { outagesAnswer } from '#views/outages.ts';
import { sideBySideAnswer } from '#views/side-by-side.ts';
import { reading } from '../reading.ts';
import { blameCommand } from './report-blame.ts';
import { budgetCommand, mttrCommand, policiesCommand, rtoCommand } from './report-dependability.ts';
import { byOption, explained, requestOf, requestsOf, withExplain, withReportOptions } from './report-options.ts';
import { vantageCommand } from './report-vantage.ts';
import { contradictionsCommand } from './report-contradictions.ts';
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
    .addCommand(contradictionsCommand(act))
    .addCommand(callsCommand(act))
    .addCommand(publishCommand(act))
    .addCommand(restatedCommand(act));

const availabilityCommand = (act: Act): Command => {
  const command = withExplain(withReportOptions(new Command('availability'), 'several'))
    .description('availability of each service by period, against its target; by several policies side by side')
    .addOption(byOption())
    .addOption(new Option('--layout <layout>', 'years: the columns of reporting years behind their months').choices(['years']))
    .addOption(new Option('--fail-on <verdict>', 'exit 1 if any target is missed').choices(['missed']))
    .addHelpText(
      'after',
      '\nExamples: knockon report availability --from 2016-01 --to 2016-02 --policy board' +
        '\n          knockon report availability --from 2016-01 --to 2016-02 --policy board --policy zabbix-6' +
        '\n          knockon report availability --policy board --layout years --format html > availability.html',
    );
  act(command, async (context, _args, options) => {
    const figure = await explained(context, options);
    if (figure !== undefined) return figure;
    const unit = options['by'] as PeriodUnit;
    const inYears = options['layout'] === 'years';
    const requests = requestsOf(options);
    if (inYears && unit !== 'month') return [refuse('--layout years puts years behind their months: leave --by out', '--layout')];
    if (inYears && requests.length > 1) return [refuse('years are laid out for one policy at a time', '--layout')];
    const asked = requests.map((request) => ({ request, unit }));
    const years = inYears ? asked.map(({ request }) => ({ request, unit: 'year' as const })) : [];
    const reports = await reading(context, (source) => availabilities(source, [...asked, ...years]));
    if (isRefusal(reports)) return [reports];
    const [report, other] = reports as readonly [AvailabilityReport, AvailabilityReport?];
    const answer = requests.length > 1 ? sideBySideAnswer(reports) : availabilityAnswer(report, other);
    return { answer, isNo: options['failOn'] === 'missed' && reports.some(missesTarget) };
  });
  return command;
};

const downtimeCommand = (act: Act): Command => {
  const command = withExplain(withReportOptions(new Command('downtime')))
    .description('every outage of each service, and the faults it is owed to by first cause')
    .addHelpText('after', '\nExample: knockon report downtime --from 2016-01 --to 2016-02 --service online-renewals');
  act(command, async (context, _args, options) => {
    const figure = await explained(context, options);
    if (figure !== undefined) return figure;
    const report = await reading(context, (source) => downtime(source, requestOf(options)));
    return isRefusal(report) ? [report] : { answer: outagesAnswer(report) };
  });
  return command;
};

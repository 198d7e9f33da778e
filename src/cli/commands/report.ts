// knockon report: availability by period, and the outages behind it, by a policy that is always named.
import { Command, Option } from 'commander';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { PeriodUnit } from '#domain/time/period.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { availabilityOf } from '#projections/availability.ts';
import { catalogueOf } from '#projections/catalogue.ts';
import { extentOf } from '#projections/extent.ts';
import { outageReport } from '#projections/outage-report.ts';
import { policyNamed } from '#projections/policies.ts';
import { selectedServices } from '#projections/selected.ts';
import type { History } from '#queries/history.ts';
import { availabilityAnswer } from '#views/availability.ts';
import { outagesAnswer } from '#views/outages.ts';
import { periodsOf } from '#domain/time/period.ts';
import { withReadingOptions, type Context } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../run.ts';
import { spanOf, withSpan } from '../span.ts';

const UNITS = ['day', 'month', 'quarter', 'year'] as const;

export const reportCommand = (act: Act): Command =>
  new Command('report')
    .description('figures over a span, each with the policy it was made by')
    .addCommand(availability(act))
    .addCommand(downtime(act));

const availability = (act: Act): Command => {
  const command = withReportOptions(new Command('availability'))
    .description('availability of each service by period, against its target')
    .addOption(new Option('--by <period>', 'length of a period').choices(UNITS).default('month'))
    .option('--fail-on <verdict>', 'exit 1 if a target is missed: missed')
    .addHelpText('after', '\nExample: knockon report availability --from 2016-01 --to 2016-02 --policy board');
  act(command, (context, _args, options) =>
    reading(context, (history, progress) => {
      const asked = requestOf(history, context, options);
      if (isRefusal(asked)) return [asked];
      const { facts } = history;
      const replayed = replay(facts, { until: context.now, progress });
      const report = availabilityOf({
        facts,
        replayed,
        ...asked,
        unit: options['by'] as PeriodUnit,
        now: context.now,
        holidays: context.shell.holidays,
      });
      if (isRefusal(report)) return [report];
      const missed = report.services.some(({ cells }) => cells.some(({ met }) => met === false));
      return { answer: availabilityAnswer(report), isNo: options['failOn'] !== undefined && missed };
    }),
  );
  return command;
};

const downtime = (act: Act): Command => {
  const command = withReportOptions(new Command('downtime'))
    .description('every outage of each service, and the faults it is owed to by first cause')
    .addHelpText('after', '\nExample: knockon report downtime --from 2016-01 --to 2016-02 --service online-renewals');
  act(command, (context, _args, options) =>
    reading(context, (history, progress) => {
      const asked = requestOf(history, context, options);
      if (isRefusal(asked)) return [asked];
      const report = outageReport({ facts: history.facts, ...asked, now: context.now, holidays: context.shell.holidays, progress });
      return isRefusal(report) ? [report] : { answer: outagesAnswer(report) };
    }),
  );
  return command;
};

const withReportOptions = (command: Command): Command =>
  withSpan(withReadingOptions(command), 'the month of the first fact', 'now')
    .option('--policy <name>', 'the counting policy', 'default')
    .option(
      '--service <name>',
      'only this service or group (may be given again)',
      (name: string, before: string[]) => [...before, name],
      [],
    );

interface Request {
  readonly policy: Policy;
  readonly span: Interval;
  readonly services: readonly ComponentId[];
}

/** Policy, span (dates are midnight in the policy's zone) and services that a report's options ask for. */
const requestOf = ({ facts }: History, { now }: Context, options: Readonly<Record<string, unknown>>): Request | Refusal => {
  const catalogue = catalogueOf(facts);
  const policy = policyNamed(catalogue, scaleOf(facts), options['policy'] as string, now);
  if (isRefusal(policy)) return policy;
  const span = spanOf(options, policy.zone, { from: monthOf(extentOf(facts, now).from, policy.zone), to: now });
  if (isRefusal(span)) return span;
  const services = selectedServices(catalogue, options['service'] as readonly string[], Math.min(span.to, now) - 1);
  return isRefusal(services) ? services : { policy, span, services };
};

/** Where the local month of an instant begins. */
const monthOf = (at: Instant, zone: string): Instant => {
  const month = periodsOf({ from: at - 32 * 86_400_000, to: at + 1 }, 'month', zone).at(-1);
  return month?.from ?? at;
};

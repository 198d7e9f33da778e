// What the reports share: the span, the policy, the services, and the periods a span is divided into.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { PeriodUnit } from '#domain/time/period.ts';
import { isPeriodUnit, PERIOD_WORDS } from '#queries/period-unit.ts';
import type { ReportRequest } from '#queries/report.ts';
import { spanOptions, withReadingOptions, withServices, withSpan, type Options } from '../context.ts';

export const withReportOptions = (command: Command): Command =>
  withServices(withSpan(withReadingOptions(command), 'the month of the first fact', 'now'));

export const byOption = (): Option =>
  new Option('--by <period>', `length of a period: ${PERIOD_WORDS.join(', ')}, or rolling:30 for the 30 days that end with each day`)
    .default('month')
    .argParser((text): PeriodUnit => {
      if (isPeriodUnit(text)) return text;
      throw new InvalidArgumentError(`Expected one of ${PERIOD_WORDS.join(', ')}, or rolling:DAYS.`);
    });

export const requestOf = (options: Options): ReportRequest => ({
  ...spanOptions(options),
  policy: options['policy'] as string,
  service: options['service'] as readonly string[],
});

// What the reports share: the span, the policy, the services, and the periods a span is divided into.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { isRefusal, refuse } from '#domain/refusal.ts';
import type { PeriodUnit } from '#domain/time/period.ts';
import { cell } from '#queries/cell.ts';
import { isPeriodUnit, PERIOD_WORDS } from '#queries/period-unit.ts';
import type { ReportRequest } from '#queries/report.ts';
import { cellAnswer } from '#views/cell.ts';
import { PAGES, spanOptions, withReadingOptions, withServices, withSpan, type Context, type Options, type Outcome } from '../context.ts';
import { reading } from '../reading.ts';

export const withReportOptions = (command: Command, policies: 'one' | 'several' = 'one'): Command =>
  withServices(withSpan(withReadingOptions(command, PAGES), 'the month of the first fact', 'now'), policies);

export const byOption = (): Option =>
  new Option('--by <period>', `length of a period: ${PERIOD_WORDS.join(', ')}, or rolling:30 for the 30 days that end with each day`)
    .default('month')
    .argParser((text): PeriodUnit => {
      if (isPeriodUnit(text)) return text;
      throw new InvalidArgumentError(`Expected one of ${PERIOD_WORDS.join(', ')}, or rolling:DAYS.`);
    });

const EXPLAIN = 'take one figure apart into its intervals and facts: SERVICE@PERIOD as the report shows them, or SERVICE';

/** Adds `--explain`, which answers with one figure taken apart in place of the report. */
export const withExplain = (command: Command): Command => command.option('--explain <cell>', EXPLAIN);

/** The figure that `--explain` names; undefined where none is named. */
export const explained = async (context: Context, options: Options): Promise<Outcome | undefined> => {
  const called = options['explain'] as string | undefined;
  if (called === undefined) return undefined;
  const unit = (options['by'] ?? 'month') as PeriodUnit;
  if (requestsOf(options).length > 1) return [refuse('one figure is explained by one policy at a time', '--explain')];
  const found = await reading(context, (source) => cell(source, requestOf(options), unit, called));
  return isRefusal(found) ? [found] : { answer: cellAnswer(found) };
};

export const requestOf = (options: Options): ReportRequest => requestsOf(options)[0] as ReportRequest;

/** One for each policy asked for; at least one. */
export const requestsOf = (options: Options): readonly ReportRequest[] => {
  const asked = options['policy'] as string | readonly string[];
  const policies = typeof asked === 'string' ? [asked] : asked.length === 0 ? ['default'] : [...new Set(asked)];
  return policies.map((policy) => ({ ...spanOptions(options), policy, service: options['service'] as readonly string[] }));
};

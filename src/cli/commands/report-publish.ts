// knockon report publish and report restated: figures put on record as published, and what later knowledge makes of them.
import { Command, Option } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { restated, toPublish } from '#queries/publish.ts';
import { isRestated, restatedAnswer } from '#views/restated.ts';
import { WITHOUT_ROWS, spanOptions, withCommonOptions, withReadingOptions, withServices, withSpan } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';
import { occurrenceOf, recordOne } from './record-fact.ts';

const UNITS = ['month', 'quarter', 'year'] as const;

export const publishCommand = (act: Act): Command => {
  const command = withServices(withSpan(withCommonOptions(new Command('publish'), WITHOUT_ROWS), 'the month of the first fact', 'now'))
    .description('put the availability of each service on record as published, with the root of the log and the policy')
    .argument('<report>', 'what the report is called')
    .addOption(new Option('--by <period>', 'length of a period').choices(UNITS).default('month'))
    .option('--signed <name>', 'who publishes it')
    .addHelpText('after', '\nExample: knockon report publish january --from 2016-01 --to 2016-02 --policy board');
  act(command, async (context, [report = ''], options) => {
    const request = {
      ...spanOptions(options),
      policy: options['policy'] as string,
      service: options['service'] as readonly string[],
    };
    const data = await reading(context, (source) => toPublish(source, request, options['by'] as (typeof UNITS)[number], report));
    if (isRefusal(data)) return [data];
    const by = { by: options['signed'] };
    return recordOne(context, by, () => ({ type: 'ReportPublished', data: { ...data }, occurredAt: occurrenceOf({}, context) }));
  });
  return command;
};

export const restatedCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('restated'))
    .description('published figures that the log would now give otherwise, and why; those of others beside ours')
    .argument('[report]', 'only this report')
    .option('--policy <name>', 'the counting policy that figures of others are set against', 'default')
    .addOption(new Option('--fail-on <verdict>', 'exit 1 if any figure of ours is restated').choices(['restated']))
    .addHelpText('after', '\nExample: knockon report restated january');
  act(command, async (context, [report], options) => {
    const found = await reading(context, (source) => restated(source, report, options['policy'] as string));
    if (isRefusal(found)) return [found];
    return { answer: restatedAnswer(found), isNo: options['failOn'] === 'restated' && isRestated(found) };
  });
  return command;
};

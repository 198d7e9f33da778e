// knockon record maintain|cancel|records: windows of planned maintenance (S6), and for what time records exist (S5.6).
import { Command } from 'commander';
import { refuse } from '#domain/refusal.ts';
import { repeatable } from '../context.ts';
import type { Act } from '../act.ts';
import { recordOne, signed, spokenInstant } from './record-fact.ts';

export const maintain = (act: Act): Command => {
  const command = signed(new Command('maintain'))
    .description('a maintenance is planned, or, where it is planned already, changed to this')
    .argument('<name>', 'name of the maintenance')
    .addOption(repeatable('--component <id>', 'a component it touches'))
    .requiredOption('--from <instant>', 'when its window begins')
    .requiredOption('--to <instant>', 'when its window ends, not included')
    .option('--rrule <rule>', 'when it comes again, as RFC 5545 says it, at the same hours of --zone: FREQ=MONTHLY;BYDAY=1SU')
    .addOption(repeatable('--exdate <date>', 'a date in --zone on which it does not come, though the rule says so'))
    .addHelpText(
      'after',
      '\nExample: knockon record maintain ups-test --component ups-b --from 2016-02-07T08:00:00Z --to 2016-02-07T10:00:00Z',
    );
  act(command, (context, [maintenance = ''], options) => {
    const { component: components, rrule } = options;
    const exdates = options['exdate'] as readonly string[];
    // A recurring window keeps its hours in the zone they were said in.
    const zone = rrule === undefined ? undefined : context.style.zone;
    const [from, to] = [spokenInstant(options['from'], context.style.zone), spokenInstant(options['to'], context.style.zone)];
    return recordOne(context, options, (known) => ({
      type: known.isPlanned(maintenance) ? 'MaintenanceChanged' : 'MaintenancePlanned',
      data: { maintenance, components, from, to, rrule, zone, ...(exdates.length === 0 ? {} : { exdates }) },
    }));
  });
  return command;
};

export const cancel = (act: Act): Command => {
  const command = signed(new Command('cancel'))
    .description('a planned maintenance will not take place')
    .argument('<name>', 'name of the maintenance')
    .addHelpText('after', '\nExample: knockon record cancel ups-test --reason "the batteries did not arrive"');
  act(command, (context, [maintenance], options) =>
    recordOne(context, options, () => ({ type: 'MaintenanceCancelled', data: { maintenance } })),
  );
  return command;
};

export const records = (act: Act): Command => {
  const command = signed(new Command('records'))
    .description('for what time records exist; outside of it a service has no data, which is not the same as up')
    .addOption(repeatable('--component <id>', 'a component they are about'))
    .option('--all', 'they are about every component')
    .requiredOption('--from <instant>', 'since when')
    .option('--to <instant>', 'until when, not included (default: on and on)')
    .option('--incomplete', 'they exist, but not everything was recorded')
    .addHelpText('after', '\nExample: knockon record records --all --from 2015-12-01 --to 2016-02-01');
  act(command, (context, _args, options) => {
    const components = options['component'] as readonly string[];
    if (components.length > 0 === (options['all'] === true)) {
      return Promise.resolve([refuse('expected either --component (once or more) or --all')]);
    }
    const about = options['all'] === true ? { all: true } : { components };
    const [from, to] = [spokenInstant(options['from'], context.style.zone), spokenInstant(options['to'], context.style.zone)];
    return recordOne(context, options, () => ({
      type: 'RecordsDeclared',
      data: { ...about, from, to, complete: options['incomplete'] !== true },
    }));
  });
  return command;
};

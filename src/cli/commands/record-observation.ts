// knockon record observe|release: what a monitor or a person saw of a component (S5.7).
import { Command } from 'commander';
import type { Act } from '../act.ts';
import { occurrenceOf, recordOne, timed } from './record-fact.ts';

export const observe = (act: Act): Command => {
  const command = timed(new Command('observe'))
    .description('a monitor, or a person, saw a component at a level; stands until the next observation from there, or a release')
    .argument('<component>', 'id, name or alias of the component')
    .requiredOption('--level <level>', 'the level it was seen at')
    .requiredOption('--vantage <name>', 'from where: a monitor, a probe, a desk')
    .option('--account <person>', 'it is the account of this person')
    .option('--binding', 'it stands in place of what is derived (default for monitors)')
    .option('--no-binding', 'it is only compared with what is derived (default for accounts)')
    .option('--expect-every <duration>', 'when none follows within this, that vantage knows nothing any more: PT5M')
    .addHelpText(
      'after',
      '\nExample: knockon record observe online-register --level down --vantage probe-london --at 2016-01-16T22:50:00Z',
    );
  act(command, (context, [component], options) => {
    const { level, vantage, account, binding, expectEvery } = options;
    const data = { component, level, vantage, account, binding, expectEvery };
    return recordOne(context, options, () => ({ type: 'StatusObserved', occurredAt: occurrenceOf(options, context), data }));
  });
  return command;
};

export const release = (act: Act): Command => {
  const command = timed(new Command('release'))
    .description('what a vantage saw of a component stands no more')
    .argument('<component>', 'id, name or alias of the component')
    .requiredOption('--vantage <name>', 'from where it had been seen')
    .addHelpText('after', '\nExample: knockon record release online-register --vantage probe-london --at 2016-01-18T15:20:00Z');
  act(command, (context, [component], options) =>
    recordOne(context, options, () => ({
      type: 'ObservationReleased',
      occurredAt: occurrenceOf(options, context),
      data: { component, vantage: options['vantage'] },
    })),
  );
  return command;
};

// knockon replay: the timeline of changes, with causes.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { changes } from '#queries/changes.ts';
import { changesAnswer } from '#views/changes.ts';
import { repeatable, spanOptions, withReadingOptions, withSpan } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const replayCommand = (act: Act): Command => {
  const command = withSpan(withReadingOptions(new Command('replay')), 'the first fact', 'now')
    .description('what changed when, and what each change is owed to')
    .addOption(repeatable('--service <name>', 'only this service or group'))
    .addOption(repeatable('--component <name>', 'only this component, by its id, name or alias'))
    .option('--level <level>', 'only changes to or from this level')
    .addHelpText(
      'after',
      '\nExamples:\n  knockon replay --from 2016-01-16 --to 2016-01-20\n  knockon replay --period 2016-01 --service online-register --level down',
    );
  act(command, async (context, _args, options) => {
    const found = await reading(context, (source) =>
      changes(source, spanOptions(options), context.style.zone, {
        service: options['service'] as readonly string[],
        component: options['component'] as readonly string[],
        level: options['level'] as string | undefined,
      }),
    );
    return isRefusal(found) ? [found] : { answer: changesAnswer(found) };
  });
  return command;
};

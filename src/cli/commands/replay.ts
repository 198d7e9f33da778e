// knockon replay: the timeline of changes, with causes.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { changes } from '#queries/changes.ts';
import { changesAnswer } from '#views/changes.ts';
import { spanOptions, withReadingOptions, withSpan } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const replayCommand = (act: Act): Command => {
  const command = withSpan(withReadingOptions(new Command('replay')), 'the first fact', 'now')
    .description('what changed when, and what each change is owed to')
    .addHelpText('after', '\nExample: knockon replay --from 2016-01-16 --to 2016-01-20');
  act(command, async (context, _args, options) => {
    const found = await reading(context, (source) => changes(source, spanOptions(options), context.style.zone));
    return isRefusal(found) ? [found] : { answer: changesAnswer(found) };
  });
  return command;
};

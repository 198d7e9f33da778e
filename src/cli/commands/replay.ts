// knockon replay: the timeline of changes, with causes.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { changesWithin } from '#projections/changes.ts';
import { extentOf } from '#projections/extent.ts';
import { changesAnswer } from '#views/changes.ts';
import { withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../run.ts';
import { spanOf, withSpan } from '../span.ts';

export const replayCommand = (act: Act): Command => {
  const command = withSpan(withReadingOptions(new Command('replay')), 'the first fact', 'now')
    .description('what changed when, and what each change is owed to')
    .addHelpText('after', '\nExample: knockon replay --from 2016-01-16 --to 2016-01-20');
  act(command, (context, _args, options) =>
    reading(context, ({ facts }, progress) => {
      const { from } = extentOf(facts, context.now);
      const span = spanOf(options, context.style.zone, { from, to: Math.max(context.now, from) + 1 });
      return isRefusal(span) ? [span] : { answer: changesAnswer(changesWithin(facts, span, progress)) };
    }),
  );
  return command;
};

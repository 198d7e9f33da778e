// knockon report contradictions: what was observed beside what is derived.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { contradictions } from '#queries/contradictions.ts';
import { contradictionsAnswer } from '#views/contradictions.ts';
import { spanOptions, withReadingOptions, withSpan } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const contradictionsCommand = (act: Act): Command => {
  const command = withSpan(withReadingOptions(new Command('contradictions')), 'the first fact', 'now')
    .description('where observations and the model disagree, for how long, and what change of the model would explain it')
    .addHelpText('after', '\nExample: knockon report contradictions --from 2016-01-16 --to 2016-01-20');
  act(command, async (context, _args, options) => {
    const found = await reading(context, (source) => contradictions(source, spanOptions(options), context.style.zone));
    return isRefusal(found) ? [found] : { answer: contradictionsAnswer(found) };
  });
  return command;
};

// knockon explain: why a component is at its level at an instant, down to the root faults.
import { Command } from 'commander';
import { didYouMean, isRefusal, refuse } from '#domain/refusal.ts';
import { explainAt } from '#projections/explained.ts';
import { explanationAnswer } from '#views/explanation.ts';
import { instantOption, withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../run.ts';

export const explainCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('explain'))
    .description('why a component is at its level at an instant: the path down to the faults, with times and delays')
    .argument('<component>', 'id, name or alias of the component')
    .option('--at <instant>', 'the instant asked about (default: now)')
    .addHelpText('after', '\nExample: knockon explain online-renewals --at 2016-01-17T10:00:00Z');
  act(command, (context, [component = ''], options) => {
    const at = instantOption('--at', options['at'] as string | undefined, context.style.zone) ?? context.now;
    if (isRefusal(at)) return Promise.resolve([at]);
    return reading(context, ({ facts }) => {
      const explained = explainAt(facts, component, at);
      if ('known' in explained)
        return [refuse(`there is no component "${component}" at that instant${didYouMean(component, explained.known)}`)];
      return { answer: explanationAnswer(explained) };
    });
  });
  return command;
};

// knockon explain: why a component is at its level at an instant, down to the root faults.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { explanation } from '#queries/explain.ts';
import { explanationAnswer } from '#views/explanation.ts';
import { graphviz } from '#views/graphviz.ts';
import { atOption, DRAWN, withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const explainCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('explain'), DRAWN)
    .description(
      'why a component is at its level at an instant: the path down to the faults, with times and delays, and what redundancy is left',
    )
    .argument('<component>', 'id, name or alias of the component')
    .option('--at <instant>', 'the instant asked about (default: now)')
    .addHelpText('after', '\nExample: knockon explain online-renewals --at 2016-01-17T10:00:00Z --format svg > why.svg');
  act(command, async (context, [component = ''], options) => {
    const at = atOption(options, context);
    if (isRefusal(at)) return [at];
    const found = await reading(context, (source) => explanation(source, component, at));
    if (isRefusal(found)) return [found];
    return { answer: explanationAnswer(found, context.format === 'svg' ? await graphviz() : undefined) };
  });
  return command;
};

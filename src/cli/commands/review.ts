// knockon review: one incident as one Markdown file or one self-contained page.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { review, type ToldScenario } from '#queries/review.ts';
import { graphviz } from '#views/graphviz.ts';
import { reviewAnswer } from '#views/review.ts';
import { repeatable, withReadingOptions } from '../context.ts';
import { editor } from '../editor.ts';
import { reading } from '../reading.ts';
import { scenarioOfFile } from '../scenario-input.ts';
import type { Act } from '../act.ts';

export const reviewCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('review'), ['md', 'html'])
    .description('the review of an incident, on standard output: one Markdown file, or one page that needs nothing else')
    .argument('<incident>', 'name of the incident')
    .option('--policy <name>', 'the counting policy', 'default')
    .addOption(repeatable('--scenario <file>', 'a scenario file whose effect to tell, besides the scenarios saved in the log'))
    .addHelpText(
      'after',
      '\nExample: knockon review power-2016-01 --scenario examples/hcpc-2016/what-if/second-circuit.yaml --format html > review.html',
    );
  act(command, async (context, [incident = ''], options) => {
    const scenarios: ToldScenario[] = [];
    for (const path of options['scenario'] as readonly string[]) {
      const told = await scenarioOfFile(path, context);
      if (!('kind' in told)) return told;
      scenarios.push(told);
    }
    const request = { incident, policy: options['policy'] as string, zone: context.style.zone, scenarios };
    const found = await reading(context, (source) => review(source, request, editor));
    if (isRefusal(found)) return [found];
    return { answer: reviewAnswer(found, context.format === 'html' ? await graphviz() : undefined) };
  });
  return command;
};

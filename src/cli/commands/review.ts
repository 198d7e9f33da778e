// knockon review: one incident as one Markdown file or one self-contained page.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { review } from '#queries/review.ts';
import { graphviz } from '#views/graphviz.ts';
import { reviewAnswer } from '#views/review.ts';
import { withReadingOptions } from '../context.ts';
import { editor } from '../editor.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const reviewCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('review'), ['md', 'html'])
    .description('the review of an incident, on standard output: one Markdown file, or one page that needs nothing else')
    .argument('<incident>', 'name of the incident')
    .option('--policy <name>', 'the counting policy', 'default')
    .addHelpText('after', '\nExample: knockon review kpr-2016-01 --format html > review.html');
  act(command, async (context, [incident = ''], options) => {
    const request = { incident, policy: options['policy'] as string, zone: context.style.zone };
    const found = await reading(context, (source) => review(source, request, editor));
    if (isRefusal(found)) return [found];
    return { answer: reviewAnswer(found, context.format === 'html' ? await graphviz() : undefined) };
  });
  return command;
};

// knockon review: one incident as one Markdown file, one self-contained page, or one object.
import { Command } from 'commander';
import { isRefusal, refuse } from '#domain/refusal.ts';
import { review, type ToldScenario } from '#queries/review.ts';
import { rendered, type Answer } from '#views/answer.ts';
import { graphviz } from '#views/graphviz.ts';
import { reviewAnswer } from '#views/review.ts';
import { inOneLine, shown } from '#views/shown.ts';
import { repeatable, withReadingOptions, type Context, type Outcome } from '../context.ts';
import { editor } from '../editor.ts';
import { reasonOf } from '../inputs.ts';
import { reading } from '../reading.ts';
import { scenarioOfFile } from '../scenario-input.ts';
import type { Act } from '../act.ts';

export const reviewCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('review'), ['md', 'html', 'json'])
    .description('the review of an incident: one Markdown file, one page that needs nothing else, or one object for programs')
    .argument('<incident>', 'name of the incident')
    .option('--policy <name>', 'the counting policy', 'default')
    .addOption(repeatable('--scenario <file>', 'a scenario file whose effect to tell, besides the scenarios saved in the log'))
    .option('--out <file>', 'write it into this file instead of on standard output; one that is there is left as it is')
    .option('--force', 'let --out replace a file that is there')
    .addHelpText(
      'after',
      '\nExample: knockon review power-2016-01 --scenario examples/hcpc-2016/what-if/second-circuit.yaml --format html --out review.html',
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
    const answer = reviewAnswer(found, context.format === 'html' ? await graphviz() : undefined);
    const path = options['out'] as string | undefined;
    return path === undefined ? { answer } : writtenTo(path, options['force'] === true ? 'replace' : 'new', answer, context);
  });
  return command;
};

const writtenTo = async (path: string, mode: 'new' | 'replace', answer: Answer, { shell, format, style }: Context): Promise<Outcome> => {
  const kept = shell.keptFile(path);
  if (kept !== undefined) return [refuse(`the file is not written over: ${kept}; expected another name`, `--out ${path}`)];
  try {
    if (!(await shell.writeFile(path, rendered(answer, format, style), mode))) {
      return [refuse('there is a file of that name; expected another name, or --force to replace it', `--out ${path}`)];
    }
  } catch (error) {
    return [refuse(`the file cannot be written: ${reasonOf(error)}`, `--out ${path}`)];
  }
  shell.out(`The review is in ${shown(inOneLine(path))}.\n`);
  return 'printed';
};

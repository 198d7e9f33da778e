// knockon facts: lists and finds facts, with the short ids by which other commands take them.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { factsFound } from '#queries/facts.ts';
import { factsAnswer } from '#views/facts.ts';
import type { Act } from '../act.ts';
import { repeatable, spanOptions, withReadingOptions, withSpan } from '../context.ts';
import { reading } from '../reading.ts';

export const factsCommand = (act: Act): Command => {
  const command = withSpan(withReadingOptions(new Command('facts')), 'the beginning', 'the end')
    .description('the facts of a log, each with the short id by which correct, retract, history and whatif take it')
    .addOption(repeatable('--component <name>', 'only facts about this component, by its id, name or alias'))
    .addOption(repeatable('--type <type>', 'only facts of this type: OutageBegan'))
    .option('--text <text>', 'only facts that hold this text, whatever its case')
    .addHelpText('after', '\nExample: knockon facts --component circuit-b --period 2016-01');
  act(command, async (context, _args, options) => {
    const asked = {
      ...spanOptions(options),
      component: options['component'] as readonly string[],
      type: options['type'] as readonly string[],
      text: options['text'] as string | undefined,
    };
    const found = await reading(context, (source) => factsFound(source, asked, context.style.zone));
    return isRefusal(found) ? [found] : { answer: factsAnswer(found) };
  });
  return command;
};

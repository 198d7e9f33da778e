// knockon scenario list|show: the what-ifs saved in a log.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { savedScenario, savedScenarios } from '#queries/saved-scenarios.ts';
import { savedScenarioAnswer, savedScenariosAnswer } from '#views/saved-scenarios.ts';
import { WITHOUT_ROWS, withReadingOptions } from '../context.ts';
import { editor } from '../editor.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const scenarioCommand = (act: Act): Command =>
  new Command('scenario')
    .description('scenarios saved in the log: those there are, what one changes and assumes')
    .addCommand(listCommand(act))
    .addCommand(showCommand(act));

const listCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('list'))
    .description('every scenario that whatif --save recorded, as it was saved last')
    .addHelpText('after', '\nExample: knockon scenario list');
  act(command, async (context) => {
    const found = await reading(context, savedScenarios);
    return isRefusal(found) ? [found] : { answer: savedScenariosAnswer(found) };
  });
  return command;
};

const showCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('show'), WITHOUT_ROWS)
    .description('one scenario: when and by whom it was saved, its base, what it changes, and what it assumes there')
    .argument('<scenario>', 'its name')
    .addHelpText('after', '\nExample: knockon scenario show "second circuit"');
  act(command, async (context, [name = '']) => {
    const found = await reading(context, (source) => savedScenario(source, name, context.style.zone, editor));
    return isRefusal(found) ? [found] : { answer: savedScenarioAnswer(found) };
  });
  return command;
};

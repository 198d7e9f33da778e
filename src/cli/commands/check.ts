// knockon check: what is wrong, or worth knowing, with a model file or with the log.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { checkedAlone } from '#commands/import-files.ts';
import { logHealth, modelHealth, type Verdict } from '#queries/health.ts';
import { checkAnswer } from '#views/check.ts';
import { WITHOUT_ROWS, withReadingOptions, type Outcome } from '../context.ts';
import { inputsFrom } from '../inputs.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const checkCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('check'), WITHOUT_ROWS)
    .description(
      'faults of a model (or, without one, of the log): names that lead nowhere, cycles, standbys out of reach, facts without effect',
    )
    .argument('[model]', 'a model file, checked by itself')
    .addHelpText('after', '\nExamples:\n  knockon check model.yaml\n  knockon check --log sqlite:knockon.db');
  act(command, async (context, [file]) => {
    if (file === undefined) {
      const verdict = await reading(context, logHealth);
      return isRefusal(verdict) ? [verdict] : outcomeOf(verdict);
    }
    const inputs = await inputsFrom([file], context.shell);
    if (!('models' in inputs)) return inputs;
    const [model] = inputs.models;
    if (model === undefined) return [{ refused: 'it holds facts; expected a model', place: file }];
    const problems = checkedAlone(model);
    return problems.length > 0 ? problems : outcomeOf(modelHealth(file, model.patch.components, model.patch.scales['default']));
  });
  return command;
};

const outcomeOf = ({ health, faulty }: Verdict): Outcome => ({ answer: checkAnswer(health), isNo: faulty });

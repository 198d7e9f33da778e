// knockon check: what is wrong, or worth knowing, with a model file or with the log.
import { Command } from 'commander';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { compileModel } from '#domain/topology/model.ts';
import type { ModelInput } from '#commands/import-files.ts';
import { healthOfLog, healthOfModel, isFaulty } from '#projections/health.ts';
import { checkAnswer } from '#views/check.ts';
import { withReadingOptions, type Outcome } from '../context.ts';
import { inputsFrom } from '../inputs.ts';
import { reading } from '../reading.ts';
import type { Act } from '../run.ts';

export const checkCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('check'))
    .description(
      'faults of a model (or, without one, of the log): names that lead nowhere, cycles, standbys out of reach, facts without effect',
    )
    .argument('[model]', 'a model file, checked by itself')
    .addHelpText('after', '\nExamples:\n  knockon check model.yaml\n  knockon check --log sqlite:knockon.db');
  act(command, async (context, [file]) => {
    if (file !== undefined) {
      const inputs = await inputsFrom([file], context.shell);
      if (!('models' in inputs)) return inputs;
      const [model] = inputs.models;
      if (model === undefined) return [{ refused: 'it holds facts; expected a model', place: file }];
      return checkedModel(file, model);
    }
    return reading(context, ({ facts, ...setAside }, progress) => {
      const health = healthOfLog(context.log, facts, setAside, progress);
      return { answer: checkAnswer(health), isNo: isFaulty(health) };
    });
  });
  return command;
};

const checkedModel = (file: string, { patch, problems }: ModelInput): Outcome => {
  const own = patch.scales['default'];
  const scale = compileScale(own ?? DEFAULT_SCALE);
  const found = problems({ components: new Set(), calendars: new Set(), scale });
  if (found.length > 0) return found;
  const health = healthOfModel(file, compileModel(new Map(Object.entries(patch.components)), scale));
  return { answer: checkAnswer(health), isNo: isFaulty(health) };
};

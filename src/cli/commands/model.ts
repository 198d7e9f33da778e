// knockon model: the graph back out of the log, as it was at an instant, and what changed between two.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import type { ModelAt, WrittenModel } from '#projections/model-at.ts';
import { model, modelDifference } from '#queries/model-at.ts';
import { modelAnswer, modelDifferenceAnswer } from '#views/model.ts';
import { encodeModelFile } from '#wire/model.ts';
import { WITHOUT_ROWS, atOption, instantOption, withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const modelCommand = (act: Act): Command =>
  new Command('model').description('the graph back out of the log').addCommand(show(act)).addCommand(diff(act));

const show = (act: Act): Command => {
  const command = withReadingOptions(new Command('show'), WITHOUT_ROWS)
    .description('the model in force at an instant, as a model file; imported into its own log it changes nothing')
    .option('--at <instant>', 'the instant (default: now)')
    .addHelpText('after', '\nExample: knockon model show --at 2016-01-16 > model.yaml');
  act(command, async (context, _args, options) => {
    const at = atOption(options, context);
    if (isRefusal(at)) return [at];
    const found = await reading(context, (source) => model(source, at));
    return isRefusal(found) ? [found] : { answer: modelAnswer(written(found)) };
  });
  return command;
};

const diff = (act: Act): Command => {
  const command = withReadingOptions(new Command('diff'))
    .description('what changed in the model between two instants: added, retired, and which parts of what is left')
    .requiredOption('--from <instant>', 'the earlier instant')
    .option('--to <instant>', 'the later instant (default: now)')
    .addHelpText('after', '\nExample: knockon model diff --from 2016-01-01 --to 2016-02-01');
  act(command, async (context, _args, options) => {
    const from = instantOption('--from', options['from'] as string, context.style.zone);
    const to = instantOption('--to', options['to'] as string | undefined, context.style.zone) ?? context.now;
    if (isRefusal(from)) return [from];
    if (isRefusal(to)) return [to];
    const found = await reading(context, (source) => modelDifference(source, from, to, written));
    return isRefusal(found) ? [found] : { answer: modelDifferenceAnswer(found) };
  });
  return command;
};

const written = ({ at, ...things }: ModelAt): WrittenModel => encodeModelFile({ knockon: 1, since: at, ...things });

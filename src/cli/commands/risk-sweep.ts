// knockon risk sweep: what every single failure, or every pair of a chosen set, takes down in a model at rest.
import { Command, Option } from 'commander';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { checkedAlone } from '#commands/import-files.ts';
import { catalogueOfModel, sweep, sweepOfLog, type SweepMeans, type SweepRequest } from '#queries/sweep.ts';
import { sweepAnswer } from '#views/sweep.ts';
import { atOption, withReadingOptions, type Context, type Options } from '../context.ts';
import { inputsFrom } from '../inputs.ts';
import { progressOn } from '../progress.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const sweepCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('sweep'))
    .description('what each single failure takes down, or each pair that takes down more than its two halves; the worst first')
    .argument('[model]', 'a model file (default: the model in the log)')
    .option('--at <instant>', 'the instant whose model is swept (default: now)')
    .option('--pairs <which>', 'pairs of so many components, those with most dependents, or of those named, with commas between')
    .option('--for <duration>', 'how long each failure lasts, up to a week: PT4H (default: for good)')
    .option('--level <level>', 'level of the failures (default: down)')
    .addOption(new Option('--by <measure>', 'what is ranked by').choices(['services', 'time']).default('services'))
    .option('--policy <name>', 'the policy that weighs levels and service time', 'default')
    .option('--all', 'count every component, not only services')
    .option('--top <count>', 'how many rows to tell, or all', '50')
    .option('--threads <count>', 'worker threads (default: one for each processor; the answer is the same)')
    .addHelpText(
      'after',
      '\nExamples:\n  knockon risk sweep model.yaml\n  knockon risk sweep --for PT4H --by time\n  knockon risk sweep model.yaml --pairs 100',
    );
  act(command, async (context, [file], options) => {
    const request = requestOf(options, context);
    if (isRefusal(request)) return [request];
    const threads = countOption('--threads', options['threads'] as string | undefined);
    if (isRefusal(threads)) return [threads];
    const progress = progressOn(context.shell, 'Sweeping');
    const means: SweepMeans = {
      holidays: context.shell.holidays,
      openSweeper: (job) => context.shell.openSweeper(job, threads),
      progress: progress.step,
    };
    try {
      if (file === undefined) {
        const found = await reading(context, (source) => sweepOfLog(source, request, means));
        return isRefusal(found) ? [found] : { answer: sweepAnswer(found) };
      }
      const inputs = await inputsFrom([file], context.shell);
      if (!('models' in inputs)) return inputs;
      const [model] = inputs.models;
      if (model === undefined) return [{ refused: 'it holds facts; expected a model', place: file }];
      const problems = checkedAlone(model);
      if (problems.length > 0) return problems;
      const found = await sweep(catalogueOfModel(model.patch), request, means);
      return isRefusal(found) ? [found] : { answer: sweepAnswer(found) };
    } finally {
      progress.stop();
    }
  });
  return command;
};

const requestOf = (options: Options, context: Context): SweepRequest | Refusal => {
  const at = atOption(options, context);
  if (isRefusal(at)) return at;
  const top = options['top'] === 'all' ? Number.POSITIVE_INFINITY : countOption('--top', options['top'] as string);
  if (isRefusal(top)) return top;
  return {
    at,
    pairs: options['pairs'] as string | undefined,
    for: options['for'] as string | undefined,
    level: options['level'] as string | undefined,
    by: options['by'] as SweepRequest['by'],
    policy: options['policy'] as string,
    all: options['all'] === true,
    top: top ?? Number.POSITIVE_INFINITY,
  };
};

const countOption = (option: string, text: string | undefined): number | undefined | Refusal => {
  if (text === undefined) return undefined;
  return /^\d{1,6}$/.test(text) ? Number(text) : refuse(`"${text}" is not a whole number`, option);
};

// knockon models: read models of a log, which can be made again from it at any time.
import { Command } from 'commander';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { broughtUpToDate, kept, modelsDropped, modelsHeld, type Keeper } from '#queries/models/keeping.ts';
import type { HistorySource } from '#queries/models/made-from.ts';
import { factsIn } from '#queries/verify.ts';
import { decodeData } from '#wire/data.ts';
import { droppedAnswer, keptText, modelsAnswer } from '#views/models.ts';
import type { Act } from '../act.ts';
import { WITHOUT_ROWS, withCommonOptions, type Context, type Outcome } from '../context.ts';
import { keeperOf } from '../models.ts';
import { progressOn } from '../progress.ts';

export const modelsCommand = (act: Act): Command =>
  new Command('models')
    .description('read models of a log: quick answers, made from it and made again at any time')
    .addCommand(build(act))
    .addCommand(info(act))
    .addCommand(drop(act));

const build = (act: Act): Command => {
  const command = withCommonOptions(new Command('build'), WITHOUT_ROWS)
    .description('makes the read models, or brings them up to date; one process at a time writes, others stand by')
    .option('--follow', 'go on as facts are recorded, until interrupted')
    .addHelpText('after', '\nExample: knockon models build --follow');
  act(command, (context, _args, options) =>
    inModels(context, 'write', async (source, total) => {
      const taking = progressOn(context.shell, 'Taking in');
      const folding = progressOn(context.shell, 'Folding');
      let folded = 0;
      const keeper: Keeper = {
        ...keeperOf(context),
        taking: (taken) => taking.step(taken, total),
        folding: (count) => folding.step((folded += count), total),
      };
      try {
        if (options['follow'] === true) {
          const signal = context.shell.untilInterrupted();
          await kept(source, keeper, signal, (standing) => context.shell.err(`${keptText(standing)}\n`));
          return 'printed';
        }
        const brought = await broughtUpToDate(source, keeper);
        if ('heldBy' in brought)
          return [refuse(`another process keeps these read models: ${brought.heldBy.owner}; use --follow to stand by`)];
        if (brought.unfollowable !== undefined)
          return [refuse(`read models cannot follow this log: ${brought.unfollowable}; commands answer without them`)];
        return { answer: modelsAnswer(await modelsHeld(source, context.shell.ticks()), brought.taken) };
      } finally {
        taking.stop();
        folding.stop();
      }
    }),
  );
  return command;
};

const info = (act: Act): Command => {
  const command = withCommonOptions(new Command('info'), WITHOUT_ROWS)
    .description('which read models of a log there are, how far they have come, and who keeps them')
    .addHelpText('after', '\nExample: knockon models info');
  act(command, (context) =>
    inModels(context, 'read', async (source) => ({ answer: modelsAnswer(await modelsHeld(source, context.shell.ticks())) })),
  );
  return command;
};

const drop = (act: Act): Command => {
  const command = withCommonOptions(new Command('drop'), WITHOUT_ROWS)
    .description('throws the read models of a log away, unless a process keeps them; the log is left alone')
    .addHelpText('after', '\nExample: knockon models drop');
  act(command, async (context) => {
    const { shell, log } = context;
    const place = shell.models.place(log);
    if (place === undefined) return [NO_PLACE(log)];
    const heldBy = await modelsDropped(shell.models, log, keeperOf(context));
    return heldBy === undefined
      ? { answer: droppedAnswer(place) }
      : [refuse(`a process keeps these read models: ${heldBy.owner}; end it first`)];
  });
  return command;
};

const NO_PLACE = (log: string): Refusal =>
  refuse(
    log.startsWith('memory:')
      ? 'a log in memory keeps no read models'
      : 'read models of this log have no place: name a file for them in KNOCKON_MODELS',
    `--log ${log}`,
  );

/** Opens the log and its models; `total`: how many facts there are. */
const inModels = async (
  context: Context,
  mode: 'read' | 'write',
  work: (source: HistorySource, total: number) => Promise<Outcome>,
): Promise<Outcome> => {
  const { shell, log: url } = context;
  const log = await shell.openLog(url, 'read');
  if ('refused' in log) return [log];
  try {
    if (shell.models.place(url) === undefined) return [NO_PLACE(url)];
    const store = await shell.models.open(url, mode);
    if (store === undefined)
      return [refuse(`there are no read models at ${shell.models.place(url) ?? ''}; make them with knockon models build`)];
    try {
      return await work({ log, store, decode: decodeData, version: shell.version }, await factsIn(log));
    } finally {
      await store.close();
    }
  } finally {
    await log.close();
  }
};

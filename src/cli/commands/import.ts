// knockon import: models and facts from files, whole or not at all.
import { Command } from 'commander';
import { importAll, tryImport } from '#commands/import-files.ts';
import { isRefusal } from '#domain/refusal.ts';
import { importedAnswer } from '#views/recorded.ts';
import { LogError } from '#log/event-log.ts';
import { WITHOUT_ROWS, withCommonOptions, type Context } from '../context.ts';
import { inputsFrom } from '../inputs.ts';
import { recordingIn } from '../recording.ts';
import type { Act } from '../act.ts';

export const importCommand = (act: Act): Command => {
  const command = withCommonOptions(new Command('import'), WITHOUT_ROWS)
    .description('take in models (YAML or JSON) and facts (JSON Lines), models first; importing the same again adds nothing')
    .argument('<file...>', 'files, of any known kind, in any order')
    .option('--dry-run', 'say what would be added, add nothing')
    .option('--prune', 'retire the components that the models leave out')
    .addHelpText('after', '\nExample: knockon import model.yaml facts.jsonl');
  act(command, async (context, files, options) => {
    const inputs = await inputsFrom(files, context.shell);
    if (!('models' in inputs)) return inputs;
    const dryRun = options['dryRun'] === true;
    const log = dryRun ? await logToLookAt(context) : context.log;
    const request = { ...inputs, prune: options['prune'] === true };
    const result = await recordingIn({ ...context, log }, dryRun ? 'read' : 'write', (recording) =>
      dryRun ? tryImport(request, recording) : importAll(request, recording),
    );
    if (isRefusal(result)) return [result];
    return 'added' in result ? { answer: importedAnswer({ files, ...result, dryRun }) } : result;
  });
  return command;
};

/** A trial of an import into a log that is not there yet is one into an empty log; it makes none. */
const logToLookAt = async ({ shell, log }: Context): Promise<string> => {
  try {
    const opened = await shell.openLog(log, 'read');
    if (!('refused' in opened)) await opened.close();
    return log;
  } catch (error) {
    if (error instanceof LogError && error.kind === 'missing') return 'memory:';
    throw error;
  }
};

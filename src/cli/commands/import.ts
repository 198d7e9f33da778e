// knockon import: models and facts from files, whole or not at all.
import { Command } from 'commander';
import { callsBrought, importAll, tryImport } from '#commands/import-files.ts';
import { isRefusal } from '#domain/refusal.ts';
import { importedAnswer } from '#views/recorded.ts';
import { LogError } from '#log/event-log.ts';
import { WITHOUT_ROWS, withCommonOptions, type Context } from '../context.ts';
import { inputsFrom } from '../inputs.ts';
import { recordingIn } from '../recording.ts';
import type { Act } from '../act.ts';

export const importCommand = (act: Act): Command => {
  const command = withCommonOptions(new Command('import'), WITHOUT_ROWS)
    .description(
      'take in models (YAML or JSON), facts (JSON Lines), help-desk calls (CSV) and closed days (iCalendar), models first; importing the same again adds nothing',
    )
    .argument('<file...>', 'files, of any known kind, in any order')
    .option('--dry-run', 'say what would be added, add nothing')
    .option('--prune', 'retire the components that the models leave out')
    .option('--calendar <name>', 'the calendar that the all-day events of iCalendar files close')
    .option('--mapping <file>', 'what the columns of CSV files mean (see docs/reference/calls.md)')
    .addHelpText('after', '\nExamples: knockon import model.yaml facts.jsonl\n          knockon import calls.csv --mapping calls.map.yaml');
  act(command, async (context, files, options) => {
    const inputs = await inputsFrom(files, context.shell, {
      mapping: options['mapping'] as string | undefined,
      calendar: options['calendar'] as string | undefined,
    });
    if (!('models' in inputs)) return inputs;
    const dryRun = options['dryRun'] === true;
    const log = dryRun ? await logToLookAt(context) : context.log;
    const request = { ...inputs, prune: options['prune'] === true };
    const result = await recordingIn({ ...context, log }, dryRun ? 'read' : 'write', async (recording) => {
      const imported = await (dryRun ? tryImport(request, recording) : importAll(request, recording));
      return 'added' in imported ? { ...imported, calls: await callsBrought(request, recording) } : imported;
    });
    if (isRefusal(result)) return [result];
    return 'added' in result ? { answer: importedAnswer({ files, ...result, notes: inputs.notes, dryRun }) } : result;
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

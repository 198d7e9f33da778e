// Runs one command line: parses it, calls, renders, and turns whatever happened into an exit code (interface: "Exit codes"):
// 0 done · 1 the answer is no · 2 refused, nothing changed · 3 the log could not be used · 70 a bug · 130 interrupted.
import { Command, CommanderError } from 'commander';
import { isRefusal, refusalText, type Refusal } from '#domain/refusal.ts';
import { LogError } from '#log/event-log.ts';
import { StoreError } from '#store/model-store.ts';
import { rendered } from '#views/answer.ts';
import { isolated } from '#views/isolated.ts';
import { inOneLine, shown } from '#views/shown.ts';
import { checkCommand } from './commands/check.ts';
import { demoCommand } from './commands/demo.ts';
import { factsCommand } from './commands/facts.ts';
import { undoCommand } from './commands/undo.ts';
import { explainCommand } from './commands/explain.ts';
import { importCommand } from './commands/import.ts';
import { incidentCommand } from './commands/incident.ts';
import { logCommand } from './commands/log.ts';
import { modelCommand } from './commands/model.ts';
import { modelsCommand } from './commands/models.ts';
import { recordCommand } from './commands/record.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { reviewCommand } from './commands/review.ts';
import { riskCommand } from './commands/risk.ts';
import { scenarioCommand } from './commands/scenario.ts';
import { statusCommand } from './commands/status.ts';
import { whatIfCommand } from './commands/whatif.ts';
import type { Act } from './act.ts';
import { contextOf, type CommonOptions, type Context, type Outcome } from './context.ts';
import { applyDefaults, defaultsOf } from './defaults.ts';
import type { RunLine, Shell } from './shell.ts';

export const run = async (argv: readonly string[], around: Shell): Promise<number> => {
  // whatever is said on standard error may quote others
  const shell: Shell = { ...around, err: (text) => around.err(isolated(shown(text))) };
  let exit = 0;
  const act: Act = (command, action) => {
    command.action(async (...given: unknown[]) => {
      if (command.name() !== 'demo') {
        const defaults = await defaultsOf(shell);
        if (isRefusal(defaults)) {
          exit = refusedWith([defaults], shell);
          return;
        }
        applyDefaults(command, defaults);
      }
      const options = command.opts();
      const args = given
        .slice(0, -2)
        .flat()
        .filter((arg): arg is string => typeof arg === 'string');
      exit = await outcomeOf(options as CommonOptions, shell, (context) => action(context, args, options));
    });
  };
  const program = programOf(shell, act);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    return exitOf(error, shell);
  }
};

const programOf = (shell: Shell, act: Act): Command => {
  const program = new Command('knockon')
    .description(
      'What was down, when, owed to what, and what would have helped: outages replayed through the dependency graph of their day.',
    )
    .version(shell.version, '-V, --version')
    .addHelpText(
      'after',
      '\nA first look, without any set-up: knockon demo\n\nDefaults of --log, --zone and --policy: KNOCKON_LOG, KNOCKON_ZONE and KNOCKON_POLICY, else the keys log, zone and policy of a\nknockon.config.yaml in this folder or above it, up to the one that holds .git.',
    );
  const runLine: RunLine = async (argv) => {
    let [out, err] = ['', ''];
    const alone: Shell = { ...shell, environment: () => undefined, exists: () => false };
    const exit = await run(argv, { ...alone, out: (text) => (out += text), err: (text) => (err += text) });
    return { exit, out, err };
  };
  const parts = [
    (given: Act) => demoCommand(given, runLine),
    importCommand,
    recordCommand,
    undoCommand,
    factsCommand,
    statusCommand,
    explainCommand,
    replayCommand,
    reportCommand,
    whatIfCommand,
    scenarioCommand,
    riskCommand,
    incidentCommand,
    reviewCommand,
    modelCommand,
    modelsCommand,
    checkCommand,
    logCommand,
  ];
  for (const part of parts) program.addCommand(part(act));
  tame(program, shell);
  return program;
};

/** Commander writes through the shell and throws instead of ending the process, in every command. */
const tame = (command: Command, shell: Shell): void => {
  command.exitOverride().configureOutput({
    writeOut: shell.out,
    writeErr: shell.err,
    outputError: (text, write) => write(`knockon: ${inOneLine(text.replace(/^error: /, '').trimEnd())}\n`),
  });
  command.showHelpAfterError(`See knockon ${command.name() === 'knockon' ? '' : `${pathOf(command)} `}--help.`);
  for (const inner of command.commands) tame(inner, shell);
};

const pathOf = (command: Command): string => {
  const names: string[] = [];
  for (let at: Command | null = command; at !== null && at.name() !== 'knockon'; at = at.parent) names.unshift(at.name());
  return names.join(' ');
};

const outcomeOf = async (options: CommonOptions, shell: Shell, action: (context: Context) => Promise<Outcome>): Promise<number> => {
  const context = contextOf(options, shell);
  const outcome = isRefusal(context) ? [context] : await action(context);
  if (isRefusals(outcome)) return refusedWith(outcome, shell);
  if (isRefusal(context)) return 2;
  if (outcome === 'printed') return 0;
  shell.out(rendered(outcome.answer, context.format, context.style));
  return outcome.isNo === true ? 1 : 0;
};

const refusedWith = (refusals: readonly Refusal[], shell: Shell): number => {
  for (const refusal of refusals) shell.err(`knockon: ${inOneLine(refusalText(refusal))}\n`);
  return 2;
};

const isRefusals = (outcome: Outcome): outcome is readonly Refusal[] => Array.isArray(outcome);

const exitOf = (error: unknown, shell: Shell): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof LogError || error instanceof StoreError) {
    shell.err(`knockon: ${inOneLine(error.message)}\n`);
    return 3;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  shell.err(`knockon: this is a bug in knockon, please report it with the command you ran\n${text}\n`);
  return 70;
};

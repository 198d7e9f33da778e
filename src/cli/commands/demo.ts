// knockon demo: a real case end to end, in a log that is thrown away; by default an outage: import, report, blame, what was published,
// what ifs.
import { join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { importAll } from '#commands/import-files.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { caseReport, type CaseDefinition } from '#queries/case.ts';
import { demoAnswer } from '#views/demo.ts';
import { WITHOUT_ROWS, withAnswerOptions, type Context } from '../context.ts';
import { editor } from '../editor.ts';
import { inputsFrom } from '../inputs.ts';
import { reading } from '../reading.ts';
import { recordingIn } from '../recording.ts';
import { scriptedCase } from '../scripted-case.ts';
import type { RunLine, Shell } from '../shell.ts';
import type { Act } from '../act.ts';

const FILES = ['model.yaml', 'facts.jsonl', 'published.jsonl'];

const CASE: CaseDefinition = {
  name: 'hcpc-2016',
  zone: 'Europe/London',
  policy: 'board',
  month: { from: '2016-01', to: '2016-02' },
  // What an architect would ask after this outage, as it would be typed.
  whatIfs: [
    ['ups-b.holdUp=PT6H'],
    ['ups-b.requires={ any: [circuit-b, circuit-a] }'],
    ['online-register.requires.all[1].mode=automatic', 'online-register.requires.all[1].switchover=PT15M'],
  ],
};

/** The cases that come with the package; but for the first each is told by the script `case.yaml` beside its files. */
const CASES = [CASE.name, 'systmone-2007', 'continuity-2016', 'somerset-2014', 'hertfordshire-2009'];

export const demoCommand = (act: Act, runLine: RunLine): Command => {
  const command = withAnswerOptions(new Command('demo'), WITHOUT_ROWS, CASE.zone)
    .description('a real case end to end, in a log that is thrown away: by default an outage, its figures, blame, and what ifs')
    .addOption(new Option('--case <name>', 'which case').choices(CASES).default(CASE.name))
    .option('--log <url>', 'taken as everywhere, and not used: the demo has a log of its own')
    .addHelpText('after', '\nThe models and facts it reads are in examples/.');
  act(command, async (context, _args, options) => {
    const name = options['case'] as string;
    if (name !== CASE.name) {
      const answer = await scriptedCase(name, context, runLine);
      return 'json' in answer ? { answer } : answer;
    }
    const { url, discard } = await context.shell.throwAwayLog();
    try {
      const inCase = { ...context, log: url };
      const refusals = await imported(inCase);
      if (refusals.length > 0) return refusals;
      const report = await reading(inCase, (source) => caseReport(source, CASE, editor));
      return isRefusal(report)
        ? [report]
        : {
            answer: demoAnswer(report, { command: context.shell.calledAs, folder: shownFolder(context.shell) }),
          };
    } finally {
      await discard();
    }
  });
  return command;
};

/** Where the case's files are, as they are named from the working directory where that is short. */
const shownFolder = ({ examples, folder }: Shell): string => {
  const whole = join(examples, CASE.name);
  const from = relative(folder, whole);
  return from.startsWith('..') ? whole : from;
};

/** Imports the case into the context's log; the refusals, if there are any. */
const imported = async (context: Context): Promise<readonly Refusal[]> => {
  const inputs = await inputsFrom(
    FILES.map((file) => join(context.shell.examples, CASE.name, file)),
    context.shell,
  );
  if (!('models' in inputs)) return inputs;
  const result = await recordingIn(context, 'write', (recording) => importAll({ ...inputs, prune: false }, recording));
  if (isRefusal(result)) return [result];
  return 'added' in result ? [] : result;
};

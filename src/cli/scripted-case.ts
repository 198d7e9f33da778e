// A worked case that comes with the package: its files imported into a log that is thrown away, then the commands of its script, each run
// as it would be typed. One JSON object, or what a reader of a terminal would have seen.
import { join } from 'node:path';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { formatInstant } from '#domain/time/text.ts';
import { readYaml } from '#intake/yaml-places.ts';
import type { Answer } from '#views/answer.ts';
import { section } from '#views/section.ts';
import { parseCaseScript, type CaseScript } from '#wire/case-script.ts';
import type { Context } from './context.ts';
import type { RunLine } from './shell.ts';

interface Shown {
  readonly say: string;
  readonly command: string;
  readonly output: string;
}

/** The answer, or the first command that could not be carried out. */
export const scriptedCase = async (name: string, context: Context, runLine: RunLine): Promise<Answer | readonly Refusal[]> => {
  const folder = join(context.shell.examples, name);
  const script = await scriptIn(join(folder, 'case.yaml'), context);
  if (isRefusal(script)) return [script];
  const { url, discard } = await context.shell.throwAwayLog();
  try {
    const shown: Shown[] = [];
    const files = script.import.map((file) => join(folder, file));
    const mapping = script.mapping === undefined ? [] : ['--mapping', join(folder, script.mapping)];
    const lines = [{ say: 'Take in what is known', run: ['import', ...files, ...mapping], now: script.now }, ...script.steps];
    let now = script.now;
    for (const { say, run: words, now: from } of lines) {
      now = from ?? now;
      const run = words.map((word) => (word.startsWith('./') ? join(folder, word) : word));
      const zoned = run.includes('--zone') ? [] : ['--zone', script.zone];
      const { exit, out, err } = await runLine([...run, ...zoned, '--log', url, '--now', formatInstant(now), '--format', context.format]);
      if (exit > 1) return [refuse(`${run.join(' ')}: ${err.trim()}`, `case ${name}`)];
      // as from within the case's folder, wherever the package is
      const here = (text: string): string => text.replaceAll(`${folder}/`, '');
      shown.push({ say, command: ['knockon', ...run.map((word) => asTyped(here(word)))].join(' '), output: here(out) });
    }
    return {
      json: {
        case: script.case,
        title: script.title,
        steps: shown.map(({ say, command, output }) => ({
          say,
          command,
          answer: context.format === 'json' ? (JSON.parse(output) as object) : {},
        })),
      },
      text: () =>
        [script.title, ...shown.flatMap(({ say, command, output }) => section(say, `$ ${command}`, '', output.trimEnd()))].join('\n'),
    };
  } finally {
    await discard();
  }
};

const scriptIn = async (path: string, { shell }: Context): Promise<CaseScript | Refusal> => {
  const yaml = readYaml(path, new TextDecoder().decode(await shell.readFile(path)));
  const script = 'value' in yaml ? parseCaseScript(yaml.value) : yaml;
  if ('steps' in script) return script;
  const [first] = script;
  const sentence = first === undefined ? 'is no script' : 'sentence' in first ? first.sentence : first.refused;
  return refuse(`the script of the case cannot be read: ${sentence}`, path);
};

const asTyped = (word: string): string => (/^[\w./:=@,-]+$/.test(word) ? word : `'${word}'`);

// What a file holds, told by its content and only then by its name's ending: a model (YAML or JSON with `knockon: 1`), facts (JSON
// Lines), closed days (iCalendar) or a help desk's calls (`.csv`, read by a mapping). Several files are read together, models first, and refused together: one bad
// file, and none is taken.
import { atOnce, type Gradual } from '#domain/gradually.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { CallsMapping } from '#wire/calls-mapping.ts';
import { closedDaysIn, isICalendar, type ClosedDays } from './closed-days.ts';
import { callsIn, mappingIn } from './calls-file.ts';
import { factsIn, type FactsFile } from './facts-file.ts';
import { textOf, type NamedBytes } from './file-text.ts';
import { modelIn, type LocatedModel } from './model-file.ts';
import { readYaml } from './yaml-places.ts';

export interface Inputs {
  readonly models: readonly LocatedModel[];
  readonly facts: readonly FactsFile[];
  readonly closedDays: readonly ClosedDays[];
}

/** Reads all files, whatever their order, or gives everything that is wrong with any of them. `mapping`: how to read those in CSV. @internal where nothing else waits for its turn: tests and the fuzz script */
export const readInputs = (files: readonly NamedBytes[], mapping?: NamedBytes): Inputs | readonly Refusal[] =>
  atOnce(readingInputs(files, mapping));

/** The same, with pauses. `read` hears of the bytes of files read so far, and of all of them. */
export function* readingInputs(
  files: readonly NamedBytes[],
  mapping?: NamedBytes,
  read?: (done: number, total: number) => void,
): Gradual<Inputs | readonly Refusal[]> {
  const calls = mapping === undefined ? undefined : readMapping(mapping);
  if (calls !== undefined && !('calls' in calls)) return calls;
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let done = 0;
  const inputs: Input[] = [];
  for (const file of files) {
    yield;
    inputs.push(yield* readInput(file, calls, (characters) => read?.(done + characters, total)));
    done += file.bytes.length;
  }
  const refusals = inputs.flatMap((input) => ('kind' in input ? [] : input));
  if (refusals.length > 0) return refusals;
  return {
    models: inputs.flatMap((input) => ('kind' in input && input.kind === 'model' ? [input] : [])),
    facts: inputs.flatMap((input) => ('kind' in input && input.kind === 'facts' ? [input] : [])),
    closedDays: inputs.flatMap((input) => ('kind' in input && input.kind === 'closed days' ? [input] : [])),
  };
}

type Input = LocatedModel | FactsFile | ClosedDays | readonly Refusal[];

const readMapping = (file: NamedBytes): CallsMapping | readonly Refusal[] => {
  const decoded = textOf(file);
  if (isRefusal(decoded)) return [decoded];
  const yaml = readYaml(file.name, decoded.text);
  return 'value' in yaml ? mappingIn(yaml) : yaml;
};

/** Reads one file as what it is. */
function* readInput(file: NamedBytes, mapping: CallsMapping | undefined, read: (characters: number) => void): Gradual<Input> {
  const { name } = file;
  const decoded = textOf(file);
  if (isRefusal(decoded)) return [decoded];
  const { text, notes } = decoded;
  if (/\.(?:csv|tsv)$/i.test(name)) {
    if (mapping !== undefined) {
      const calls = callsIn(name, text, mapping);
      return 'kind' in calls ? { ...calls, notes: [...notes, ...(calls.notes ?? [])] } : calls;
    }
    return [refuse('is a table: expected --mapping FILE beside it, which says what its columns mean', name)];
  }
  if (isICalendar(text)) return closedDaysIn(name, text);
  const kind = kindOf(name, text);
  if (isRefusal(kind)) return [kind];
  if (kind === 'facts') return yield* factsIn(name, text, read);
  const yaml = readYaml(name, text);
  return 'value' in yaml ? modelIn(name, yaml) : yaml;
}

const kindOf = (name: string, text: string): 'model' | 'facts' | Refusal => {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const first = firstLine(text);
  if (first !== undefined) return 'knockon' in first || /^ya?ml$/.test(ending) ? 'model' : 'facts';
  if (/^\s*\{?\s*["']?knockon["']?\s*:/m.test(text)) return 'model';
  if (ending === 'jsonl' || ending === 'ndjson') return 'facts';
  if (ending === 'yaml' || ending === 'yml') return 'model';
  if (/^\s*\[/.test(text))
    return refuse('is a JSON list: expected one fact a line with nothing around them, or a model with "knockon: 1"', name);
  if (/^\s*\{.*\}?\s*\n\s*\{/.test(text)) return 'facts';
  const whatItIs = /^\s*\{/.test(text) ? 'is JSON over several lines without "knockon"' : 'is of no kind that can be read';
  return refuse(`${whatItIs}: expected a model (YAML or JSON with "knockon: 1") or facts (JSON Lines, one {"type": …} a line)`, name);
};

/** The first line that is not blank, if it is a JSON object. */
const firstLine = (text: string): object | undefined => {
  const line = /\S.*/.exec(text)?.[0] ?? '';
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

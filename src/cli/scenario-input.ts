// A scenario file that a command names, read into what a query is asked.
import { refuse, type Refusal } from '#domain/refusal.ts';
import { scenarioIn } from '#intake/scenario-file.ts';
import type { AskedScenario } from '#queries/scenarios.ts';
import type { Context } from './context.ts';
import { reasonOf } from './inputs.ts';

/** Any other word is the name of a saved scenario. */
export const isScenarioFile = (word: string): boolean => /\.(ya?ml|json)$/i.test(word);

export const scenarioOfFile = async (
  path: string,
  { shell }: Context,
): Promise<Extract<AskedScenario, { readonly kind: 'told' }> | readonly Refusal[]> => {
  let bytes: Uint8Array;
  try {
    bytes = await shell.readFile(path);
  } catch (error) {
    return [refuse(`the file cannot be read: ${reasonOf(error)}`, path)];
  }
  const located = scenarioIn({ name: path, bytes });
  if (!('scenario' in located)) return located;
  const { scenario, place } = located;
  return {
    kind: 'told',
    name: scenario.scenario,
    until: scenario.until,
    changes: scenario.changes.map((change, index) => ({
      change,
      place: place(['changes', index]),
      path: (part) => `${place(['changes', index])}.${part}`,
    })),
  };
};

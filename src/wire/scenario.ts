// A scenario file (YAML or JSON): a name, the base it stands on, and what it changes (S9.1). Whether its names lead anywhere is checked where it
// meets a log.
import * as z from 'zod';
import type { ScenarioChange } from '#domain/facts/types.ts';
import type { Instant } from '#domain/time/instant.ts';
import { toldChange } from './fact-data.ts';
import { inOurWords, problemsOf, type Problem } from './problem.ts';
import { proved, type Same } from './same.ts';
import { instant } from './time-forms.ts';
import { name, some } from './words.ts';

export interface ScenarioFile {
  readonly scenario: string;
  /** The log as it held things at this instant; left out: as it is. */
  readonly until?: Instant | undefined;
  readonly changes: readonly ScenarioChange[];
}

const scenarioFile = z.strictObject({ scenario: name, until: instant.optional(), changes: some(toldChange) });

proved<[Same<z.output<typeof scenarioFile>, ScenarioFile>]>();

export const parseScenario = (value: unknown): ScenarioFile | readonly Problem[] => {
  const result = z.safeDecode(scenarioFile, value as z.input<typeof scenarioFile>, { error: inOurWords });
  return result.success ? result.data : problemsOf(result.error);
};

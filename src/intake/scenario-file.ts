// A scenario file read into what it says, every problem with file, line, column and path.
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Path } from '#wire/problem.ts';
import { parseScenario, type ScenarioFile } from '#wire/scenario.ts';
import { MOST_PROBLEMS, placed, unsafePart } from './depth.ts';
import { textOf, type NamedBytes } from './file-text.ts';
import { readYaml } from './yaml-places.ts';

export interface LocatedScenario {
  readonly scenario: ScenarioFile;
  /** `second-circuit.yaml:4:5 changes[0].to`. */
  readonly place: (path: Path) => string;
}

export const scenarioIn = (file: NamedBytes): LocatedScenario | readonly Refusal[] => {
  const decoded = textOf(file);
  if (isRefusal(decoded)) return [decoded];
  const yaml = readYaml(file.name, decoded.text);
  if (!('value' in yaml)) return yaml;
  const place = (path: Path): string => placed(yaml.placeOf(path), path);
  const unsafe = unsafePart(yaml.value);
  if (unsafe !== undefined) return [refuse(unsafe.sentence, place(unsafe.path))];
  const scenario = parseScenario(yaml.value);
  if ('scenario' in scenario) return { scenario, place };
  return scenario.slice(0, MOST_PROBLEMS).map(({ path, sentence }) => refuse(sentence, place(path)));
};

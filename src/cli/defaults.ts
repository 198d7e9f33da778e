// What stands in for `--log`, `--zone` and `--policy` where a command line does not give them: the environment (KNOCKON_LOG, KNOCKON_ZONE,
// KNOCKON_POLICY), then the nearest `knockon.config.yaml` upwards from the working directory, never above a folder that holds `.git`.
// A path in that file is meant from where the file stands.
import { dirname, isAbsolute, join } from 'node:path';
import type { Command } from 'commander';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { parseScalar } from '#intake/scalar.ts';
import { reasonOf } from './inputs.ts';
import type { Shell } from './shell.ts';

const KEYS = ['log', 'zone', 'policy'] as const;
type Key = (typeof KEYS)[number];
export type Defaults = Readonly<Partial<Record<Key, string>>>;

const CONFIG_FILE = 'knockon.config.yaml';

export const defaultsOf = async (shell: Shell): Promise<Defaults | Refusal> => {
  const configured = await configuredFrom(shell);
  if (isRefusal(configured)) return configured;
  const found: Partial<Record<Key, string>> = { ...configured };
  for (const key of KEYS) {
    const said = shell.environment(`KNOCKON_${key.toUpperCase()}`);
    if (said !== undefined && said !== '') found[key] = said;
  }
  return found;
};

const configuredFrom = async (shell: Shell): Promise<Defaults | Refusal> => {
  for (let folder = shell.folder; ; folder = dirname(folder)) {
    const file = join(folder, CONFIG_FILE);
    if (shell.exists(file)) return configuredIn(file, shell);
    if (dirname(folder) === folder || shell.exists(join(folder, '.git'))) return {};
  }
};

const configuredIn = async (file: string, shell: Shell): Promise<Defaults | Refusal> => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await shell.readFile(file));
  } catch (error) {
    return refuse(`the file cannot be read: ${reasonOf(error)}`, file);
  }
  const read = parseScalar(text);
  if (isRefusal(read)) return refuse('is not valid YAML; expected keys such as log: sqlite:outages.db', file);
  const { value } = read;
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return refuse(`expected keys such as log: sqlite:outages.db`, file);
  const found: Partial<Record<Key, string>> = {};
  for (const [key, said] of Object.entries(value)) {
    const known = KEYS.find((one) => one === key);
    if (known === undefined) return refuse(`there is no key "${key}"${didYouMean(key, KEYS)}; the keys are ${KEYS.join(', ')}`, file);
    if (typeof said !== 'string' || said === '') return refuse(`${key} is no text; expected one such as ${EXAMPLES[known]}`, file);
    found[known] = known === 'log' ? fromThere(said, dirname(file)) : said;
  }
  return found;
};

const EXAMPLES: Readonly<Record<Key, string>> = { log: 'sqlite:outages.db', zone: 'Europe/London', policy: 'board' };

const fromThere = (url: string, folder: string): string => {
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : undefined;
  return path === undefined || path === '' || isAbsolute(path) ? url : `sqlite:${join(folder, path)}`;
};

/** Puts defaults in the place of options that nobody gave. */
export const applyDefaults = (command: Command, defaults: Defaults): void => {
  for (const key of KEYS) {
    const value = defaults[key];
    if (value === undefined || command.getOptionValueSource(key) !== 'default') continue;
    command.setOptionValueWithSource(key, Array.isArray(command.getOptionValue(key)) ? [value] : value, 'config');
  }
};

// One value as a model file would say it, from a command line: `PT6H`, `manual`, `{ any: [a, b] }` (YAML 1.2).
import { parseDocument } from 'yaml';
import { refuse, type Refusal } from '#domain/refusal.ts';

export const parseScalar = (text: string): { readonly value: unknown } | Refusal => {
  const document = parseDocument(text, { uniqueKeys: true, logLevel: 'error' });
  const [problem] = document.errors;
  if (problem !== undefined) return refuse(`"${text}" is no value a model could hold: ${problem.message.split('\n')[0] ?? ''}`);
  return { value: document.toJS({ maxAliasCount: 0 }) as unknown };
};

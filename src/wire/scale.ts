// A scale of levels on the wire (S1.2): distinct names, best first, `down` last; `atRisk`, if any, is the second, since it is full service.
import * as z from 'zod';
import type { ScaleDefinition } from '#domain/topology/definition.ts';
import { proved, type Same } from './same.ts';
import { levelName, said } from './words.ts';

const MOST_LEVELS = 16;

export const scaleDefinition = z
  .strictObject({
    levels: z
      .array(levelName, said('a list of levels, best first'))
      .min(2, { error: 'has too few levels: expected 2 to 16, best first' })
      .max(MOST_LEVELS, { error: 'has too many levels: expected 2 to 16, best first' }),
    roles: z.strictObject({ atRisk: levelName.optional(), unknown: levelName.optional(), down: levelName }),
  })
  .check((context) => {
    const { levels, roles } = context.value;
    const problem = (path: (string | number)[], message: string): void => {
      context.issues.push({ code: 'custom', path, message, input: context.value });
    };
    levels.forEach((level, index) => {
      if (levels.indexOf(level) !== index) problem(['levels', index], `"${level}" stands twice: the levels must be distinct`);
    });
    for (const role of ['atRisk', 'unknown', 'down'] as const) {
      const level = roles[role];
      if (level !== undefined && !levels.includes(level))
        problem(['roles', role], `"${level}" is not among the levels ${levels.join(', ')}`);
    }
    if (roles.down !== levels.at(-1)) problem(['roles', 'down'], `must be the last level, "${levels.at(-1)}"`);
    if (roles.atRisk !== undefined && roles.atRisk !== levels[1])
      problem(['roles', 'atRisk'], `must be the second level, "${levels[1]}", since it is full service`);
    if (roles.atRisk === roles.down) problem(['roles', 'atRisk'], 'cannot be the level of down too');
    if (roles.unknown !== undefined && [levels[0], roles.atRisk, roles.down].includes(roles.unknown)) {
      problem(['roles', 'unknown'], 'must be a level of its own, neither the best nor that of another role');
    }
  });

proved<[Same<z.output<typeof scaleDefinition>, ScaleDefinition>]>();

// A counting policy on the wire (S7). What it leaves out, it takes from the default policy; names in it are checked against the log later.
import * as z from 'zod';
import type { PolicyDefinition } from '#domain/time/definitions.ts';
import { proved, type Same } from './same.ts';
import { duration, zone } from './time-forms.ts';
import { between, levelName, name, said, wholeBetween } from './words.ts';

const treatment = z.enum(['excluded', 'up', 'down', 'last']);

export const policyDefinition = z.strictObject({
  zone: zone.optional(),
  hours: name.optional(),
  maintenance: z.enum(['excluded', 'up', 'down', 'separate']).optional(),
  planned: z.enum(['cause', 'window']).optional(),
  weights: z.record(levelName, between(0, 1), said('weights by level')).optional(),
  countFrom: levelName.optional(),
  unknown: treatment.optional(),
  noData: treatment.optional(),
  edge: z.enum(['elapsed', 'whole']).optional(),
  beforeExistence: z.enum(['out', 'in']).optional(),
  blips: duration.optional(),
  rollup: z.enum(['time-weighted', 'mean-of-periods', 'worst']).optional(),
  decimals: wholeBetween(0, 10).optional(),
  yearStart: wholeBetween(1, 12).optional(),
});

proved<[Same<z.output<typeof policyDefinition>, PolicyDefinition>]>();

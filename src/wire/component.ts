// What a component is, on the wire: its requirement, its time behaviour, and what is promised of it as a service (S2, S3, S7).
import * as z from 'zod';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { requirement } from './requirement.ts';
import { proved, type Same } from './same.ts';
import { duration, workingOrPlain } from './time-forms.ts';
import { between, name, prose, tags } from './words.ts';

const service = z.strictObject({
  hours: name.optional(),
  target: between(0, 100).optional(),
  rto: workingOrPlain.optional(),
  owner: prose.optional(),
  impact: z.array(z.strictObject({ after: workingOrPlain.optional(), level: prose })).optional(),
  steps: z.array(z.strictObject({ after: workingOrPlain, do: prose })).optional(),
});

export const componentDefinition = z.strictObject({
  kind: name.optional(),
  name: name.optional(),
  aliases: z.array(name).optional(),
  tags: tags.optional(),
  requires: requirement.optional(),
  holdUp: duration.optional(),
  recharge: duration.optional(),
  startUp: duration.optional(),
  restart: z.enum(['automatic', 'manual']).optional(),
  service: service.optional(),
});

proved<[Same<z.output<typeof componentDefinition>, ComponentDefinition>]>();

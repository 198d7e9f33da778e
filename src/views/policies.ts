// `report policies`: every policy a figure can be made by, with its choices.
import type { Scale } from '#domain/impact/scale.ts';
import { describePolicy } from '#domain/time/policy.ts';
import type { ListedPolicy } from '#projections/policies.ts';
import type { Answer } from './answer.ts';
import { csvText } from './table.ts';

export const policiesAnswer = ({ policies, scale }: { readonly policies: readonly ListedPolicy[]; readonly scale: Scale }): Answer => ({
  json: {
    policies: policies.map(({ policy, of }) => ({
      name: policy.name,
      version: policy.version,
      of: of ?? null,
      description: describePolicy(policy, scale),
    })),
  },
  csv: () =>
    csvText(
      ['name', 'version', 'of', 'description'],
      policies.map(({ policy, of }) => [policy.name, policy.version, of ?? '', describePolicy(policy, scale)]),
    ),
  text: () =>
    policies.map(({ policy, of }) => `${describePolicy(policy, scale)}${of === undefined ? '' : `\n  as ${of} counts`}`).join('\n\n'),
});

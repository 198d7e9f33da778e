// The counting policy of a name (S7): as the log defines it at an instant, the built-in `default`, or a preset; and all there are.
import type { Scale } from '#domain/impact/scale.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { BEGINNING, type Instant } from '#domain/time/instant.ts';
import { defaultPolicy, resolvePolicy, type Policy } from '#domain/time/policy.ts';
import { PRESETS } from '#domain/time/presets.ts';
import { formatInstant } from '#domain/time/text.ts';
import { inForceSince, type Catalogue } from '#domain/facts/catalogue.ts';

export const policyNamed = (catalogue: Catalogue, scale: Scale, name: string, at: Instant): Policy | Refusal => {
  const defined = inForceSince(catalogue.policies, name, at);
  if (defined === undefined) {
    if (name === 'default') return defaultPolicy(scale);
    const preset = PRESETS.find((one) => one.name === name);
    if (preset !== undefined) return resolvePolicy(name, preset.definition(scale), scale, 'preset');
    const own = namesAt(catalogue, at);
    const meant = didYouMean(name, [...own, ...PRESETS.map((one) => one.name)]);
    return refuse(
      `there is no policy "${name}"${meant}; expected one of ${own.join(', ')} or a preset (knockon report policies lists them)`,
    );
  }
  const since = defined.from === BEGINNING ? 'the beginning' : formatInstant(defined.from);
  const policy = resolvePolicy(name, defined.value, scale, `in force since ${since}`);
  return isRefusal(policy) ? refuse(policy.refused, `policy ${name}${policy.place === undefined ? '' : `.${policy.place}`}`) : policy;
};

const namesAt = (catalogue: Catalogue, at: Instant): readonly string[] => [
  'default',
  ...[...catalogue.policies.keys()].filter((name) => name !== 'default' && inForceSince(catalogue.policies, name, at) !== undefined),
];

export interface ListedPolicy {
  readonly policy: Policy;
  /** Whose figures a preset gives. */
  readonly of: string | undefined;
}

/** The log's policies in force at an instant, the built-in one, then the presets that no policy of the log goes before. */
export const policiesAt = (catalogue: Catalogue, scale: Scale, at: Instant): readonly ListedPolicy[] | Refusal => {
  const own = namesAt(catalogue, at);
  const listed: ListedPolicy[] = [];
  for (const name of [...own, ...PRESETS.map((one) => one.name).filter((one) => !own.includes(one))]) {
    const policy = policyNamed(catalogue, scale, name, at);
    if (isRefusal(policy)) return policy;
    listed.push({ policy, of: policy.version === 'preset' ? PRESETS.find((one) => one.name === name)?.of : undefined });
  }
  return listed;
};

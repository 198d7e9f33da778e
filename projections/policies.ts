// The counting policy of a name: as the log defines it at an instant, or the built-in `default` (S7).
import type { Scale } from '#domain/impact/scale.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { defaultPolicy, resolvePolicy, type Policy } from '#domain/time/policy.ts';
import { allInForce, inForce, type Catalogue } from '#domain/facts/catalogue.ts';

export const policyNamed = (catalogue: Catalogue, scale: Scale, name: string, at: Instant): Policy | Refusal => {
  const definition = inForce(catalogue.policies, name, at);
  if (definition === undefined) {
    if (name === 'default') return defaultPolicy(scale);
    const known = ['default', ...allInForce(catalogue.policies, at).keys()];
    return refuse(`there is no policy "${name}"${didYouMean(name, known)}; expected one of ${known.join(', ')}`);
  }
  const policy = resolvePolicy(name, definition, scale);
  return isRefusal(policy) ? refuse(policy.refused, `policy ${name}${policy.place === undefined ? '' : `.${policy.place}`}`) : policy;
};

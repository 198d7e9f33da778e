// What a fact says, in the form people write it: when it happened and its data, as a facts file has them.
import type { Fact } from '#domain/facts/fact.ts';
import type { Json } from '#domain/facts/types.ts';
import { encodeFact } from './stored-fact.ts';

/** `{ occurredAt, data }`; a help-desk call without a time has no `occurredAt`. */
export const contentOf = (fact: Fact): { readonly occurredAt?: Json; readonly data: { readonly [key: string]: Json } } => {
  const { occurredAt, data } = JSON.parse(encodeFact(fact)) as { occurredAt?: Json; data: { readonly [key: string]: Json } };
  return occurredAt === undefined ? { data } : { occurredAt, data };
};

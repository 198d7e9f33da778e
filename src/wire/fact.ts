// The envelope on the wire, around every type of fact: as the log keeps it (`storedFacts`) and as people and files say it (`draftFacts`,
// perhaps without an id or a time). Each schema is proved to give exactly the domain's type.
import * as z from 'zod';
import type { FactDraft, FactOf } from '#domain/facts/fact.ts';
import type { FactType } from '#domain/facts/types.ts';
import { FACT_TYPES, factData } from './fact-data.ts';
import { occurrence, spokenOccurrence } from './occurrence.ts';
import { proved, type Same } from './same.ts';
import { instant } from './time-forms.ts';
import { factId, name, prose } from './words.ts';

const envelope = {
  reportedAt: instant.optional(),
  source: prose.optional(),
  sourceId: prose.optional(),
  by: prose.optional(),
  import: name.optional(),
  reason: prose.optional(),
};

const AMENDMENTS: ReadonlySet<FactType> = new Set<FactType>(['Corrected', 'Retracted']);

/** Facts that change what another said carry a reason. */
const reasoned = <S extends z.ZodType<{ readonly type: FactType; readonly reason?: string | undefined }>>(schema: S): S =>
  schema.check(({ value, issues }) => {
    if (value.reason !== undefined || !AMENDMENTS.has(value.type)) return;
    issues.push({ code: 'custom', path: ['reason'], message: `is missing: ${value.type} says why`, input: value });
  });

const stored = <T extends FactType>(type: T) =>
  reasoned(
    z.strictObject({ ...envelope, id: factId, type: z.literal(type), v: z.int().positive(), occurredAt: occurrence, data: factData[type] }),
  );

/** Only a help-desk call may stay without a time. */
const storedCall = z.strictObject({
  ...envelope,
  id: factId,
  type: z.literal('CallLogged'),
  v: z.int().positive(),
  occurredAt: occurrence.optional(),
  data: factData.CallLogged,
});

const draft = <T extends FactType>(type: T) =>
  reasoned(
    z.strictObject({
      ...envelope,
      id: factId.optional(),
      type: z.literal(type),
      occurredAt: spokenOccurrence.optional(),
      data: factData[type],
    }),
  );

type StoredFacts = { readonly [T in FactType]: T extends 'CallLogged' ? typeof storedCall : ReturnType<typeof stored<T>> };
type DraftFacts = { readonly [T in FactType]: ReturnType<typeof draft<T>> };

export const storedFacts = {
  ...Object.fromEntries(FACT_TYPES.map((type) => [type, stored(type)])),
  CallLogged: storedCall,
} as unknown as StoredFacts;

export const draftFacts = Object.fromEntries(FACT_TYPES.map((type) => [type, draft(type)])) as unknown as DraftFacts;

type StoredProofs = { [T in FactType]: Same<z.output<StoredFacts[T]>, FactOf<T>> };
type DraftProofs = { [T in FactType]: Same<z.output<DraftFacts[T]>, Extract<FactDraft, { readonly type: T }>> };
proved<[StoredProofs[FactType], DraftProofs[FactType]]>();

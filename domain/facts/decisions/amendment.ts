// What can be corrected and retracted (S5.4): nothing that is taken out already, and no `ImportCompleted`, which says nothing of its own.
import type { Effective } from '../effective.ts';
import type { FactOf, Recorded } from '../fact.ts';
import type { FactId } from '../types.ts';

/** Why the amendment cannot be, given what counted before it; undefined where it can. `find` answers any fact of the log. */
export const decideAmendment = (
  { type, data }: FactOf<'Corrected' | 'Retracted'>,
  { amendments, retracted }: Effective,
  find: (id: FactId) => Recorded | undefined,
): string | undefined => {
  const verb = type === 'Corrected' ? 'corrected' : 'retracted';
  if ('importId' in data && data.importId !== undefined) {
    const by = amendments.find(({ fact }) => fact.type === 'Retracted' && fact.data.importId === data.importId);
    return by === undefined ? undefined : `import ${data.importId} has been retracted already, by ${by.fact.id}`;
  }
  const id = data.fact ?? '';
  const target = find(id);
  if (target?.fact.type === 'ImportCompleted') {
    return `fact ${id} only says that import ${target.fact.data.import} is whole and cannot be ${verb}; retract the import itself`;
  }
  const by = retracted.get(id);
  return by === undefined ? undefined : `fact ${id} has been retracted by ${by.fact.id}; to have it back, retract that`;
};

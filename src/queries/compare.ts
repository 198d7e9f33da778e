// A branch run in memory and set beside its base (S9): nothing is appended. Two replays and one more for each chain of consequences.
import type { Refusal } from '#domain/refusal.ts';
import { branchOf, type Change } from '#domain/simulate/branch.ts';
import { comparisonOf, type Comparison, type ComparisonRequest } from '#projections/comparison.ts';

export interface CompareRequest extends Omit<ComparisonRequest, 'branch' | 'changes'> {
  readonly changes: readonly (Change & { readonly said: string })[];
}

export const compare = ({ changes, ...request }: CompareRequest): Comparison | Refusal =>
  comparisonOf({
    ...request,
    branch: branchOf(request.facts, changes, request.span.to),
    changes: changes.map(({ said }) => said),
  });

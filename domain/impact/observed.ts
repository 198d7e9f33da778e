// Which observations stand in place of what is derived (S5.7).
import type { FactOf } from '../facts/fact.ts';

/** What monitors see does, people's accounts do not, unless it says otherwise. */
export const isBinding = ({ data: { account, binding = account === undefined } }: FactOf<'StatusObserved'>): boolean => binding;

// A changed part of a fact or definition as people and programs read it: `data.level: down → degraded`.
import type { Json } from '#domain/facts/types.ts';
import type { ChangedPart } from '#projections/changed-parts.ts';
import { inOneLine } from './shown.ts';

export const partText = ({ path, before, after }: ChangedPart): string => {
  const where = path === '' ? '' : `${path.replace(/^data\./, '')} `;
  if (before === undefined) return `${where}added: ${valueText(after)}`;
  return after === undefined ? `${where}removed (was ${valueText(before)})` : `${where}${valueText(before)} → ${valueText(after)}`;
};

/** Null stands for nothing there, which JSON cannot say; no part of a fact or definition is null itself. */
export const partJson = ({ path, before, after }: ChangedPart): object => ({ path, before: before ?? null, after: after ?? null });

const valueText = (value: Json | undefined): string => (typeof value === 'string' ? inOneLine(value) : JSON.stringify(value));

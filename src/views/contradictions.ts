// `report contradictions` as people and programs read it.
import { nameOf } from '#domain/impact/scale.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { ContradictionReport } from '#projections/contradictions.ts';
import type { WouldExplain } from '#projections/would-explain.ts';
import type { Answer } from './answer.ts';
import { changeText } from './review-words.ts';
import { instantText, levelText } from './style.ts';
import { csvText, textTable, type Column } from './table.ts';

export const NO_CONTRADICTION = 'Nothing that was observed contradicts what the model derives.';

/** Of what was observed beside what is derived, and how long they differed. */
export const CONTRADICTION_COLUMNS = [
  { head: 'Component' },
  { head: 'Seen from' },
  { head: 'Observed' },
  { head: 'Derived' },
  { head: 'From' },
  { head: 'To' },
  { head: 'For', align: 'right' },
] as const satisfies readonly Column[];

export const contradictionsAnswer = (report: ContradictionReport<WouldExplain>): Answer => {
  const { span, rows, explained, scale, approximate, nameOf: named } = report;
  return {
    approximate,
    json: {
      from: formatInstant(span.from),
      to: formatInstant(span.to),
      contradictions: rows.map(({ observed, derived, from, to, ...row }) => ({
        ...row,
        observed: nameOf(scale, observed),
        derived: nameOf(scale, derived),
        from: formatInstant(from),
        to: formatInstant(to),
      })),
      explained: explained.map(({ change, explained: by, left }) => ({ change: changeText(change, named), explainedMs: by, leftMs: left })),
    },
    csv: () =>
      csvText(
        ['component', 'vantage', 'binding', 'kind', 'observed', 'derived', 'from', 'to', 'ms'],
        rows.map(({ component, vantage, binding, kind, observed, derived, from, to }) => [
          component,
          vantage,
          String(binding),
          kind,
          nameOf(scale, observed),
          nameOf(scale, derived),
          formatInstant(from),
          formatInstant(to),
          to - from,
        ]),
      ),
    text: (style) => {
      if (rows.length === 0) return NO_CONTRADICTION;
      const table = textTable(
        [...CONTRADICTION_COLUMNS, { head: '' }],
        rows.map(({ component, vantage, binding, kind, observed, derived, from, to }) => [
          named(component),
          vantage,
          levelText(observed, scale, style),
          levelText(derived, scale, style),
          instantText(from, style),
          instantText(to, style),
          spokenDuration(to - from),
          kind === 'silent' ? 'silent' : binding ? 'binding' : 'compared only',
        ]),
        style,
      );
      const told = explained.map(
        ({ change, explained: by }) => `${spokenDuration(by)} of it would be explained if ${changeText(change, named)}.`,
      );
      return [table, ...(told.length === 0 ? [] : ['', ...told])].join('\n');
    },
  };
};

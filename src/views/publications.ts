// What others published, beside ours: month by month, and their years recomputed from their months.
import type { Publication } from '#projections/published.ts';
import { section } from './section.ts';
import type { Style } from './style.ts';
import { textTable } from './table.ts';

export const publicationSections = ({ report, source, months, spans, notes }: Publication, style: Style): readonly string[] => [
  ...section(
    `Ours beside the published ${report}${source === undefined ? '' : ` (${source})`}`,
    textTable(
      [
        { head: 'Service' },
        { head: 'Month' },
        { head: 'Published', align: 'right' },
        { head: 'Ours', align: 'right' },
        { head: 'Difference', align: 'right' },
        { head: '' },
      ],
      months
        .filter(({ ours }) => ours !== undefined)
        .map(({ name, period, published, ours = '', difference = '', agrees }) => [
          name,
          period,
          published,
          ours,
          agrees ? '' : difference,
          agrees ? style.green('✓ agrees') : style.yellow('≠ differs'),
        ]),
      style,
    ),
    ...withoutData(months),
    ...notes.map(({ name, text }) => `${name}: ${text}`),
  ),
  ...section(
    'Published years, recomputed as the plain mean of their published months',
    textTable(
      [
        { head: 'Service' },
        { head: 'Months' },
        { head: 'Published', align: 'right' },
        { head: 'Recomputed', align: 'right' },
        { head: '' },
      ],
      spans
        .filter(({ recomputed }) => recomputed !== undefined)
        .map(({ name, period, published, recomputed, agrees }) => [
          name,
          period,
          published,
          recomputed ?? '',
          agrees ? style.green('✓ agrees') : style.red('≠ differs'),
        ]),
      style,
    ),
    `${spans.filter(({ recomputed }) => recomputed === undefined).length} further figures cover months that were not published, and cannot be checked.`,
  ),
];

const withoutData = (months: Publication['months']): readonly string[] => {
  const count = months.filter(({ ours }) => ours === undefined).length;
  return count === 0 ? [] : [`${count} further published months cannot be set against ours: the log has no records of them.`];
};

export const publicationJson = ({ report, source, months, spans, notes }: Publication): object => ({
  report,
  source: source ?? null,
  months: months.map((month) => ({ ...month, ours: month.ours ?? null, difference: month.difference ?? null })),
  spans: spans.map((span) => ({ ...span, recomputed: span.recomputed ?? null })),
  notes,
});

// `report restated`: our published figures that the log would now give otherwise, and those of others beside ours.
import { reportedAt, type Recorded } from '#domain/facts/fact.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Publication } from '#projections/published.ts';
import type { RestatedFigure, Restatement } from '#projections/restated.ts';
import type { Answer } from './answer.ts';
import { publicationJson, publicationSections } from './publications.ts';
import { saidOf } from './said.ts';
import { section } from './section.ts';
import { factText, instantText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export interface RestatedView {
  readonly ours: readonly Restatement[];
  readonly others: readonly Publication[];
}

export const restatedAnswer = ({ ours, others }: RestatedView): Answer => ({
  json: { ours: ours.map(restatementJson), others: others.map(publicationJson) },
  csv: () =>
    csvText(
      ['report', 'service', 'period', 'measure', 'published', 'now', 'facts'],
      ours.flatMap(({ report, restated }) =>
        restated.map(({ service, period, measure, published, now, because }) => [
          report,
          service,
          period,
          measure,
          published,
          now ?? '',
          because.map(({ fact }) => fact.id).join(' '),
        ]),
      ),
    ),
  text: (style) =>
    [...ours.flatMap((one) => ourSection(one, style)), ...others.flatMap((one) => publicationSections(one, style))].join('\n').trim(),
});

/** Whether a figure of ours would now be another. */
export const isRestated = ({ ours }: RestatedView): boolean => ours.some(({ restated }) => restated.length > 0);

const ourSection = ({ report, publishing, policy, root, figures, restated }: Restatement, style: Style): readonly string[] => {
  const at = instantText(publishing.fact.occurredAt.best, style);
  const said = `Published ${at} under policy ${policy}, from the log whose root was ${root.slice(0, 16)}….`;
  const counted = `${restated.length === 0 ? 'None' : restated.length} of its ${figures} figures would now be otherwise.`;
  if (restated.length === 0) return section(`Our report ${report}`, said, counted);
  return section(
    `Our report ${report}`,
    said,
    counted,
    '',
    textTable(
      [
        { head: 'Service' },
        { head: 'Period' },
        { head: 'Published', align: 'right' },
        { head: 'Now', align: 'right' },
        { head: 'Because of' },
      ],
      restated.flatMap((figure) => rowsOf(figure, style)),
      style,
    ),
  );
};

const rowsOf = ({ name, period, published, now, because }: RestatedFigure, style: Style): readonly (readonly string[])[] => {
  const [first = '', ...more] = because.map((one) => {
    const said = saidOf(one.fact, style);
    return `${factText(one, style)}${said === undefined ? '' : `: ${said}`}, reported ${instantText(reportedAt(one), style)}`;
  });
  return [[name, period, published, now ?? 'no data', first], ...more.map((text) => ['', '', '', '', text])];
};

const restatementJson = ({ report, publishing, policy, root, figures, restated }: Restatement): object => ({
  report,
  publishedAt: formatInstant(publishing.fact.occurredAt.best),
  fact: publishing.fact.id,
  policy,
  root,
  figures,
  restated: restated.map(({ because, now, ...figure }) => ({
    ...figure,
    now: now ?? null,
    facts: because.map((one) => ({
      fact: one.fact.id,
      type: one.fact.type,
      amends: amendedBy(one),
      reportedAt: formatInstant(reportedAt(one)),
      recordedAt: formatInstant(one.recordedAt),
      reason: one.fact.reason ?? null,
    })),
  })),
});

/** The fact or import that a correction or retraction is about. */
const amendedBy = ({ fact }: Recorded): string | null => {
  if (fact.type === 'Corrected') return fact.data.fact;
  return fact.type === 'Retracted' ? (fact.data.fact ?? fact.data.importId ?? null) : null;
};

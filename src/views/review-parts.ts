// Three parts of a review: what was observed beside what is derived, what scenarios would have changed, what was corrected since.
import { nameOf } from '#domain/impact/scale.ts';
import { reportedAt, type Recorded } from '#domain/facts/fact.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import type { Review } from '#projections/review.ts';
import type { Block, MakeCell } from './review-block.ts';
import { CONTRADICTION_COLUMNS, NO_CONTRADICTION } from './contradictions.ts';
import { changeText } from './review-words.ts';
import { factText, instantText, type Style } from './style.ts';

export const contradictionBlocks = (review: Review, style: Style, cell: MakeCell): readonly Block[] => {
  const { contradictions, explained, nameOf: named, detail } = review;
  if (contradictions.length === 0) return [{ kind: 'text', cell: { text: NO_CONTRADICTION } }];
  return [
    {
      kind: 'table',
      caption: 'Observed beside derived',
      columns: CONTRADICTION_COLUMNS,
      rows: contradictions.map(({ component, vantage, observed, derived, from, to, facts }) => [
        cell(named(component), facts),
        cell(vantage),
        cell(nameOf(detail.scale, observed)),
        cell(nameOf(detail.scale, derived)),
        cell(instantText(from, style)),
        cell(instantText(to, style)),
        cell(spokenDuration(to - from)),
      ]),
    },
    explained.length === 0
      ? { kind: 'text', cell: { text: 'No single change of a requirement or a delay would explain it.' } }
      : {
          kind: 'list',
          items: explained
            .slice(0, 5)
            .map(({ change, explained: by }) => cell(`${spokenDuration(by)} of it would be explained if ${changeText(change, named)}.`)),
        },
  ];
};

export const whatIfBlocks = ({ whatIfs, detail }: Review, cell: MakeCell, none: (text: string) => Block): readonly Block[] => {
  if (whatIfs.length === 0) return [none('No scenario has been saved, and none was given.')];
  const told = whatIfs.flatMap(({ name, fact, comparison }) => (typeof comparison === 'string' ? [] : [{ name, fact, comparison }]));
  const services = told[0]?.comparison.services ?? [];
  const saved = (before: number, after: number): string =>
    before === after
      ? '–'
      : `${before > after ? '' : '+'}${spokenDuration(Math.abs(before - after))}${before > after ? ' saved' : ' more'}`;
  const place = new Map(detail.affected.map(({ component }, index) => [component, index]));
  const hit = services
    .filter(
      ({ service, base }) =>
        (place.has(service) && base.rawDowntime > 0) ||
        told.some(({ comparison }) =>
          comparison.services.some((one) => one.service === service && one.branch.rawDowntime !== one.base.rawDowntime),
        ),
    )
    .toSorted((a, b) => (place.get(a.service) ?? place.size) - (place.get(b.service) ?? place.size));
  const assumptions = [...new Set(told.flatMap(({ comparison }) => comparison.assumptions))];
  return [
    {
      kind: 'table',
      caption: 'Downtime as it was, and what each scenario would have changed',
      columns: [
        { head: 'Service' },
        { head: 'As it was', align: 'right' },
        ...told.map(({ name }) => ({ head: name, align: 'right' as const })),
      ],
      rows: hit.map(({ service, name, base }) => [
        cell(name),
        cell(base.rawDowntime === 0 ? '–' : spokenDuration(base.rawDowntime)),
        ...told.map(({ comparison, fact }) =>
          cell(
            saved(base.rawDowntime, comparison.services.find((one) => one.service === service)?.branch.rawDowntime ?? 0),
            fact === undefined ? [] : [fact],
          ),
        ),
      ]),
    },
    {
      kind: 'list',
      items: told.map(({ name, fact, comparison }) =>
        cell(`${name}: ${comparison.changes.join(' and ')}.`, fact === undefined ? [] : [fact]),
      ),
    },
    ...(assumptions.length === 0 ? [] : [{ kind: 'list', items: assumptions.map((one) => ({ text: `Assumed: ${one}.` })) } as const]),
    ...whatIfs.flatMap(({ name, comparison }) =>
      typeof comparison === 'string' ? [none(`Scenario “${name}” was not run: ${comparison}.`)] : [],
    ),
  ];
};

export const correctionBlocks = (
  { corrections, restated, detail }: Review,
  style: Style,
  cell: MakeCell,
  none: (text: string) => Block,
): readonly Block[] => {
  const items = [
    ...corrections.map((one) =>
      cell(
        `${instantText(reportedAt(one), style)}: ${factText({ ...one, fact: { ...one.fact, occurredAt: undefined } as Recorded['fact'] }, style)}: ${one.fact.reason ?? ''}`,
        [one.fact.id],
      ),
    ),
    ...(detail.incident.missing.length === 0 ? [] : [cell('Linked, and counted no more.', detail.incident.missing)]),
    ...restated.flatMap(({ report, publishing, restated: figures }) =>
      figures.map(({ name, period, measure, published, now, because }) =>
        cell(
          `Report ${report} said ${published} for ${measure} of ${name} in ${period}; by what is known now it is ${now ?? 'without data'}.`,
          [publishing.fact.id, ...because.map(({ fact }) => fact.id)],
        ),
      ),
    ),
  ];
  return items.length === 0 ? [none('Nothing of it has been corrected, and no published figure has changed.')] : [{ kind: 'list', items }];
};

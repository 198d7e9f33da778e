// A review as blocks that any form can show, in the order in which it is read; what rests on facts carries their numbers, and the numbers
// are told at the end, with id, time and source.
import { reportedAt, type Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { describePolicy } from '#domain/time/policy.ts';
import type { Review } from '#projections/review.ts';
import type { LevelInterval } from '#domain/impact/timeline.ts';
import type { Block, Cell, MakeCell, ReviewDocument } from './review-block.ts';
import { blameBlocks } from './review-blame.ts';
import { contradictionBlocks, correctionBlocks, whatIfBlocks } from './review-parts.ts';
import { timelineOf } from './review-timeline.ts';
import { afterText, listed, sentenceText } from './review-words.ts';
import { saidOf } from './said.ts';
import { severityText } from './incidents.ts';
import { factText, instantText, occurrenceText, type Style } from './style.ts';

export const reviewDocument = (review: Review, style: Style): ReviewDocument => {
  const { detail, span, policy, nameOf: named, availability, objectives } = review;
  const numbers = new Map<FactId, number>();
  const refs = (ids: Iterable<FactId>): readonly number[] =>
    [...new Set(ids)].map((id) => {
      const number = numbers.get(id) ?? numbers.size + 1;
      numbers.set(id, number);
      return number;
    });
  const cell: MakeCell = (text, ids = []): Cell => ({ text, refs: refs(ids) });
  const heading = (text: string): Block => ({ kind: 'heading', text });
  const none = (text: string): Block => ({ kind: 'text', cell: { text } });
  const length = (ms: number): string => (ms === 0 ? '–' : spokenDuration(ms));

  const blocks: Block[] = [
    heading('Summary'),
    { kind: 'list', items: review.summary.map((one) => cell(sentenceText(one, review, style), one.facts)) },
    heading('Timeline'),
    {
      kind: 'table',
      caption: `Times in ${style.zone}; ~ marks one that is not known exactly; what follows from a time known only to a range stands where its best time puts it`,
      columns: [{ head: 'When' }, { head: 'What' }],
      rows: timelineOf(review, style).map(({ when, text, facts }) => [{ text: when }, cell(text, facts)]),
    },
    heading('What was affected'),
    {
      kind: 'lanes',
      rows: detail.affected.map(({ component, name, stretches }) => ({ id: component, name, intervals: byLevel(stretches) })),
    },
    heading('The graph at three instants'),
    ...review.moments.map(({ title, said, graph }): Block => ({ kind: 'graph', title: `${title} ${instantText(said, style)}`, graph })),
    heading('Downtime by service'),
    {
      kind: 'table',
      caption: `From ${instantText(span.from, style)} to ${instantText(span.to, style)}, under policy ${policy.name}`,
      columns: [
        { head: 'Service' },
        { head: 'Least', align: 'right' },
        { head: 'Best', align: 'right' },
        { head: 'Most', align: 'right' },
        { head: 'In service time', align: 'right' },
        { head: 'At risk', align: 'right' },
        { head: 'Rests on' },
      ],
      rows: availability.services.map(({ name, overall }) => {
        const { figures, range, restsOn } = overall;
        const uncertain = [...restsOn.downtime, ...restsOn.atRisk].map(({ fact }) => fact.id);
        return [
          cell(name),
          cell(range === undefined ? length(figures.rawDowntime) : length(range.raw.least)),
          cell(length(figures.rawDowntime)),
          cell(
            range === undefined
              ? length(figures.rawDowntime)
              : `${length(range.raw.most)}${range.kind === 'searched' ? ' (searched)' : ''}`,
          ),
          cell(length(figures.countedDowntime)),
          cell(length(figures.rawAtRisk)),
          cell(uncertain.length === 0 ? 'exact times' : 'times not known exactly', uncertain),
        ];
      }),
    },
    heading('What it is owed to'),
    ...blameBlocks(review, style, cell),
    heading('Detection and recovery'),
    {
      kind: 'text',
      cell:
        review.detected === undefined
          ? cell('Nobody recorded when it was noticed.')
          : cell(
              `It was noticed ${afterText(review.detected, span)}, ${review.detected.recorded.fact.occurredAt === undefined ? 'at a time not known' : occurrenceText(review.detected.recorded.fact.occurredAt, style)}.`,
              [review.detected.recorded.fact.id],
            ),
    },
    {
      kind: 'table',
      caption: 'Each outage against its recovery-time objective',
      columns: [{ head: 'Service' }, { head: 'Down' }, { head: 'Back' }, { head: 'Length', align: 'right' }, { head: 'Objective' }],
      rows: objectives.services.flatMap(({ name, outages: rows }) =>
        rows.map(({ from, to, open, raw, due, verdict }) => [
          cell(name),
          cell(instantText(from, style)),
          cell(open ? 'not yet' : instantText(to, style)),
          cell(length(raw)),
          cell(
            verdict === undefined || due === undefined
              ? 'none stated'
              : `${verdict === 'met' ? '✓ met' : verdict === 'missed' ? '✗ missed' : 'running'}, due ${instantText(due, style)}`,
          ),
        ]),
      ),
    },
    heading('What was seen, and what the model says'),
    ...contradictionBlocks(review, style, cell),
    heading('What would have helped'),
    ...whatIfBlocks(review, cell, none),
    heading('Open questions'),
    ...(review.questions.length === 0
      ? [none('Every time is known exactly.')]
      : [
          {
            kind: 'list',
            items: review.questions.map(({ recorded, width, moves }) => {
              const when = recorded.fact.occurredAt === undefined ? '' : occurrenceText(recorded.fact.occurredAt, style);
              const moved = moves.map(({ service, down, impaired }) =>
                down > 0
                  ? `the downtime of ${named(service)} by up to ${spokenDuration(down)}`
                  : `the time at risk of ${named(service)} by up to ${spokenDuration(impaired)}`,
              );
              return cell(
                `When was it? ${factText({ ...recorded, fact: { ...recorded.fact, occurredAt: undefined } as Recorded['fact'] }, style)}: ${when}, a range of ${spokenDuration(width)}. It moves ${moved.length === 0 ? 'no figure of a service' : listed(moved)}.`,
                [recorded.fact.id],
              );
            }),
          } as const,
        ]),
    heading('Corrections'),
    ...correctionBlocks(review, style, cell, none),
  ];
  return {
    title: `${detail.incident.title} (${detail.incident.name})`,
    lead: `Severity ${severityText(detail)}; ${detail.incident.state}; ${instantText(span.from, style)} to ${detail.open ? 'now, not over' : instantText(span.to, style)} (${style.zone}).`,
    blocks,
    references: [...numbers].map(([id, number]) => ({ number, id, text: referenceText(review.factOf(id), style) })),
    foot: `Policy ${describePolicy(policy, detail.scale)} Counted to ${instantText(review.now, style)}. Least and most come from times known only to a range.`,
  };
};

/** Neighbouring stretches of one level, whatever they are owed to. */
const byLevel = (stretches: readonly LevelInterval[]): readonly LevelInterval[] => {
  const found: LevelInterval[] = [];
  for (const { from, to, level } of stretches) {
    const last = found.at(-1);
    if (last !== undefined && last.to === from && last.level === level) found[found.length - 1] = { ...last, to };
    else found.push({ from, to, level });
  }
  return found;
};

const referenceText = (recorded: Recorded | undefined, style: Style): string => {
  if (recorded === undefined) return 'not in the log as it is known';
  const { fact } = recorded;
  const said = saidOf(fact, style) ?? (fact.type === 'OutageBegan' ? fact.data.cause : undefined);
  const source = fact.source === undefined ? '' : `; source: ${fact.source}`;
  return `${factText(recorded, style)}${said === undefined ? '' : `: ${said}`}; reported ${instantText(reportedAt(recorded), style)}${fact.by === undefined ? '' : ` by ${fact.by}`}${source}`;
};

// A review as one object for programs: what the other reports say of its span, in their own shapes, and what only a review has. Sentences are
// in words, with times in UTC, each with the ids of the facts it rests on.
import { nameOf } from '#domain/impact/scale.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Moment, Review, ReviewedWhatIf } from '#projections/review.ts';
import { availabilityJson } from './availability.ts';
import { blameAnswer } from './blame.ts';
import { comparisonJson } from './comparison.ts';
import { contradictionsAnswer } from './contradictions.ts';
import { incidentAnswer } from './incidents.ts';
import { objectivesAnswer } from './objectives.ts';
import { restatedAnswer } from './restated.ts';
import { timelineOf } from './review-timeline.ts';
import { sentenceText } from './review-words.ts';
import { occurrenceJson, styleOf } from './style.ts';

export const reviewJson = (review: Review): object => {
  const { detail, span, contradictions, explained, nameOf: named, detected } = review;
  const { approximate, scale } = detail;
  const style = styleOf('UTC', false, approximate);
  return {
    incident: incidentAnswer(detail).json,
    from: formatInstant(span.from),
    to: formatInstant(span.to),
    now: formatInstant(review.now),
    summary: review.summary.map((sentence) => ({ text: sentenceText(sentence, review, style), facts: sentence.facts })),
    timeline: timelineOf(review, style).map(({ at, text, facts }) => ({ at: formatInstant(at), text, facts })),
    moments: review.moments.map(momentJson),
    availability: availabilityJson(review.availability),
    blame: review.blames.map((report) => blameAnswer(report).json),
    detected:
      detected === undefined
        ? null
        : { fact: detected.recorded.fact.id, component: detected.component, afterMs: Math.max(0, detected.after) },
    objectives: objectivesAnswer(review.objectives).json,
    contradictions: contradictionsAnswer({ span, rows: contradictions, explained, scale, approximate, nameOf: named }).json,
    whatIfs: review.whatIfs.map(whatIfJson),
    questions: review.questions.map(({ recorded: { fact }, width, moves }) => ({
      fact: fact.id,
      occurredAt: fact.occurredAt === undefined ? null : occurrenceJson(fact.occurredAt),
      widthMs: width,
      moves: moves.map(({ service, down, impaired }) => ({ service, downMs: down, impairedMs: impaired })),
    })),
    corrections: review.corrections.map(({ fact }) => ({
      fact: fact.id,
      type: fact.type,
      amends: 'fact' in fact.data ? fact.data.fact : null,
      reason: fact.reason ?? null,
    })),
    restated: restatedAnswer({ ours: review.restated, others: [] }).json,
  };
};

const momentJson = ({ title, said, graph: { at, nodes, edges, scale } }: Moment): object => ({
  title: `${title} ${formatInstant(said)}`,
  at: formatInstant(at),
  components: nodes.map(({ id, name, level, role, absent }) => ({
    component: id,
    name,
    level: nameOf(scale, level),
    role: role ?? null,
    absent,
  })),
  requires: edges.map(([component, required]) => ({ component, required })),
});

const whatIfJson = ({ name, fact, comparison }: ReviewedWhatIf): object => ({
  scenario: name,
  fact: fact ?? null,
  refused: typeof comparison === 'string' ? comparison : null,
  comparison: typeof comparison === 'string' ? null : comparisonJson(comparison),
});

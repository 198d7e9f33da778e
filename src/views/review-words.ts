// A review's sentences in plain words. Each form adds the references to the facts a sentence rests on.
import { nameOf } from '#domain/impact/scale.ts';
import { ownOf } from '#domain/own.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { Review } from '#projections/review.ts';
import type { Seen, Sentence } from '#projections/review-sentences.ts';
import type { ModelChange } from '#projections/would-explain.ts';
import { causeText, faultName, instantText, occurrenceText, type Style } from './style.ts';

export const sentenceText = (sentence: Sentence, { nameOf: named, detail, span }: Review, style: Style): string => {
  const { scale } = detail;
  const names = (ids: readonly string[]): string => listed(ids.map(named));
  switch (sentence.kind) {
    case 'began': {
      const { fault, first } = sentence;
      const cause = causeText(fault) ?? `fault ${faultName(fault)} began`;
      const when = occurrenceText(fault.began.fact.occurredAt, style);
      const from = fault.origin === undefined ? '' : `, as a consequence of ${named(fault.origin.component)} (${faultName(fault.origin)})`;
      return `${first ? 'It began with' : 'Then,'} ${named(fault.component)} ${first ? '' : 'failed as well, '}${when}: ${cause}${from}.`;
    }
    case 'carried': {
      const { component, from, to } = sentence;
      return `${named(component)} carried on for ${spokenDuration(to - from)} on its reserve, until ${instantText(to, style)}.`;
    }
    case 'fell':
      return `At ${instantText(sentence.at, style)} ${names(sentence.components)} went ${nameOf(scale, scale.down)}.`;
    case 'kept':
      return `${names(sentence.components)} ${sentence.components.length === 1 ? 'was' : 'were'} never ${nameOf(scale, scale.down)}, at worst ${nameOf(scale, sentence.worst)}.`;
    case 'moved': {
      const { fact } = sentence.recorded;
      const to = fact.data.to === undefined ? 'back to what it uses first' : `to ${named(fact.data.to)}`;
      return `${named(fact.data.component)} was switched ${to}, ${occurrenceText(fact.occurredAt, style)}.`;
    }
    case 'recovered': {
      const { component, at, downtime, open } = sentence;
      const until = open ? 'and is not back yet' : `until ${instantText(at, style)}`;
      return `${named(component)} was ${nameOf(scale, scale.down)} for ${spokenDuration(downtime)}, ${until}.`;
    }
    case 'noticed': {
      const { recorded, component } = sentence.seen;
      const { fact } = recorded;
      const when = fact.occurredAt === undefined ? 'at a time not known' : occurrenceText(fact.occurredAt, style);
      const where = fact.type === 'StatusObserved' ? `seen from ${fact.data.vantage}` : 'told in a call';
      return `That ${named(component)} did not work was first ${where}, ${when}: ${afterText(sentence.seen, span)}.`;
    }
    case 'severity': {
      const { severity, byRule, owing, reason } = sentence;
      const why = owing.length === 0 ? '' : `, for ${names(owing)}`;
      if (reason === undefined && severity === byRule)
        return `It is of severity ${severity} by rule (${ownOf(SEVERITIES, byRule) ?? ''})${why}.`;
      return `It is of severity ${severity}, set by hand${reason === undefined ? '' : `: ${reason}`}; by rule it would be ${byRule} (${ownOf(SEVERITIES, byRule) ?? ''})${why}.`;
    }
    case 'note': {
      const { fact } = sentence.note;
      const evidence = fact.data.evidence === undefined ? '' : ` [${fact.data.evidence.join(', ')}]`;
      return `${fact.by ?? 'Somebody'} noted, ${fact.occurredAt.best < span.from ? 'before it began' : occurrenceText(fact.occurredAt, style)}: “${fact.data.text}”${evidence}`;
    }
  }
};

/** How long after the beginning it was seen; a range where its own time is known only to one. */
export const afterText = ({ recorded: { fact }, after }: Seen, { from }: Interval): string => {
  const { earliest = from + after, latest = from + after } = fact.occurredAt ?? {};
  if (earliest < latest)
    return earliest <= from
      ? `at the latest ${spokenDuration(Math.max(0, latest - from))} after it began`
      : `between ${spokenDuration(earliest - from)} and ${spokenDuration(latest - from)} after it began`;
  return after <= 0 ? 'at once' : `${spokenDuration(after)} after it began`;
};

const SEVERITIES: Readonly<Record<string, string>> = {
  1: 'critical systems broken',
  2: 'normal business disrupted',
  3: 'redundancy lost, or nobody at work',
};

/** `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

export const changeText = (change: ModelChange, named: (id: string) => string): string => {
  if (change.kind === 'requires') return `${named(change.component)} also requires ${named(change.also)}`;
  const what = change.which === 'holdUp' ? 'reserve lasts' : 'start-up takes';
  const length = (ms: number): string => (ms === 0 ? 'no time' : spokenDuration(ms));
  return `${named(change.component)}'s ${what} ${length(change.to)}, not ${length(change.was)}`;
};

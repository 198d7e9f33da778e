// From a draft to a fact (S4.3, S5.2): its id, its time resolved once and for all, its reported time checked.
import type { Fact, FactDraft } from '#domain/facts/fact.ts';
import { versionOf, type FactId } from '#domain/facts/types.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { exactly, type DayOnly, type Duration, type Instant, type Occurrence } from '#domain/time/instant.ts';
import { resolveDay } from '#domain/time/resolve-day.ts';
import { formatInstant } from '#domain/time/text.ts';
import { dayBounds } from '#domain/time/zone.ts';
import type { HoursBook } from '#domain/time/hours-book.ts';

/** `now` is the instant of recording; `hours` are those in force as known now. */
export const completed = (draft: FactDraft, id: FactId, now: Instant, hours: HoursBook): Fact | Refusal => {
  const { reportedAt } = draft;
  if (reportedAt !== undefined && reportedAt > now) {
    return refuse(
      `it is said to have been reported at ${formatInstant(reportedAt)}, after now (${formatInstant(now)}); a fact cannot be recorded before it is known`,
    );
  }
  const occurredAt = resolved(draft, now, hours);
  if (isRefusal(occurredAt)) return occurredAt;
  const { occurredAt: _said, ...rest } = draft;
  return { ...rest, ...(occurredAt === undefined ? {} : { occurredAt }), id, v: versionOf(draft.type) } as Fact;
};

const resolved = (draft: FactDraft, now: Instant, hours: HoursBook): Occurrence | undefined | Refusal => {
  const said = draft.occurredAt;
  if (said === undefined) return draft.type === 'CallLogged' ? undefined : exactly(draft.reportedAt ?? now);
  return isDayOnly(said) ? onDay(said, draft, hours) : said;
};

const isDayOnly = (said: Occurrence | DayOnly): said is DayOnly => !('best' in said);

const onDay = (said: DayOnly, draft: FactDraft, hours: HoursBook): Occurrence | Refusal => {
  const bounds = dayBounds(said.day, said.zone);
  if (isRefusal(bounds)) return bounds;
  const promised = 'component' in draft.data ? hours.ofComponent(draft.data.component) : undefined;
  const windows = promised === undefined || isRefusal(promised) ? [] : promised.windowsWithin(bounds.from, bounds.to);
  return resolveDay(said, durationOf(draft), windows);
};

const durationOf = (draft: FactDraft): Duration | undefined => (draft.type === 'OutageBegan' ? draft.data.duration : undefined);

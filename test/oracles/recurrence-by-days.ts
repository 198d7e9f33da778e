// Recurrences the slow way: every day of the span is asked by itself whether the rule means it, by walking the platform's calendar, with nothing
// of the kernel's. No BYSETPOS, BYWEEKNO or BYYEARDAY. O(days × rule × days of a year).

export interface PlainRule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly months?: readonly number[];
  readonly monthDays?: readonly number[];
  readonly weekdays?: readonly { readonly day: number; readonly nth?: number | undefined }[];
  readonly weekStart: number;
}

const DAY = 86_400_000;

const at = (date: string): Date => new Date(`${date}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);
const later = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY);

/** Walks back to the first day of the week. */
const weekOf = (date: Date, weekStart: number): Date => {
  let day = date;
  while (day.getUTCDay() !== weekStart) day = later(day, -1);
  return day;
};

/** How many of its weekday there are up to and with the day, in the month or year that `isSame` tells. */
const placeOf = (date: Date, step: number, isSame: (other: Date) => boolean): number => {
  let place = 0;
  for (let other = date; isSame(other); other = later(other, step * 7)) place++;
  return place;
};

/** Whether the period of a day is one of those that the interval reaches. */
const isTurn = (rule: PlainRule, start: Date, date: Date): boolean => {
  const months = (date.getUTCFullYear() - start.getUTCFullYear()) * 12 + date.getUTCMonth() - start.getUTCMonth();
  switch (rule.frequency) {
    case 'DAILY':
      return ((date.getTime() - start.getTime()) / DAY) % rule.interval === 0;
    case 'WEEKLY':
      return ((weekOf(date, rule.weekStart).getTime() - weekOf(start, rule.weekStart).getTime()) / (7 * DAY)) % rule.interval === 0;
    case 'MONTHLY':
      return months % rule.interval === 0;
    case 'YEARLY':
      return (date.getUTCFullYear() - start.getUTCFullYear()) % rule.interval === 0;
  }
};

const isMeant = (rule: PlainRule, start: Date, date: Date): boolean => {
  const { frequency, months, monthDays, weekdays } = rule;
  if (!isTurn(rule, start, date)) return false;
  if (months !== undefined && !months.includes(date.getUTCMonth() + 1)) return false;
  const fromEnd = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate() + 1;
  if (monthDays !== undefined && !monthDays.some((day) => day === date.getUTCDate() || -day === fromEnd)) return false;
  const isSameMonth = (other: Date): boolean => text(other).slice(0, 7) === text(date).slice(0, 7);
  const isSameYear = (other: Date): boolean => text(other).slice(0, 4) === text(date).slice(0, 4);
  const isSame = frequency === 'YEARLY' && months === undefined ? isSameYear : isSameMonth;
  if (weekdays !== undefined) {
    const fits = weekdays.some(({ day, nth }) => {
      if (day !== date.getUTCDay()) return false;
      return nth === undefined || placeOf(date, nth > 0 ? -1 : 1, isSame) === Math.abs(nth);
    });
    if (!fits) return false;
  }
  if (monthDays !== undefined || weekdays !== undefined) return true;
  if (frequency === 'WEEKLY') return date.getUTCDay() === start.getUTCDay();
  if (frequency === 'MONTHLY') return date.getUTCDate() === start.getUTCDate();
  if (frequency === 'YEARLY')
    return date.getUTCDate() === start.getUTCDate() && (months !== undefined || date.getUTCMonth() === start.getUTCMonth());
  return true;
};

/** The start, and every later day that the rule means, to `last`. */
export const daysOfRule = (rule: PlainRule, from: string, last: string): readonly string[] => {
  const start = at(from);
  const days = [from];
  for (let date = later(start, 1); text(date) <= last; date = later(date, 1)) if (isMeant(rule, start, date)) days.push(text(date));
  return days;
};

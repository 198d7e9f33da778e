// The length of a period as it is typed: a word of the calendar, the whole span, or rolling days.
import { rollingDays, type PeriodUnit } from '#domain/time/period.ts';

export const PERIOD_WORDS: readonly string[] = ['day', 'week', 'month', 'quarter', 'year', 'span'];

export const isPeriodUnit = (text: string): text is PeriodUnit => PERIOD_WORDS.includes(text) || rollingDays(text) !== undefined;

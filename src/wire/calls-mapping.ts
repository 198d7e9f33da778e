// The mapping file of a help desk's CSV: which column says what, and what the desk's own words stand for. Times without an offset are
// those of `zone`. `records` says for which time the desk's own records exist, and whether they tell every outage (by default they do not).
import * as z from 'zod';
import { isRefusal } from '#domain/refusal.ts';
import { periodLabelled } from '#domain/time/period-named.ts';
import { inOurWords, problemsOf, type Problem } from './problem.ts';
import { zone } from './time-forms.ts';
import { componentId, name, prose, said } from './words.ts';

const column = prose;
const PERIOD = 'a period such as 2013-06 or 2013-06/2014-09';
const DAY = 'a month or a date such as 2013-06';
const period = z.string(said(PERIOD)).refine((text) => !isRefusal(periodLabelled(text, { zone: 'UTC' })), said(PERIOD));
const day = z.string(said(DAY)).refine((text) => !text.includes('/') && !isRefusal(periodLabelled(text, { zone: 'UTC' })), said(DAY));

const mapping = z
  .strictObject({
    calls: z.literal(1, said('calls: 1, the version of this form')),
    source: name.optional(),
    zone,
    delimiter: z.string(said('one character such as ";"')).length(1, said('one character such as ";"')).optional(),
    columns: z.strictObject({
      system: column,
      severity: column.optional(),
      count: column.optional(),
      about: column.optional(),
      date: column.optional(),
      period: column.optional(),
      id: column.optional(),
    }),
    dates: prose.optional(),
    severity: name.optional(),
    severities: z.record(z.string(), name).optional(),
    systems: z.record(z.string(), componentId).optional(),
    period: period.optional(),
    records: z.strictObject({ from: day, to: day.optional(), complete: z.boolean(said('true or false')).optional() }).optional(),
  })
  .check(({ value, issues }) => {
    if (value.columns.severity === undefined && value.severity === undefined) {
      issues.push({
        code: 'custom',
        path: ['columns', 'severity'],
        message: 'is missing, expected a column, or one severity for all under severity',
        input: value,
      });
    }
  });

export type CallsMapping = z.output<typeof mapping>;

/** Reads a mapping, or gives everything that is wrong with it. */
export const parseCallsMapping = (value: unknown): CallsMapping | readonly Problem[] => {
  const result = z.safeParse(mapping, value, { error: inOurWords });
  return result.success ? result.data : problemsOf(result.error);
};

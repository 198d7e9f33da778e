// A calendar of agreed service time on the wire (S7): which local hours of which days. Whether a region's holidays are known is for
// whoever opens the calendar.
import * as z from 'zod';
import type { CalendarDefinition } from '#domain/time/definitions.ts';
import { parseHours } from '#domain/time/weekly-hours.ts';
import { isRefusal } from '#domain/refusal.ts';
import { proved, type Same } from './same.ts';
import { zone } from './time-forms.ts';
import { said } from './words.ts';

const HOURS = 'hours such as "08:00-18:00", or a list of such spans';
const daySpans = z.union([z.string(), z.array(z.string()).min(1)], said(HOURS));

const REGION = 'a region such as GB-ENG';
const region = z.string(said(REGION)).regex(/^[A-Z]{2}(-[A-Za-z0-9]{1,3}){0,2}$/, said(REGION));

export const calendarDefinition = z
  .strictObject({
    zone,
    weekly: z.record(z.string(), daySpans, said('hours by days, such as {"mon-fri": "08:00-18:00"}')),
    holidays: z.union([region, z.array(region)], said(`${REGION}, or a list of regions`)).optional(),
    exceptions: z
      .record(
        z.string(),
        z.union([z.literal('closed'), z.string(), z.array(z.string()).min(1)], said(`closed, ${HOURS}`)),
        said('days that differ, by date'),
      )
      .optional(),
  })
  .check(({ value, issues }) => {
    const hours = parseHours(value);
    if (!isRefusal(hours)) return;
    const [part, ...key] = (hours.place ?? '').split('.');
    issues.push({ code: 'custom', path: [part ?? '', ...(key.length === 0 ? [] : [key.join('.')])], message: hours.refused, input: value });
  });

proved<[Same<z.output<typeof calendarDefinition>, CalendarDefinition>]>();

// Holds the reading of iCalendar files and recurrence rules to what must hold of any input: an answer within two seconds, either days that
// are dates, sorted, each once, or refusals in words that name the file; never a throw. Inputs are generated from parts, then mutated.
// `node --conditions=source --import tsx scripts/fuzz/ical.ts [inputs] [seed]`: 200,000 by default, the seed printed; the input of number
// n depends on seed and n alone, and is printed where it fails: keep it in test/regressions.
import { isRefusal, refusalText } from '#domain/refusal.ts';
import { recurringDays } from '#domain/time/recurrence.ts';
import { parseRecurrence } from '#domain/time/recurrence-rule.ts';
import { closedDaysIn, isICalendar } from '#intake/closed-days.ts';

const inputs = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const SLOWEST = 2_000;

/** Numbers from 0 to 1 (mulberry32). */
const randomFrom = (start: number): (() => number) => {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const NUMBERS = '0 1 2 3 5 7 13 29 30 31 32 53 54 100 366 367 1000 2147483648 99999999999 -1 -5 1e9 3x 1.5 +2'.split(' ');
const DATES =
  '20250101 20240229 20250229 20251399 99991231 00010101 20250101T000000 20250101T235959Z 20250101T250000 2025-01-31 junk 19000101'.split(
    ' ',
  );
const DAYS = 'MO TU SU 1MO -1FR 5WE 6MO 53SA 0MO XX'.split(' ');
const FREQUENCIES = 'DAILY WEEKLY MONTHLY YEARLY HOURLY SECONDLY X'.split(' ');
const LISTS = 'BYMONTH BYMONTHDAY BYYEARDAY BYWEEKNO BYSETPOS BYHOUR'.split(' ');
const ZONES = ['W. Europe Standard Time', 'Europe/Berlin', 'Eastern Standard Time', 'X', '__proto__', 'BST'];
const TOKENS = [
  '\r\n',
  '\n ',
  ';',
  ':',
  ',',
  '=',
  '"',
  'Z',
  'T',
  '-',
  '\0',
  '\u202e',
  'é',
  'EXDATE:',
  'BEGIN:VEVENT',
  'END:VCALENDAR',
  '__proto__',
];

const made = (random: () => number) => {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const maybe = (chance: number, text: () => string): string => (random() < chance ? text() : '');
  const several = (one: () => string): string => Array.from({ length: 1 + Math.floor(random() * 3) }, one).join(',');
  const number = (): string => (random() < 0.8 ? pick(['1', '2', '3', '5']) : pick(NUMBERS));
  const rule = (): string =>
    [
      `FREQ=${random() < 0.9 ? pick(FREQUENCIES.slice(0, 4)) : pick(FREQUENCIES)}`,
      ...(random() < 0.4 ? [`INTERVAL=${number()}`] : []),
      ...(random() < 0.3 ? [`COUNT=${number()}`] : []),
      ...(random() < 0.2 ? [`UNTIL=${pick(DATES)}`] : []),
      ...(random() < 0.3 ? [`BYDAY=${several(() => pick(DAYS))}`] : []),
      ...LISTS.flatMap((name) => (random() < 0.15 ? [`${name}=${several(number)}`] : [])),
    ].join(';');
  const dated = (name: string): string =>
    `${name}${maybe(0.1, () => `;VALUE=${pick(['DATE', 'DATE-TIME', 'PERIOD', 'X'])}`)}${maybe(0.2, () => `;TZID=${pick(ZONES)}`)}:${random() < 0.7 ? pick(DATES.slice(0, 2)) : pick(DATES)}`;
  const event = (): string =>
    [
      'BEGIN:VEVENT',
      `UID:${pick(['a', 'b', '__proto__', ''])}`,
      dated('DTSTART'),
      maybe(0.2, () => dated('DTEND')),
      maybe(0.2, () => `DURATION:${pick(['P1D', 'P2W', 'PT24H', 'PT1H', 'P', 'P9999999D', '-P1D', 'P1DT'])}`),
      maybe(0.5, () => `RRULE:${rule()}`),
      maybe(0.3, () => `${dated('EXDATE')}${maybe(0.3, () => `,${pick(DATES)}`)}`),
      maybe(0.2, () => `${dated('RDATE')}${pick(['', '/P1D', '/20250105T000000', ',20250606'])}`),
      maybe(0.2, () => dated(`RECURRENCE-ID${maybe(0.1, () => ';RANGE=THISANDFUTURE')}`)),
      maybe(0.2, () => `STATUS:${pick(['CANCELLED', 'CONFIRMED', 'x'])}`),
      maybe(0.2, () => `SEQUENCE:${pick(NUMBERS)}`),
      'END:VEVENT',
    ]
      .filter((line) => line !== '')
      .join('\r\n');
  const calendar = (): string =>
    [
      'BEGIN:VCALENDAR',
      ...(random() < 0.2 ? [`METHOD:${pick(['PUBLISH', 'CANCEL', 'REPLY'])}`] : []),
      ...(random() < 0.2 ? [`X-WR-TIMEZONE:${pick(ZONES)}`] : []),
      ...(random() < 0.2 ? [`BEGIN:VTIMEZONE\r\nTZID:${pick(ZONES)}\r\nEND:VTIMEZONE`] : []),
      ...Array.from({ length: Math.floor(random() * 4) }, event),
      'END:VCALENDAR',
    ].join('\r\n');
  const mutated = (text: string): string => {
    let now = text;
    for (let turn = Math.floor(random() * 2.5); turn > 0; turn--) {
      const [at, length] = [Math.floor(random() * now.length), Math.floor(random() * 12)];
      const put = pick([pick(TOKENS), pick(NUMBERS), pick(DATES), now.slice(at, at + length).repeat(2), '']);
      now = now.slice(0, at) + put + now.slice(at + (random() < 0.5 ? length : 0));
    }
    return now;
  };
  return {
    rule: () => mutated(rule()),
    file: () => mutated(calendar() + maybe(0.2, () => `\r\n${calendar()}`)),
  };
};

/** What is wrong with the answer, if anything. */
const heldFile = (text: string): string | undefined => {
  isICalendar(text);
  const read = closedDaysIn('f.ics', text);
  const answer = 'kind' in read ? read.daysIn('Europe/Berlin') : read;
  if (answer.length === 0) return 'no answer';
  const days = answer.filter((one) => typeof one === 'string');
  if (days.length > 0 && days.length < answer.length) return 'half of it was taken';
  if (days.length === 0)
    return answer.every((one) => isRefusal(one) && refusalText(one).startsWith('f.ics')) ? undefined : 'a refusal without a place';
  const wrong = days.find(
    (day, index) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day || (days[index - 1] ?? '') >= day,
  );
  return wrong === undefined ? undefined : `${wrong} is no date, or not in order`;
};

const heldRule = (text: string): string | undefined => {
  const rule = parseRecurrence(text);
  if (isRefusal(rule)) return rule.refused.includes('expected') ? undefined : 'a refusal that does not say what was expected';
  let before = -Infinity;
  for (const day of recurringDays(rule, 19_782, 19_782 + 36_525)) {
    if (day <= before || day > 19_782 + 36_525) return 'days out of order';
    before = day;
  }
  return undefined;
};

let taken = 0;
let slowest = 0;
for (let number = 0; number < inputs; number++) {
  const parts = made(randomFrom(seed + number * 7_919));
  const isFile = number % 4 !== 0;
  const text = isFile ? parts.file() : parts.rule();
  const begun = performance.now();
  let wrong: string | undefined;
  try {
    wrong = isFile ? heldFile(text) : heldRule(text);
    if (isFile && wrong === undefined && 'kind' in closedDaysIn('f.ics', text)) taken++;
  } catch (error) {
    wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const took = performance.now() - begun;
  slowest = Math.max(slowest, took);
  if (took > SLOWEST) wrong ??= `it took ${Math.round(took)} ms`;
  if (wrong !== undefined) {
    console.error(`input ${number} of seed ${seed}: ${wrong}\n${JSON.stringify(text)}`);
    process.exit(1);
  }
  if (number % 20_000 === 19_999) console.log(`${number + 1} inputs held`);
}
console.log(`${inputs} inputs held, ${taken} files read as days, the slowest in ${Math.round(slowest)} ms (seed ${seed})`);

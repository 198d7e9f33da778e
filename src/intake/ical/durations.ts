// A DURATION of RFC 5545 (3.3.6), which is no ISO 8601 one: weeks alone, no months, a sign before.

export interface Units {
  readonly days: number;
  /** Hours, minutes and seconds, in milliseconds. */
  readonly time: number;
}

/** Undefined for what is none, and for one that goes backwards or past all dates. */
export const unitsIn = (text: string): Units | undefined => {
  const parts = /^\+?P(?:(\d{1,7})W|(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?)$/i.exec(text);
  if (parts === null || /P$|T$/i.test(text)) return undefined;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part: string | undefined) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { days: weeks * 7 + days, time: ((hours * 60 + minutes) * 60 + seconds) * 1_000 };
};

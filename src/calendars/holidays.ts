// Public holidays of a region and year: the data of date-holidays with our corrections laid over it. Only whole days of type `public`
// count; a half-day holiday leaves the day open. Where a holiday falls on a weekend both it and its substitute are closed days.
import Holidays from 'date-holidays';
import type { Holiday } from '#domain/time/service-calendar.ts';
import { didYouMean, refuse, type Refusal } from '#domain/refusal.ts';
import { CORRECTIONS, type Correction } from './corrections.ts';

const DAY = 86_400_000;

/** Closed days of `region` (`GB-ENG`, `DE-BY`, `US`) in `year`, by date. Refuses a region the data does not know, naming the nearest. */
export const publicHolidays = (region: string, year: number): readonly Holiday[] | Refusal => {
  const unknown = libraries.has(region) ? undefined : unknownRegion(region);
  if (unknown !== undefined) return unknown;
  const corrections = CORRECTIONS.filter((correction) => correction.year === year && correction.regions.includes(region));
  return corrected(uncorrectedHolidays(region, year), corrections);
};

const corrected = (holidays: readonly Holiday[], corrections: readonly Correction[]): readonly Holiday[] => {
  const removed = new Set(corrections.flatMap(({ remove }) => remove));
  return byDate([...holidays.filter(({ date }) => !removed.has(date)), ...corrections.flatMap(({ add }) => add)]);
};

/** @internal as the library has them: for the test that holds the corrections against it */
export const uncorrectedHolidays = (region: string, year: number): readonly Holiday[] => {
  const library = libraryFor(region);
  // Holidays of several days may begin in the year before.
  const found = [...library.getHolidays(year - 1, 'en'), ...library.getHolidays(year, 'en')].filter(({ type }) => type === 'public');
  const days = found.flatMap(({ date, start, end, name }) => {
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    // A tenth of a day makes up for the hour that clocks may have lost in between.
    const length = Math.floor((end.getTime() - start.getTime()) / DAY + 0.1);
    return Array.from({ length }, (_, day) => ({ date: new Date(first + day * DAY).toISOString().slice(0, 10), name }));
  });
  return byDate(days.filter(({ date }) => date.startsWith(`${year}-`)));
};

const byDate = (holidays: readonly Holiday[]): readonly Holiday[] =>
  [...new Map(holidays.map((holiday) => [holiday.date, holiday])).values()].sort((a, b) => (a.date < b.date ? -1 : 1));

const libraries = new Map<string, Holidays>();

const libraryFor = (region: string): Holidays => {
  const known = libraries.get(region);
  if (known !== undefined) return known;
  const [country = '', state, area] = region.split('-');
  const library = new Holidays({ country, ...(state === undefined ? {} : { state }), ...(area === undefined ? {} : { region: area }) });
  libraries.set(region, library);
  return library;
};

const unknownRegion = (region: string): Refusal | undefined => {
  const library = new Holidays();
  const [country = '', state, area, ...more] = region.split('-');
  const countries = library.getCountries();
  if (country === 'UK') return notKnown(region, ' (did you mean "GB"?)');
  if (!Object.hasOwn(countries, country)) return notKnown(region, didYouMean(country, Object.keys(countries)));
  if (state === undefined) return undefined;
  const states = codes(library.getStates(country));
  if (!Object.hasOwn(states, state)) return notKnown(region, nearestOf(region, country, states));
  if (area === undefined) return undefined;
  const areas = codes(library.getRegions(country, state));
  if (!Object.hasOwn(areas, area) || more.length > 0) return notKnown(region, nearestOf(region, `${country}-${state}`, areas));
  return undefined;
};

/** The library answers undefined for a country without states, which its types do not say. */
const codes = (named: Record<string, string> | undefined): Record<string, string> => named ?? {};

const nearestOf = (region: string, parent: string, within: Record<string, string>): string =>
  didYouMean(
    region,
    Object.keys(within).map((code) => `${parent}-${code}`),
  );

const notKnown = (region: string, hint: string): Refusal =>
  refuse(`no public holidays are known for "${region}"${hint}: expected an ISO 3166 code such as GB-ENG, DE-BY or US`);

// Where the holiday library is known to be wrong, what is right, and who says so. Held against date-holidays 3.37.0 for the United
// Kingdom from 2002 on; a test notices when the library itself becomes right. Not checked for other countries.
import type { Holiday } from '#domain/time/service-calendar.ts';

export interface Correction {
  readonly regions: readonly string[];
  readonly year: number;
  readonly add: readonly Holiday[];
  /** Dates that the library closes and that were open. */
  readonly remove: readonly string[];
  readonly source: string;
}

const UNITED_KINGDOM = ['GB', 'GB-ENG', 'GB-WLS', 'GB-SCT', 'GB-NIR'];
const ACT = 'Banking and Financial Dealings Act 1971, section 1';

export const CORRECTIONS: readonly Correction[] = [
  {
    regions: UNITED_KINGDOM,
    year: 2002,
    add: [
      { date: '2002-06-03', name: 'Golden Jubilee' },
      { date: '2002-06-04', name: 'Spring bank holiday (moved)' },
    ],
    remove: ['2002-05-27'],
    source: `${ACT}: proclamation for the Golden Jubilee`,
  },
  {
    regions: UNITED_KINGDOM,
    year: 2011,
    add: [{ date: '2011-04-29', name: 'Royal wedding' }],
    remove: [],
    source: `${ACT}: proclamation for the wedding of Prince William, announced 23 November 2010`,
  },
  {
    regions: UNITED_KINGDOM,
    year: 2012,
    add: [{ date: '2012-06-04', name: 'Spring bank holiday (moved)' }],
    remove: ['2012-05-28'],
    source: `${ACT}: the late May holiday moved to 4 June for the Diamond Jubilee, announced 5 January 2010, in Scotland too`,
  },
  {
    regions: ['GB-SCT'],
    year: 2026,
    add: [{ date: '2026-06-15', name: 'World Cup bank holiday' }],
    remove: [],
    source: `${ACT}(3): proclamation of 4 February 2026 for Scotland, the first match of the men's football team`,
  },
];

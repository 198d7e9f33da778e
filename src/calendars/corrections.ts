// Where the holiday library is known to be wrong, what is right, and who says so. Held against date-holidays 3.37.0: whole years of the United
// Kingdom from 2002 on, and of other countries the days that were known to differ; a test notices when the library itself becomes right.
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
const IN_LIEU =
  'Office of Personnel Management, federal holidays: 5 U.S.C. 6103(b), a holiday on a weekend is observed on the day beside it';
const TEMPORARY = 'Regulations on Holidays of Public Offices, article 2: decided by the State Council, or election days';

export const CORRECTIONS: readonly Correction[] = [
  {
    regions: ['GB-ENG'],
    year: 1995,
    add: [{ date: '1995-05-08', name: 'VE day (early May bank holiday, moved)' }],
    remove: ['1995-05-01'],
    source: `${ACT}: proclamation for the fiftieth anniversary of VE day`,
  },
  {
    regions: ['GB-ENG'],
    year: 1999,
    add: [{ date: '1999-12-31', name: 'Millennium' }],
    remove: [],
    source: `${ACT}: proclamation for the millennium`,
  },
  { regions: ['US'], year: 2018, add: [{ date: '2018-11-12', name: 'Veterans Day (in lieu)' }], remove: [], source: IN_LIEU },
  { regions: ['US'], year: 2023, add: [{ date: '2023-11-10', name: 'Veterans Day (in lieu)' }], remove: [], source: IN_LIEU },
  {
    regions: ['IE'],
    year: 2022,
    add: [{ date: '2022-03-18', name: 'Day of remembrance and recognition' }],
    remove: [],
    source: 'Government of Ireland, announcement of 19 January 2022; S.I. of 2022 under the Organisation of Working Time Act 1997',
  },
  {
    regions: ['PL'],
    year: 2018,
    add: [{ date: '2018-11-12', name: 'Hundredth anniversary of independence' }],
    remove: [],
    source: 'Act of 7 November 2018 on the national celebration of the hundredth anniversary of independence',
  },
  {
    regions: ['ZA'],
    year: 2022,
    add: [{ date: '2022-12-27', name: 'Public holiday (Christmas Day on a Sunday)' }],
    remove: [],
    source: 'Proclamation of the President under section 2A of the Public Holidays Act 36 of 1994',
  },
  {
    regions: ['MX'],
    year: 2024,
    add: [{ date: '2024-10-01', name: 'Transmission of executive power' }],
    remove: ['2024-12-01'],
    source: 'Constitution, article 83, and Federal Labour Law, article 74 VII: every six years on 1 October from 2024',
  },
  {
    regions: ['SG'],
    year: 2025,
    add: [{ date: '2025-05-03', name: 'Polling day' }],
    remove: [],
    source: 'Ministry of Manpower: polling day is a public holiday (Parliamentary Elections Act)',
  },
  {
    regions: ['PT'],
    year: 2014,
    add: [],
    remove: ['2014-06-19'],
    source: 'Law 23/2012: Corpus Christi suspended as a public holiday from 2013 to 2015',
  },
  { regions: ['KR'], year: 2023, add: [{ date: '2023-10-02', name: 'Temporary public holiday' }], remove: [], source: TEMPORARY },
  {
    regions: ['KR'],
    year: 2024,
    add: [{ date: '2024-10-01', name: 'Armed Forces Day (temporary public holiday)' }],
    remove: [],
    source: TEMPORARY,
  },
  {
    regions: ['KR'],
    year: 2025,
    add: [
      { date: '2025-01-27', name: 'Temporary public holiday' },
      { date: '2025-06-03', name: 'Presidential election' },
    ],
    remove: [],
    source: TEMPORARY,
  },
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

// Which names of zones are names of places, and what was likely meant by another. An abbreviation stands for several zones (BST is British
// and Bangladeshi, IST Indian, Irish and Israeli), and platforms guess one without a word: so only names of the IANA database that say
// where are taken, and UTC.
import { didYouMean } from '../refusal.ts';
import { pushTo } from '../grouped.ts';

/** Names of the database without an area that are words, not abbreviations. */
const PLACES = new Set(
  'Cuba Egypt Eire GB-Eire Greenwich Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya NZ-CHAT Navajo Poland Portugal Singapore Turkey Universal Zulu'.split(
    ' ',
  ),
);

/** Whether a name says where: an area and a place, a country in full, or UTC. Whether there is such a zone is another question. */
export const saysWhere = (name: string): boolean =>
  /^(?!SystemV)[A-Za-z][\w+-]*(\/[\w+-]+)+$/i.test(name) || name === 'UTC' || PLACES.has(name);

/** By abbreviation: the zones it is used for, the most likely first. */
const MEANT: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'Europe/London': 'BST GB',
    'Europe/Dublin': 'IST',
    'Asia/Kolkata': 'IST',
    'Asia/Jerusalem': 'IST IDT',
    'Asia/Dhaka': 'BST',
    'America/Chicago': 'CST CDT CT CST6CDT',
    'Asia/Shanghai': 'CST PRC CTT',
    'America/New_York': 'EST EDT ET EST5EDT IET',
    'America/Denver': 'MST MDT MT MST7MDT',
    'America/Phoenix': 'MST PNT',
    'America/Los_Angeles': 'PST PDT PT PST8PDT',
    'America/Anchorage': 'AKST AKDT',
    'Pacific/Honolulu': 'HST HAST',
    'America/Halifax': 'AST ADT',
    'America/St_Johns': 'NST NDT CNT',
    'America/Sao_Paulo': 'BRT BRST BET',
    'America/Argentina/Buenos_Aires': 'ART AGT',
    'Europe/Berlin': 'CET CEST MET MEST MEZ MESZ ECT',
    'Europe/Lisbon': 'WET WEST',
    'Europe/Athens': 'EET EEST',
    'Europe/Moscow': 'MSK MSD W-SU',
    'Europe/Istanbul': 'TRT',
    'Africa/Johannesburg': 'SAST',
    'Africa/Lagos': 'WAT',
    'Africa/Nairobi': 'EAT',
    'Africa/Maputo': 'CAT',
    'Asia/Dubai': 'GST',
    'Asia/Karachi': 'PKT PLT',
    'Asia/Bangkok': 'ICT',
    'Asia/Ho_Chi_Minh': 'VST',
    'Asia/Jakarta': 'WIB',
    'Asia/Manila': 'PHT',
    'Asia/Singapore': 'SGT',
    'Asia/Hong_Kong': 'HKT',
    'Asia/Taipei': 'ROC',
    'Asia/Tokyo': 'JST',
    'Asia/Seoul': 'KST ROK',
    'Australia/Perth': 'AWST',
    'Australia/Darwin': 'ACST ACT',
    'Australia/Adelaide': 'ACST ACDT',
    'Australia/Sydney': 'AEST AEDT AET',
    'Pacific/Auckland': 'NZST NZDT NZ NST',
    UTC: 'GMT UCT Z',
    'Europe/London or Africa/Accra': 'GMT',
  }).reduce((meant, [zone, names]) => {
    for (const name of names.split(' ')) pushTo(meant, name, zone);
    return meant;
  }, new Map<string, string[]>()),
);

/** ` (did you mean …?)`, or nothing where nothing is near. O(names of the platform) for what is no known abbreviation. */
export const zoneHint = (name: string): string => {
  const meant = MEANT.get(name.toUpperCase());
  if (meant !== undefined) return ` (did you mean ${meant.join(' or ')}?)`;
  return didYouMean(name.slice(0, 40), [...Intl.supportedValuesOf('timeZone'), 'UTC', ...PLACES]);
};

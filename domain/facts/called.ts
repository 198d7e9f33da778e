// The fact a person means by its id or by the first digits of it: enough of them to mean one only. O(n).
import { refuse, type Refusal } from '../refusal.ts';
import { formatInstant } from '../time/text.ts';
import type { Recorded } from './fact.ts';

const LEAST_DIGITS = 6;
const MOST_CANDIDATES = 5;

/** Hyphens and case don't matter. Refuses what means none, or several, and names those. */
export const factCalled = <T extends Recorded>(facts: readonly T[], called: string): T | Refusal => {
  const digits = digitsOf(called);
  if (!/^[0-9a-f]*$/.test(digits) || digits.length < LEAST_DIGITS) {
    return refuse(`"${called}" is no fact's id; expected a UUID, or at least the first ${LEAST_DIGITS} of its hex digits`);
  }
  const found = facts.filter(({ fact }) => digitsOf(fact.id).startsWith(digits));
  const [only] = found;
  if (only === undefined) return refuse(`there is no fact whose id begins with "${called}"`);
  if (found.length === 1) return only;
  const named = found.slice(0, MOST_CANDIDATES).map(candidate).join(', ');
  const more = found.length > MOST_CANDIDATES ? ` and ${found.length - MOST_CANDIDATES} more` : '';
  return refuse(`the ids of ${found.length} facts begin with "${called}": ${named}${more}; give more digits`);
};

const digitsOf = (id: string): string => id.toLowerCase().replaceAll('-', '');

const candidate = ({ fact }: Recorded): string => {
  const about = 'component' in fact.data ? ` ${fact.data.component}` : '';
  return `${fact.id} (${fact.type}${about}${fact.occurredAt === undefined ? '' : `, ${formatInstant(fact.occurredAt.best)}`})`;
};

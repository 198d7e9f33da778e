// The fact a person means by its id or by the first digits of it, enough of them to mean one only, or by the name of the fault it began. O(n).
import { didYouMean, refuse, type Refusal } from '../refusal.ts';
import { formatInstant } from '../time/text.ts';
import { isA, type Recorded } from './fact.ts';

const LEAST_DIGITS = 6;
const MOST_CANDIDATES = 5;

/** Hyphens and case don't matter. Refuses what means none, or several, and names those. */
const factCalled = <T extends Recorded>(facts: readonly T[], called: string): T | Refusal => {
  const digits = digitsOf(called);
  if (!/^[0-9a-f]*$/.test(digits) || digits.length < LEAST_DIGITS) {
    return refuse(`"${called}" is no fact's id; expected a UUID, or at least the first ${LEAST_DIGITS} of its hex digits`);
  }
  const found = facts.filter(({ fact }) => digitsOf(fact.id).startsWith(digits));
  const [only] = found;
  if (only === undefined) return refuse(`there is no fact whose id begins with "${called}"`);
  if (found.length === 1) return only;
  return refuse(`the ids of ${found.length} facts begin with "${called}": ${candidates(found)}; give more digits`);
};

/** As {@link factCalled}, or the one fact that began a fault of this name, alone or as `COMPONENT/FAULT`. */
export const faultOrFactCalled = <T extends Recorded>(facts: readonly T[], called: string): T | Refusal => {
  const names: string[] = [];
  const found = facts.filter((one) => {
    if (!isA(one, 'OutageBegan') || one.fact.data.fault === undefined) return false;
    const { component, fault } = one.fact.data;
    names.push(fault);
    return fault === called || `${component}/${fault}` === called;
  });
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) return refuse(`${found.length} faults are called "${called}": ${candidates(found)}; give the id of one`);
  const byId = factCalled(facts, called);
  if (!('refused' in byId) || /^[0-9a-f]{6}/.test(digitsOf(called))) return byId;
  return refuse(`there is no fault "${called}"${didYouMean(called, names)}; expected a fault's name, or a fact's id or its first digits`);
};

const candidates = (found: readonly Recorded[]): string =>
  found.slice(0, MOST_CANDIDATES).map(candidate).join(', ') +
  (found.length > MOST_CANDIDATES ? ` and ${found.length - MOST_CANDIDATES} more` : '');

const digitsOf = (id: string): string => id.toLowerCase().replaceAll('-', '');

const candidate = ({ fact }: Recorded): string => {
  const about = 'component' in fact.data ? ` ${fact.data.component}` : '';
  return `${fact.id} (${fact.type}${about}${fact.occurredAt === undefined ? '' : `, ${formatInstant(fact.occurredAt.best)}`})`;
};

// How bad an impact is, by the word a plan has for it: low, medium, high, critical, whatever their case. Plans write what they like; a word
// that is none of these ranks above no impact and below all of them.
const WORDS: readonly string[] = ['low', 'medium', 'high', 'critical'];

/** 0: no impact is named; more is worse. */
export const impactRank = (level: string | undefined): number => (level === undefined ? 0 : WORDS.indexOf(level.toLowerCase()) + 2);

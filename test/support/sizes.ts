// How much a test does: little in every run, much under `npm run test:long` (which sets KNOCKON_LONG=1).

const isLong: boolean = process.env['KNOCKON_LONG'] === '1';

/** `small` in a usual run, `long` in the long one: property runs, sizes of random models, kills of a process. */
export const runs = (small: number, long: number): number => (isLong ? long : small);

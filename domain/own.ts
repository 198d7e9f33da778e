// What an object that outside data were read into holds under a key that data say: its own, never what every object has (`constructor`,
// `__proto__`). Such objects are asked through this and nowhere else by `[key]` (scripts/check).

export const ownOf = <T>(record: { readonly [key: string]: T } | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

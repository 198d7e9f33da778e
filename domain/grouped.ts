// Lists by key: what many places collect. A key comes in the order in which it was first met, its values in the order they came in.

/** Adds a value to the list of a key. O(1), amortised. */
export const pushTo = <K, V>(lists: Map<K, V[]>, key: K, value: V): void => {
  const values = lists.get(key);
  if (values === undefined) lists.set(key, [value]);
  else values.push(value);
};

/** The values by a key of theirs. O(values). */
export const groupedBy = <K, V>(values: Iterable<V>, keyOf: (value: V) => K): Map<K, V[]> => {
  const lists = new Map<K, V[]>();
  for (const value of values) pushTo(lists, keyOf(value), value);
  return lists;
};

// Which facts a log holds, by 53 bits of their ids: an open table in typed arrays (16 bytes a fact at least), so that ten million fit where
// no map of strings would. Two ids may share a key: whoever finds one looks at the fact. O(1) expected.

/** A whole number from 1 that stands for an id. FNV-1a over its code units, twice, from different starts. */
export const keyOfId = (id: string): number => {
  let [high, low] = [0x811c9dc5, 0x01000193];
  for (let place = 0; place < id.length; place++) {
    const code = id.charCodeAt(place);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 13);
  }
  return (high >>> 0) * 0x200000 + (low >>> 11) + 1;
};

export interface FactTable {
  /** Numbers of the facts kept under a key. */
  find(key: number): readonly number[];
  add(key: number, number: number): void;
}

export const factTable = (): FactTable => {
  let keys = new Float64Array(1024);
  let numbers = new Int32Array(1024);
  let size = 0;

  const place = (key: number): number => key % keys.length;
  const insert = (key: number, number: number): void => {
    let at = place(key);
    while (keys[at] !== 0) at = at + 1 === keys.length ? 0 : at + 1;
    keys[at] = key;
    numbers[at] = number;
  };
  return {
    find(key) {
      const found: number[] = [];
      for (let at = place(key); keys[at] !== 0; at = at + 1 === keys.length ? 0 : at + 1)
        if (keys[at] === key) found.push(numbers[at] as number);
      return found;
    },
    add(key, number) {
      if (++size * 2 > keys.length) {
        const [oldKeys, oldNumbers] = [keys, numbers];
        keys = new Float64Array(oldKeys.length * 2);
        numbers = new Int32Array(oldKeys.length * 2);
        oldKeys.forEach((old, at) => old !== 0 && insert(old, oldNumbers[at] as number));
      }
      insert(key, number);
    },
  };
};

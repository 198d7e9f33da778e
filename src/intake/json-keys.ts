// Whether an object in a JSON text has a key twice, which JSON.parse would pass over. Of a text that JSON.parse has taken; else the answer means
// nothing. Looks at each character once, without recursion. O(size).

const QUOTE = 34;
const BACKSLASH = 92;
const [COLON, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [58, 91, 93, 123, 125];

export const hasKeyTwice = (text: string): boolean => {
  // By object or list around the place looked at: the keys so far, none in a list.
  const around: (Set<string> | undefined)[] = [];
  let [begin, end] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) {
      begin = index;
      for (index++; text.charCodeAt(index) !== QUOTE; index++) if (text.charCodeAt(index) === BACKSLASH) index++;
      end = index + 1;
    } else if (character === COLON) {
      const keys = around.at(-1);
      const key = keyIn(text.slice(begin, end));
      if (keys?.has(key) === true) return true;
      keys?.add(key);
    } else if (character === OPEN_OBJECT) around.push(new Set());
    else if (character === OPEN_LIST) around.push(undefined);
    else if (character === CLOSE_OBJECT || character === CLOSE_LIST) around.pop();
  }
  return false;
};

const keyIn = (literal: string): string => (literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1));

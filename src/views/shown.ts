// The text of others as it may be shown. Facts, models and files may hold characters that a terminal obeys, that turn the reading direction
// of what stands behind them round, or that no file can hold: each is replaced by U+FFFD, so that it is seen. Linear.

/** All of C0 but line breaks and tabs, DEL and C1; separators of lines; what sets a direction; what is no character (half a surrogate pair, too). */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- control characters are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/gu;

/** `text` without anything but what is seen. */
export const shown = (text: string): string => text.replace(UNSAFE, '\uFFFD');

/** The same in one line: what somebody wrote in several cannot pass for lines of ours. */
export const inOneLine = (text: string): string => (LINES.test(text) ? text.replaceAll(/\s*[\n\r\u2028\u2029]\s*/gu, ' ').trimEnd() : text);

const LINES = /[\n\r\u2028\u2029]/u;

/** JSON in which whatever `shown` would replace is escaped, so that it is safe on a terminal and reads back as the very text. */
export const jsonText = (value: unknown, indent = 2): string => escapedSigns(JSON.stringify(value, null, indent));

/** Whatever `shown` would replace, where it stands in quotes of a language that has JSON's escapes. */
export const escapedSigns = (text: string): string =>
  text.replace(IN_QUOTES, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Line breaks of JSON itself stay; those inside of strings JSON has escaped already. */
const IN_QUOTES = /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

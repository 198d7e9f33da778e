// Names on EventStoreDB: a stream of the log NAME is `knockon.NAME.STREAM`. What stands in a component's id stays as it is; every other
// character is written %XX, byte by byte in UTF-8, since names travel in headers, too, which hold ASCII alone (a lone surrogate: %uXXXX).

/** What the names of all streams of the log begin with. */
export const prefixOf = (log: string): string => `knockon.${log}.`;

/** The stream that says that the log exists. No stream of facts has such a name. */
export const headerOf = (log: string): string => `knockon.${log}`;

/** What the names of the streams of settings begin with that belong to streams of the log. */
export const settingsPrefixOf = (log: string): string => `$$${prefixOf(log)}`;

export const settingsOf = (streamId: string): string => `$$${streamId}`;

const PLAIN = /^[A-Za-z0-9._+:/@-]*$/;
const OTHER = /[^A-Za-z0-9._+:/@-]/gu;

export const streamIdOf = (log: string, stream: string): string =>
  prefixOf(log) + (PLAIN.test(stream) ? stream : stream.replace(OTHER, (sign) => escaped(sign)));

const escaped = (character: string): string => {
  const code = character.codePointAt(0) as number;
  if (code >= 0xd800 && code <= 0xdfff) return `%u${code.toString(16).toUpperCase()}`;
  return [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
};

/** The stream's name in its log. What no log wrote stays as it is. */
export const streamOfId = (log: string, streamId: string): string => {
  const written = streamId.slice(prefixOf(log).length);
  if (!written.includes('%')) return written;
  return written.replace(/%u([0-9A-F]{4})|(?:%[0-9A-F]{2})+/g, (part, surrogate: string | undefined) =>
    surrogate === undefined ? Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8') : String.fromCharCode(parseInt(surrogate, 16)),
  );
};

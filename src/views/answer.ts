// What a command answers, before a door picks the form: text for people, one stable object for programs, rows where rows make sense.
import type { Instant } from '#domain/time/instant.ts';
import type { Style } from './style.ts';

export interface Answer {
  readonly text: (style: Style) => string;
  /** One object; its shape is documented in docs/reference/output.md. */
  readonly json: object;
  readonly csv?: () => string;
  /** Instants whose time is not known exactly; text shows them with a `~`. */
  readonly approximate?: ReadonlySet<Instant>;
}

export const FORMATS = ['table', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** The answer in a form. JSON is indented by two and ends with a line break. Throws for rows it has not: a door offers no such form. */
export const rendered = (answer: Answer, format: Format, style: Style): string => {
  if (format === 'json') return `${JSON.stringify(answer.json, null, 2)}\n`;
  if (format === 'csv') {
    if (answer.csv === undefined) throw new Error('an answer without rows was asked for them');
    return answer.csv();
  }
  const shown = answer.approximate === undefined ? style : { ...style, approximate: answer.approximate };
  return `${printable(answer.text(shown)).trimEnd()}\n`;
};

/** What a fact says may hold control characters, which a terminal would obey: all but line breaks, tabs and colours are replaced. */
export const printable = (text: string): string => text.replace(CONTROLS, '\uFFFD');

// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const CONTROLS = /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/gu;

// What a command answers, before a door picks the form: text for people, one stable object for programs, rows where rows make sense, a
// page or Markdown where it is handed on, a drawing where it is a graph.
import type { Instant } from '#domain/time/instant.ts';
import type { Style } from './style.ts';

export interface Answer {
  readonly text: (style: Style) => string;
  /** One object; its shape is documented in docs/reference/output.md. */
  readonly json: object;
  readonly csv?: () => string;
  readonly markdown?: (style: Style) => string;
  /** One self-contained file. */
  readonly html?: (style: Style) => string;
  readonly drawing?: Partial<Readonly<Record<Drawing, (style: Style) => string>>>;
  /** Instants whose time is not known exactly; text shows them with a `~`. */
  readonly approximate?: ReadonlySet<Instant>;
}

/** Languages of a drawing. */
export type Drawing = 'mermaid' | 'dot' | 'svg';

export const FORMATS = ['table', 'json', 'csv', 'md', 'html', 'mermaid', 'dot', 'svg'] as const;
export type Format = (typeof FORMATS)[number];

/** The answer in a form. JSON is indented by two and ends with a line break. Throws for a form it has not: a door offers no such form. */
export const rendered = (answer: Answer, format: Format, style: Style): string => {
  const shown = answer.approximate === undefined ? style : { ...style, approximate: answer.approximate };
  switch (format) {
    case 'table':
      return `${printable(answer.text(shown)).trimEnd()}\n`;
    case 'json':
      return `${JSON.stringify(answer.json, null, 2)}\n`;
    case 'csv':
      return formOf(answer.csv, format)();
    case 'md':
      return `${printable(formOf(answer.markdown, format)(shown)).trimEnd()}\n`;
    case 'html':
      return formOf(answer.html, format)(shown);
    case 'mermaid':
    case 'dot':
    case 'svg':
      return `${printable(formOf(answer.drawing?.[format], format)(shown)).trimEnd()}\n`;
  }
};

const formOf = <T>(form: T | undefined, format: Format): T => {
  if (form === undefined) throw new Error(`an answer without the form ${format} was asked for it`);
  return form;
};

/** What a fact says may hold control characters, which a terminal would obey: all but line breaks, tabs and colours are replaced. */
export const printable = (text: string): string => text.replace(CONTROLS, '\uFFFD');

// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const CONTROLS = /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/gu;

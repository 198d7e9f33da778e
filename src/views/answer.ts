// What a command answers, before a door picks the form: text for people, one stable object for programs, rows where rows make sense, a
// page or Markdown where it is handed on, a drawing where it is a graph. Whatever a form is, the text of others leaves here alone, and only as
// what is seen: no control character, no colour but ours, nothing that turns the reading direction round.
import type { Instant } from '#domain/time/instant.ts';
import { isolated, isolatedHtml, namesIn } from './isolated.ts';
import { plain } from './markdown.ts';
import { freeMark, paintsOf, unmarked } from './paint.ts';
import { inOneLine, jsonText, shown } from './shown.ts';
import type { Style } from './style.ts';
import type { Drawing, Written } from './written.ts';

export interface Answer {
  readonly text: (style: Style) => string;
  /** One object; its shape is documented in docs/reference/output.md. */
  readonly json: object;
  readonly csv?: () => Written<'csv'>;
  readonly markdown?: (style: Style) => Written<'md'>;
  /** One self-contained file. */
  readonly html?: (style: Style) => Written<'html'>;
  readonly drawing?: { readonly [L in Drawing]?: (style: Style) => Written<L> };
  /** The text is a file that is read in again: it escapes by itself what is not seen, and nothing is isolated. */
  readonly isFile?: true;
  /** Instants whose time is not known exactly; text shows them with a `~`. */
  readonly approximate?: ReadonlySet<Instant>;
}

export const FORMATS = ['table', 'json', 'csv', 'md', 'html', 'mermaid', 'dot', 'svg'] as const;
export type Format = (typeof FORMATS)[number];

/** The answer in a form. JSON is indented by two and ends with a line break. Throws for a form it has not: a door offers no such form. */
export const rendered = (answer: Answer, format: Format, style: Style): string => {
  const known = answer.approximate === undefined ? style : { ...style, approximate: answer.approximate };
  switch (format) {
    case 'table':
      return `${forPeople(answer, known).trimEnd()}\n`;
    case 'json':
      return `${jsonText(answer.json)}\n`;
    case 'csv':
      return shown(formOf(answer.csv, format)());
    case 'md':
      return `${isolated(
        shown(formOf(answer.markdown, format)(known)),
        namesIn(answer.json, (name) => plain(seen(name))),
      ).trimEnd()}\n`;
    case 'html':
      return isolatedHtml(
        shown(formOf(answer.html, format)(known)),
        namesIn(answer.json, (name) => escapedHtml(shown(name))),
      );
    case 'mermaid':
    case 'dot':
    case 'svg':
      return `${isolated(shown(formOf<(style: Style) => string>(answer.drawing?.[format], format)(known)), namesIn(answer.json, seen)).trimEnd()}\n`;
  }
};

/** Text with colours of ours only. It is made twice where there are colours: a mark for them must be one that the text does not hold. */
const forPeople = (answer: Answer, style: Style): string => {
  const plainly = answer.text(style.colour ? { ...style, ...paintsOf(false) } : style);
  const names = answer.isFile === true ? [] : namesIn(answer.json, seen);
  const between = (text: string): string => (answer.isFile === true ? shown(text) : isolated(shown(text), names));
  if (!style.colour) return between(plainly);
  const mark = freeMark(plainly);
  return unmarked(answer.text({ ...style, ...paintsOf(true, mark) }), mark, between);
};

const seen = (name: string): string => shown(inOneLine(name));

/** As React writes text. */
const escapedHtml = (text: string): string => text.replaceAll(/["&'<>]/g, (sign) => `&${ENTITIES.get(sign) ?? ''};`);

const ENTITIES = new Map([
  ['"', 'quot'],
  ['&', 'amp'],
  ["'", '#x27'],
  ['<', 'lt'],
  ['>', 'gt'],
]);

const formOf = <T>(form: T | undefined, format: Format): T => {
  if (form === undefined) throw new Error(`an answer without the form ${format} was asked for it`);
  return form;
};

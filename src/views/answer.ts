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

/** The answer in a form; undefined where it has no rows to give. JSON is indented by two and ends with a line break. */
export const rendered = (answer: Answer, format: Format, style: Style): string | undefined => {
  if (format === 'json') return `${JSON.stringify(answer.json, null, 2)}\n`;
  if (format === 'csv') return answer.csv?.();
  const shown = answer.approximate === undefined ? style : { ...style, approximate: answer.approximate };
  return `${answer.text(shown).trimEnd()}\n`;
};

// A report that is one table, in every form for people: text, Markdown and a page.
import { tablePage } from './html/table-page.tsx';
import { markdownPage, markdownTable } from './markdown.ts';
import type { Style } from './style.ts';
import { textTable, type Column } from './table.ts';
import type { Answer } from './answer.ts';

export interface TableReport {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Said in place of the table where it has no rows. */
  readonly none: string;
  readonly foot: readonly string[];
}

export const tableForms = (reportIn: (style: Style) => TableReport): Required<Pick<Answer, 'text' | 'markdown' | 'html'>> => ({
  text: (style) => {
    const { title, columns, rows, none, foot } = reportIn(style);
    return [title, '', rows.length === 0 ? none : textTable(columns, rows, style), '', ...foot].join('\n');
  },
  markdown: (style) => {
    const { title, columns, rows, none, foot } = reportIn(style);
    return markdownPage(title, [rows.length === 0 ? none : markdownTable(columns, rows)], foot);
  },
  html: (style) => tablePage(reportIn(style)),
});

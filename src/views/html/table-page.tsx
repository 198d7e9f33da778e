// A report that is one table, as a page.
import type { ReactElement } from 'react';
import type { Column } from '../table.ts';
import { DataTable } from './data-table.tsx';
import { pageText } from './page.tsx';
import type { Written } from '../written.ts';

export interface TablePageProps {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly none: string;
  readonly foot: readonly string[];
}

export const tablePage = ({ title, columns, rows, none, foot }: TablePageProps): Written<'html'> =>
  pageText({
    title,
    children: rows.length === 0 ? <p>{none}</p> : <DataTable caption={title} columns={columns} rows={rows} />,
    foot: <Foot lines={foot} />,
  });

/** What figures are never shown without. */
export const Foot = ({ lines }: { readonly lines: readonly string[] }): ReactElement => (
  <>
    {lines.map((line) => (
      <p key={line}>{line.trim()}</p>
    ))}
  </>
);

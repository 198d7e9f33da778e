// A plain table on a page: the columns of the text form, its first one the head of each row. Scrolls sideways where it is too wide; a cell
// knows its column's head, for where a row is shown as a list.
import type { ReactElement, ReactNode } from 'react';
import type { Column } from '../table.ts';

export interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ReactNode[])[];
}

export const DataTable = ({ caption, columns, rows }: DataTableProps): ReactElement => (
  <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ head, align }) => (
            <th key={head} scope="col" className={align === 'right' ? 'right' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, line) => (
          <tr key={line}>
            {row.map((cell, index) =>
              index === 0 && cell !== '' ? (
                <th key={columns[index]?.head} scope="row">
                  {cell}
                </th>
              ) : (
                <td
                  key={columns[index]?.head}
                  data-head={columns[index]?.head}
                  className={columns[index]?.align === 'right' ? 'right' : undefined}
                >
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

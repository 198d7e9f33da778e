// A report that is several tables, each under a heading, as a page.
import type { Column } from '../table.ts';
import { DataTable } from './data-table.tsx';
import { pageText } from './page.tsx';
import { Foot } from './table-page.tsx';
import type { Written } from '../written.ts';

export interface TablesPageProps {
  readonly title: string;
  readonly sections: readonly {
    readonly head: string;
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly string[])[];
    /** Said in place of a table without rows. */
    readonly none: string;
    /** Lines below the table. */
    readonly said: readonly string[];
  }[];
  readonly foot: readonly string[];
}

export const tablesPage = ({ title, sections, foot }: TablesPageProps): Written<'html'> =>
  pageText({
    title,
    children: (
      <>
        {sections.map(({ head, columns, rows, none, said }) => (
          <section key={head}>
            <h2>{head}</h2>
            {rows.length === 0 ? <p>{none}</p> : <DataTable caption={head} columns={columns} rows={rows} />}
            {said.length === 0 ? null : (
              <ul className="said">
                {said.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
          </section>
        ))}
      </>
    ),
    foot: <Foot lines={foot} />,
  });

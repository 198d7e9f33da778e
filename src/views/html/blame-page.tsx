// What downtime is owed to as one page: for each service and period a bar for each part, then all of it in a table. Parts that do not add up
// (of `but-for`) are bars like others: each is measured against the downtime alone.
import type { ReactElement } from 'react';
import type { Column } from '../table.ts';
import { DataTable } from './data-table.tsx';
import { pageText } from './page.tsx';
import type { Look } from './palette.ts';
import { Foot } from './table-page.tsx';
import type { Written } from '../written.ts';

export interface ShareBar {
  readonly name: string;
  /** Of the downtime; drawn from 0 to 1. */
  readonly share: number;
  /** The share in words. */
  readonly text: string;
  readonly look: Look['name'];
}

export interface ServiceShares {
  readonly service: string;
  readonly name: string;
  readonly periods: readonly { readonly label: string | undefined; readonly total: string; readonly bars: readonly ShareBar[] }[];
}

export interface BlamePageProps {
  readonly title: string;
  readonly lead: string;
  readonly services: readonly ServiceShares[];
  readonly table: { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] };
  readonly none: string;
  readonly foot: readonly string[];
}

export const blamePage = ({ title, lead, services, table, none, foot }: BlamePageProps): Written<'html'> =>
  pageText({
    title,
    lead: <p>{lead}</p>,
    children:
      services.length === 0 ? (
        <p>{none}</p>
      ) : (
        <>
          {services.map(({ service, name, periods }) => (
            <section key={service}>
              <h2>{name}</h2>
              {periods.map(({ label, total, bars }) => (
                <div key={label ?? 'span'}>
                  {label === undefined ? null : <h3>{label}</h3>}
                  <p>{total}</p>
                  <Bars bars={bars} />
                </div>
              ))}
            </section>
          ))}
          <section>
            <h2>Figures</h2>
            <DataTable caption="Downtime, and what each part of it is owed to" columns={table.columns} rows={table.rows} />
          </section>
        </>
      ),
    foot: <Foot lines={foot} />,
  });

const WIDTH = 1_000;

/** Words and figures stand beside each bar, so that it adds nothing for those who do not see it. */
const Bars = ({ bars }: { readonly bars: readonly ShareBar[] }): ReactElement => (
  <ul className="bars">
    {bars.map(({ name, share, text, look }, index) => (
      <li key={index}>
        <span className="owed">{name}</span>
        <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect width={WIDTH} height="10" fill="#ececec" />
          <rect width={Math.round(WIDTH * Math.min(1, Math.max(0, share)))} height="10" fill={`url(#look-${look})`} />
        </svg>
        <span className="part">{text}</span>
      </li>
    ))}
  </ul>
);

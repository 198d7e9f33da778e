// A heat map that is a table: services by periods, each cell coloured against its target and marked in words for those who do not see
// colours. It scrolls sideways on a narrow screen, and the names of services stay.
import type { ReactElement } from 'react';
import type { Look } from './palette.ts';

export interface HeatCell {
  readonly text: string;
  readonly look: Look;
  /** What the mark stands for, read aloud and shown on hovering. */
  readonly said: string;
  /** A second, smaller line. */
  readonly small?: string | undefined;
}

export interface HeatColumn {
  readonly label: string;
  /** Sums up the columns before it. */
  readonly total?: true;
}

export interface HeatMapProps {
  readonly caption: string;
  /** Head of the column of names. */
  readonly of: string;
  readonly columns: readonly HeatColumn[];
  readonly rows: readonly { readonly id: string; readonly name: string; readonly cells: readonly HeatCell[] }[];
}

/** From so many columns on a table is set small on paper. */
const WIDE = 10;

export const HeatMap = ({ caption, of, columns, rows }: HeatMapProps): ReactElement => (
  <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
    <table className={columns.length > WIDE ? 'wide' : undefined}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          {columns.map(({ label, total }) => (
            <th scope="col" key={label} className={total === true ? 'right total' : 'right'}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, cells }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {cells.map(({ text, look, said, small }, index) => (
              <td
                key={columns[index]?.label}
                className={`cell look-${look.name}${columns[index]?.total === true ? ' total' : ''}`}
                title={said}
              >
                <span aria-label={said} role="img">
                  {look.mark}
                </span>{' '}
                {text}
                {small === undefined ? null : <small>{small}</small>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

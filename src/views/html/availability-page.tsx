// Availability as one page: a heat map of services by periods, coloured and marked against targets; lanes of what each service was; and
// every period's downtimes in a table. Nothing is told by colour alone.
import type { ReactElement } from 'react';
import { spokenDuration } from '#domain/time/duration.ts';
import { ofNumber, roundHalfUp } from '#domain/time/ratio.ts';
import type { AvailabilityCell, AvailabilityReport } from '#projections/availability.ts';
import { shownPercent, type Matrix } from '../availability-matrix.ts';
import type { Style } from '../style.ts';
import type { Column } from '../table.ts';
import { DataTable } from './data-table.tsx';
import { HeatMap, type HeatCell } from './heat-map.tsx';
import { Lanes } from './lanes.tsx';
import { pageText } from './page.tsx';
import { Foot } from './table-page.tsx';
import type { Look } from './palette.ts';
import type { Written } from '../written.ts';

export interface AvailabilityPageProps {
  readonly title: string;
  readonly report: AvailabilityReport;
  readonly matrix: Matrix;
  readonly details: { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] };
  readonly foot: readonly string[];
  readonly style: Style;
}

export const availabilityPage = ({ title, report, matrix, details, foot, style }: AvailabilityPageProps): Written<'html'> => {
  const lanes = report.services.filter(({ levels }) => levels.length > 0);
  return pageText({
    title,
    lead: (
      <p>
        Policy {report.policy.name}; times are of {style.zone}.
      </p>
    ),
    children:
      report.services.length === 0 ? (
        <p>No services.</p>
      ) : (
        <>
          <section>
            <h2>Against targets</h2>
            <Legend />
            <HeatMap
              caption="Availability in % by service and period"
              of="Service"
              columns={[
                ...matrix.columns.map(({ label, total }) => (total ? { label, total: true as const } : { label })),
                { label: 'target' },
              ]}
              rows={matrix.rows.map(({ service, name, cells, target }) => ({
                id: service,
                name,
                cells: [...cells.map((cell) => heatCell(cell, report)), targetCell(target, report)],
              }))}
            />
          </section>
          {lanes.length === 0 ? null : (
            <section>
              <h2>Outages</h2>
              <Lanes
                rows={lanes.map(({ service, name, levels, planned, unrecorded }) => ({
                  id: service,
                  name,
                  intervals: levels,
                  planned,
                  unrecorded,
                }))}
                span={report}
                scale={report.scale}
                style={style}
              />
            </section>
          )}
          <section>
            <h2>Figures</h2>
            {details.rows.length === 0 ? (
              <p>Every service was up, as far as there are records.</p>
            ) : (
              <DataTable caption="Services and periods with downtime or lost redundancy" columns={details.columns} rows={details.rows} />
            )}
          </section>
        </>
      ),
    foot: <Foot lines={foot} />,
  });
};

const LOOKS = {
  met: { look: { name: 'up', mark: '✓' }, said: 'target met' },
  missed: { look: { name: 'down', mark: '✗' }, said: 'target missed' },
  none: { look: { name: 'no-data', mark: '·' }, said: 'no target' },
  noData: { look: { name: 'unknown', mark: '?' }, said: 'no data' },
} as const satisfies Record<string, { readonly look: Look; readonly said: string }>;

const lookOf = ({ availability, met }: AvailabilityCell): (typeof LOOKS)[keyof typeof LOOKS] => {
  if (availability === 'no data') return LOOKS.noData;
  if (met === undefined) return LOOKS.none;
  return met ? LOOKS.met : LOOKS.missed;
};

const heatCell = (cell: AvailabilityCell, { policy }: AvailabilityReport): HeatCell => {
  const { figures, restsOn, range } = cell;
  const down = figures.countedDowntime;
  const about = restsOn.downtime.length > 0 || range !== undefined ? '~' : '';
  return {
    ...lookOf(cell),
    text: shownPercent(cell.availability, policy.decimals),
    small: down === 0 ? undefined : `${about}${spokenDuration(down)} down${figures.soFar ? ' so far' : ''}`,
  };
};

const targetCell = (target: number | undefined, { policy }: AvailabilityReport): HeatCell => ({
  ...LOOKS.none,
  said: 'what was promised',
  text: target === undefined ? 'none' : roundHalfUp(ofNumber(target), Math.max(policy.decimals, String(target).split('.')[1]?.length ?? 0)),
});

const Legend = (): ReactElement => (
  <ul className="legend" aria-label="Legend">
    {Object.values(LOOKS).map(({ look, said }) => (
      <li key={said}>
        <span className={`swatch look-${look.name}`} aria-hidden="true">
          {look.mark}
        </span>
        {said}
      </li>
    ))}
  </ul>
);

// `status` as people and programs read it.
import { BEGINNING } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Status } from '#projections/status.ts';
import type { Answer } from './answer.ts';
import { faultJson, faultText, instantJson, instantText, levelText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const statusAnswer = ({ at, scale, rows, approximate }: Status): Answer => ({
  approximate,
  json: {
    at: formatInstant(at),
    components: rows.map((row) => ({
      component: row.component,
      name: row.name,
      level: scale.names[row.level],
      since: instantJson(row.since),
      cause: row.cause === undefined ? null : faultJson(row.cause),
    })),
  },
  csv: () =>
    csvText(
      ['component', 'name', 'level', 'since', 'cause_component', 'cause_fault'],
      rows.map((row) => [
        row.component,
        row.name,
        scale.names[row.level] ?? '',
        instantJson(row.since) ?? '',
        row.cause?.component ?? '',
        row.cause?.name ?? '',
      ]),
    ),
  text: (style: Style) =>
    [
      `Status at ${instantText(at, style)} (${style.zone})`,
      '',
      rows.length === 0
        ? 'No services: give a component a `service` part in the model, or ask for every component with --all.'
        : textTable(
            [{ head: 'Service' }, { head: 'Level' }, { head: 'Since' }, { head: 'Owed to' }],
            rows.map((row) => [
              row.name,
              levelText(row.level, scale, style),
              row.since === BEGINNING ? 'always' : instantText(row.since, style),
              row.cause === undefined ? '' : faultText(row.cause, style),
            ]),
            style,
          ),
    ].join('\n'),
});

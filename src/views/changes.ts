// `replay` as people and programs read it.
import { formatInstant } from '#domain/time/text.ts';
import type { Changes } from '#projections/changes.ts';
import type { Answer } from './answer.ts';
import { faultJson, faultText, instantJson, instantText, levelText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const changesAnswer = ({ from, to, scale, rows, approximate }: Changes): Answer => ({
  approximate,
  json: {
    from: instantJson(from),
    to: formatInstant(to),
    changes: rows.map((row) => ({
      at: instantJson(row.at),
      component: row.component,
      name: row.name,
      before: row.before === undefined ? null : scale.names[row.before],
      level: row.level === undefined ? null : scale.names[row.level],
      cause: row.cause === undefined ? null : faultJson(row.cause),
    })),
  },
  csv: () =>
    csvText(
      ['at', 'component', 'name', 'before', 'level', 'cause_component', 'cause_fault'],
      rows.map((row) => [
        instantJson(row.at) ?? 'beginning',
        row.component,
        row.name,
        row.before === undefined ? '' : (scale.names[row.before] ?? ''),
        row.level === undefined ? '' : (scale.names[row.level] ?? ''),
        row.cause?.component ?? '',
        row.cause?.name ?? '',
      ]),
    ),
  text: (style: Style) =>
    [
      `Changes from ${instantText(from, style)} to ${instantText(to, style)} (${style.zone})`,
      '',
      rows.length === 0
        ? 'Nothing changed.'
        : textTable(
            [{ head: 'When' }, { head: 'Component' }, { head: 'Level' }, { head: 'Owed to' }],
            rows.map((row) => [
              instantText(row.at, style),
              row.name,
              `${row.before === undefined ? '' : `${scale.names[row.before]} → `}${row.level === undefined ? 'retired' : levelText(row.level, scale, style)}`,
              row.cause === undefined ? '' : faultText(row.cause, style),
            ]),
            style,
          ),
    ].join('\n'),
});

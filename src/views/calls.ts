// `report calls` as people and programs read it.
import { formatInstant } from '#domain/time/text.ts';
import { totalOf, type BySeverity, type CallsReport } from '#projections/calls.ts';
import type { Answer } from './answer.ts';
import { instantText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const callsAnswer = (report: CallsReport): Answer => ({
  json: callsJson(report),
  csv: () =>
    csvText(
      ['system', 'component', 'severity', 'calls'],
      report.systems.flatMap(({ system, component, calls }) =>
        [...calls].map(([severity, count]) => [system, component ?? '', severity, count]),
      ),
    ),
  text: (style) =>
    [
      `Calls from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone}): ${totalOf(allOf(report))}`,
      '',
      systemsTable(report, style),
      ...asideLines(report),
      '',
      monthsTable(report, style),
      ...upstreamLines(report, style),
    ].join('\n'),
});

const callsJson = (report: CallsReport): object => ({
  from: formatInstant(report.from),
  to: formatInstant(report.to),
  zone: report.zone,
  total: totalOf(allOf(report)),
  severities: report.severities,
  systems: report.systems.map(({ system, component, name, calls }) => ({
    system,
    component: component ?? null,
    name,
    calls: totalOf(calls),
    bySeverity: Object.fromEntries(calls),
  })),
  months: report.months.map(({ month, records, calls }) => ({
    month,
    records,
    calls: records === 'none' && calls.size === 0 ? null : totalOf(calls),
    bySeverity: Object.fromEntries(calls),
  })),
  monthUnknown: totalOf(report.monthUnknown),
  undated: totalOf(report.undated),
  mayLieOutside: totalOf(report.mayLieOutside),
  unknownSystems: unknownIn(report).reduce((sum, { calls }) => sum + totalOf(calls), 0),
  upstream: report.upstream.map(({ component, name, systems, calls }) => ({ component, name, systems, calls })),
});

const unknownIn = ({ systems }: CallsReport): CallsReport['systems'] => systems.filter(({ component }) => component === undefined);

const allOf = ({ systems }: CallsReport): BySeverity => {
  const all = new Map<string, number>();
  for (const { calls } of systems) for (const [severity, count] of calls) all.set(severity, (all.get(severity) ?? 0) + count);
  return all;
};

const systemsTable = (report: CallsReport, style: Style): string =>
  textTable(
    [{ head: 'System' }, ...severityColumns(report), { head: 'Calls', align: 'right' }, { head: '' }],
    [
      ...report.systems.map(({ name, component, calls }) => [
        name,
        ...counts(report, calls),
        String(totalOf(calls)),
        component === undefined ? style.yellow('not in the model') : '',
      ]),
      ['All', ...counts(report, allOf(report)), String(totalOf(allOf(report))), ''],
    ],
    style,
  );

const monthsTable = (report: CallsReport, style: Style): string =>
  textTable(
    [
      { head: 'Month' },
      ...severityColumns(report),
      { head: report.monthUnknown.size + report.undated.size > 0 ? 'For certain' : 'Calls', align: 'right' },
    ],
    [
      ...report.months.map(({ month, records, calls }) =>
        records === 'none' && calls.size === 0
          ? [month, ...report.severities.map(() => ''), 'no data']
          : [month, ...counts(report, calls), `${totalOf(calls)}${records === 'part' ? ' (part)' : ''}`],
      ),
      ...(report.monthUnknown.size === 0
        ? []
        : [['month not known', ...counts(report, report.monthUnknown), String(totalOf(report.monthUnknown))]]),
      ...(report.undated.size === 0 ? [] : [['no time known', ...counts(report, report.undated), String(totalOf(report.undated))]]),
    ],
    style,
  );

const severityColumns = ({ severities }: CallsReport) =>
  severities.map((severity) => ({ head: `Severity ${severity}`, align: 'right' }) as const);

const counts = ({ severities }: CallsReport, calls: BySeverity): readonly string[] =>
  severities.map((severity) => String(calls.get(severity) ?? ''));

const asideLines = (report: CallsReport): readonly string[] => {
  const unknown = unknownIn(report).reduce((sum, { calls }) => sum + totalOf(calls), 0);
  const outside = totalOf(report.mayLieOutside);
  return [
    ...(unknown === 0 ? [] : [`Of these, ${unknown} ${unknown === 1 ? 'is' : 'are'} about systems that the model does not have.`]),
    ...(outside === 0 ? [] : [`Not counted: ${outside} logged for a period that lies only partly in the span.`]),
  ];
};

const upstreamLines = (report: CallsReport, style: Style): readonly string[] => {
  if (report.upstream.length === 0) return [];
  const nameOf = new Map(report.systems.map(({ component, name }) => [component, name]));
  return [
    '',
    'One fault could explain the calls about several systems:',
    textTable(
      [{ head: 'Were this down' }, { head: 'Calls', align: 'right' }, { head: 'About' }],
      report.upstream.map(({ name, calls, systems }) => [name, String(calls), systems.map((id) => nameOf.get(id) ?? id).join(', ')]),
      style,
    ),
  ];
};

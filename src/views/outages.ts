// `report downtime` as people and programs read it: each outage with what it is owed to; the parts add up to it.
import { spokenDuration } from '#domain/time/duration.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { OutageRow, Share } from '#projections/downtime.ts';
import type { OutageReport } from '#projections/outage-report.ts';
import type { Answer } from './answer.ts';
import { faultJson, faultText, instantJson, instantText, type Style } from './style.ts';
import { csvText, textTable, type Column } from './table.ts';
import { tableForms } from './table-report.ts';

const UNATTRIBUTED = 'unattributed (no recorded fault explains it)';

export const outagesAnswer = (report: OutageReport): Answer => ({
  approximate: report.approximate,
  json: outagesJson(report),
  csv: () =>
    csvText(
      ['service', 'from', 'to', 'raw_ms', 'counted_ms', 'cause_component', 'cause_fault', 'share_raw_ms', 'share_counted_ms', 'planned'],
      report.services.flatMap(({ service, outages }) =>
        outages.flatMap((outage) =>
          outage.shares.map((share) => [
            service,
            instantJson(outage.from),
            instantJson(outage.to),
            outage.raw,
            outage.counted,
            share.cause?.component ?? '',
            share.cause?.name ?? '',
            share.raw,
            share.counted,
            String(outage.planned),
          ]),
        ),
      ),
    ),
  ...tableForms((style) => ({
    title: `Outages from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone}), owed by first cause`,
    columns: COLUMNS,
    rows: outageLines(report, style),
    none: NONE,
    foot: [
      `Policy ${describePolicy(report.policy, report.scale)}`,
      `Counted to ${formatInstant(report.now)}.`,
      ...report.notes.map((note) => `Note: ${note}.`),
    ],
  })),
});

const NONE = 'No outages.';

export const outagesTable = (report: OutageReport, style: Style): string => {
  const rows = outageLines(report, style);
  return rows.length === 0 ? NONE : textTable(COLUMNS, rows, style);
};

const COLUMNS: readonly Column[] = [
  { head: 'Service' },
  { head: 'From' },
  { head: 'To' },
  { head: 'Raw', align: 'right' },
  { head: 'Service time', align: 'right' },
  { head: 'Owed to' },
];

const outageLines = ({ services }: OutageReport, style: Style): readonly (readonly string[])[] =>
  services.flatMap(({ name, outages }) => outages.flatMap((outage) => rowsOf(name, outage, style)));

const rowsOf = (name: string, outage: OutageRow, style: Style): readonly (readonly string[])[] => {
  const head = [
    name,
    instantText(outage.from, style),
    `${instantText(outage.to, style)}${outage.cut ? ' (cut)' : ''}${outage.planned ? ', planned' : ''}`,
  ];
  const lengths = [spokenDuration(outage.raw), spokenDuration(outage.counted)];
  const [first] = outage.shares;
  if (outage.shares.length === 1 && first !== undefined) return [[...head, ...lengths, causeText(first, style)]];
  return [
    [...head, ...lengths, ''],
    ...outage.shares.map((share) => ['', '', '', spokenDuration(share.raw), spokenDuration(share.counted), causeText(share, style)]),
  ];
};

const causeText = ({ cause }: Share, style: Style): string => (cause === undefined ? UNATTRIBUTED : faultText(cause, style));

/** The report as one object, for this command and for those that hold it among others. */
export const outagesJson = (report: OutageReport): object => ({
  from: formatInstant(report.from),
  to: formatInstant(report.to),
  now: formatInstant(report.now),
  policy: { name: report.policy.name, description: describePolicy(report.policy, report.scale) },
  blame: 'first-cause',
  services: report.services.map(({ service, name, outages, owedTo }) => ({
    service,
    name,
    outages: outages.map((outage) => ({
      from: instantJson(outage.from),
      to: formatInstant(outage.to),
      rawMs: outage.raw,
      countedMs: outage.counted,
      cut: outage.cut,
      planned: outage.planned,
      owedTo: outage.shares.map(shareJson),
    })),
    owedTo: owedTo.map(shareJson),
  })),
  notes: report.notes,
});

const shareJson = ({ cause, raw, counted }: Share): object => ({
  fault: cause === undefined ? null : faultJson(cause),
  rawMs: raw,
  countedMs: counted,
});

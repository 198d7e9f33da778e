// `incident list`, `incident show` and `incident suggest` as people and programs read them.
import { nameOf } from '#domain/impact/scale.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Connection } from '#projections/connected.ts';
import type { IncidentDetail } from '#projections/incident-detail.ts';
import type { Answer } from './answer.ts';
import { saidOf } from './said.ts';
import { section } from './section.ts';
import { factText, instantText, levelText, occurrenceJson, occurrenceText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';
import { inOneLine } from './shown.ts';

/** The severity that counts, and where it comes from. */
export const severityText = ({ incident: { said }, byRule }: IncidentDetail): string => {
  if (said === undefined) return `${byRule.severity}, by rule`;
  const why = said.fact.reason === undefined ? '' : `: ${said.fact.reason}`;
  return inOneLine(`${said.fact.data.severity}, set by hand${why} (by rule ${byRule.severity})`);
};

export const incidentsAnswer = (all: readonly IncidentDetail[]): Answer => ({
  approximate: new Set(all.flatMap(({ approximate }) => [...approximate])),
  json: { incidents: all.map(incidentJson) },
  csv: () =>
    csvText(
      ['incident', 'title', 'state', 'severity', 'severity_by_rule', 'from', 'to', 'facts', 'services_down'],
      all.map((one) => [
        one.incident.name,
        one.incident.title,
        one.incident.state,
        one.incident.said?.fact.data.severity ?? one.byRule.severity,
        one.byRule.severity,
        one.span === undefined ? null : formatInstant(one.span.from),
        one.span === undefined || one.open ? null : formatInstant(one.span.to),
        one.incident.linked.length,
        servicesDown(one).length,
      ]),
    ),
  text: (style) =>
    all.length === 0
      ? 'No incident has been opened.'
      : textTable(
          [
            { head: 'Incident' },
            { head: 'Title' },
            { head: 'State' },
            { head: 'Severity' },
            { head: 'From' },
            { head: 'To' },
            { head: 'Facts', align: 'right' },
            { head: 'Services down', align: 'right' },
          ],
          all.map((one) => [
            one.incident.name,
            one.incident.title,
            one.incident.state,
            one.incident.said === undefined
              ? one.byRule.severity
              : `${one.incident.said.fact.data.severity} (by rule ${one.byRule.severity})`,
            one.span === undefined ? '–' : instantText(one.span.from, style),
            one.span === undefined ? '–' : one.open ? 'not over' : instantText(one.span.to, style),
            String(one.incident.linked.length),
            String(servicesDown(one).length),
          ]),
          style,
        ),
});

const servicesDown = ({ affected }: IncidentDetail) => affected.filter(({ isService, downtime }) => isService && downtime > 0);

export const incidentAnswer = (detail: IncidentDetail): Answer => ({
  approximate: detail.approximate,
  json: incidentJson(detail),
  text: (style) => {
    const { incident, span, open, affected, scale } = detail;
    const when =
      span === undefined
        ? 'no fault is linked to it yet'
        : `${instantText(span.from, style)} to ${open ? 'now, not over' : instantText(span.to, style)}`;
    return [
      `${style.bold(incident.name)}: ${inOneLine(incident.title)}`,
      `${incident.state}; severity ${severityText(detail)}; ${when} (${style.zone})`,
      ...(incident.missing.length === 0 ? [] : [style.yellow(`! linked, and counts no more: ${incident.missing.join(', ')}`)]),
      ...section('Affected', affectedTable(detail, style)),
      ...section('Facts', ...incident.linked.map((one) => `${one.fact.id.slice(0, 13)}  ${factText(one, style)}`)),
      ...(incident.notes.length === 0
        ? []
        : section(
            'Notes',
            ...incident.notes.map(({ fact }) => {
              const evidence = fact.data.evidence === undefined ? '' : ` [${fact.data.evidence.join(', ')}]`;
              return inOneLine(`${occurrenceText(fact.occurredAt, style)}, ${fact.by ?? 'nobody named'}: ${fact.data.text}${evidence}`);
            }),
          )),
      ...(affected.length === 0 && incident.linked.length > 0
        ? ['', `None of its facts is a fault that took a component below ${nameOf(scale, 0)}.`]
        : []),
    ].join('\n');
  },
});

const affectedTable = ({ affected, scale }: IncidentDetail, style: Style): string =>
  textTable(
    [{ head: 'Component' }, { head: 'Worst' }, { head: 'From' }, { head: 'To' }, { head: 'Down for', align: 'right' }],
    affected.map(({ name, worst, stretches, downtime }) => [
      name,
      levelText(worst, scale, style),
      instantText(stretches[0]?.from ?? 0, style),
      instantText(stretches.at(-1)?.to ?? 0, style),
      downtime === 0 ? '–' : spokenDuration(downtime),
    ]),
    style,
  );

const incidentJson = (detail: IncidentDetail): object => {
  const { incident, span, open, affected, byRule, scale } = detail;
  const { said } = incident;
  return {
    incident: incident.name,
    title: incident.title,
    state: incident.state,
    severity: said?.fact.data.severity ?? byRule.severity,
    severityByRule: byRule.severity,
    severityReason: said?.fact.reason ?? null,
    owing: byRule.owing,
    from: span === undefined ? null : formatInstant(span.from),
    to: span === undefined || open ? null : formatInstant(span.to),
    facts: incident.linked.map(({ fact }) => ({
      fact: fact.id,
      type: fact.type,
      occurredAt: fact.occurredAt === undefined ? null : occurrenceJson(fact.occurredAt),
    })),
    missing: incident.missing,
    affected: affected.map(({ component, name, isService, worst, downtime, stretches }) => ({
      component,
      name,
      service: isService,
      worst: scale.names[worst],
      downMs: downtime,
      stretches: stretches.map(({ from, to, level }) => ({ from: formatInstant(from), to: formatInstant(to), level: scale.names[level] })),
    })),
    notes: incident.notes.map(({ fact }) => ({
      fact: fact.id,
      by: fact.by ?? null,
      at: occurrenceJson(fact.occurredAt),
      text: fact.data.text,
      evidence: fact.data.evidence ?? [],
    })),
  };
};

const WHY: Readonly<Record<Connection['as'], (of: string) => string>> = {
  start: () => 'asked for',
  consequence: (of) => `a consequence of ${of}`,
  cause: (of) => `what ${of} came from`,
  'same-outage': (of) => `at work in the same outage of ${of}`,
  end: (of) => `ends or releases ${of}`,
  'fail-over': (of) => `moved a standby of ${of}, which was impaired`,
  observation: (of) => `observed ${of} while it was impaired`,
  call: (of) => `a call about ${of} while it was impaired`,
};

export const suggestionAnswer = ({
  connections,
  approximate,
}: {
  readonly connections: readonly Connection[];
  readonly approximate: ReadonlySet<number>;
}): Answer => ({
  approximate,
  json: { facts: connections.map(({ recorded, as, of }) => ({ fact: recorded.fact.id, type: recorded.fact.type, as, of })) },
  csv: () =>
    csvText(
      ['fact', 'type', 'as', 'of'],
      connections.map(({ recorded, as, of }) => [recorded.fact.id, recorded.fact.type, as, of]),
    ),
  text: (style) =>
    [
      textTable(
        [{ head: 'Fact' }, { head: 'Says' }, { head: 'Why' }],
        connections.map(({ recorded, as, of }) => [
          recorded.fact.id.slice(0, 13),
          saidOf(recorded.fact, style) ?? factText(recorded, style),
          WHY[as](of),
        ]),
        style,
      ),
      '',
      'To link them all: knockon record incident link INCIDENT FACT --suggested',
    ].join('\n'),
});

// What a fact says, in one line, for the kinds whose data say more than a component and a time.
import type { Fact } from '#domain/facts/fact.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { BEGINNING } from '#domain/time/instant.ts';
import { inOneLine } from './shown.ts';
import { instantText, type Style } from './style.ts';

/** Undefined for faults and fail-overs, which their type, component and time tell. */
export const saidOf = (fact: Fact, style: Style): string | undefined => {
  const told = tellingOf(fact, style);
  return told === undefined ? undefined : inOneLine(told);
};

const tellingOf = (fact: Fact, style: Style): string | undefined => {
  switch (fact.type) {
    case 'StatusObserved': {
      const { component, level, vantage, account, binding, expectEvery } = fact.data;
      const whose = account === undefined ? '' : `, by the account of ${account}`;
      const bound = binding === undefined ? '' : binding ? ', binding' : ', not binding';
      const next = expectEvery === undefined ? '' : `, the next one expected within ${spokenDuration(expectEvery)}`;
      return `${component} ${level}, seen from ${vantage}${whose}${bound}${next}`;
    }
    case 'ObservationReleased':
      return `what ${fact.data.vantage} saw of ${fact.data.component} stands no more`;
    case 'MaintenancePlanned':
    case 'MaintenanceChanged': {
      const { maintenance, components, from, to, rrule, zone, exdates } = fact.data;
      const again =
        rrule === undefined
          ? ''
          : `, again by ${rrule} at the hours of ${zone ?? 'UTC'}${exdates === undefined ? '' : `, but not on ${exdates.join(', ')}`}`;
      return `maintenance ${maintenance} of ${components.join(', ')} from ${instantText(from, style)} to ${instantText(to, style)}${again}`;
    }
    case 'MaintenanceCancelled':
      return `maintenance ${fact.data.maintenance} will not take place`;
    case 'IncidentOpened':
      return `incident ${fact.data.incident}: ${fact.data.title}`;
    case 'IncidentLinked':
      return `incident ${fact.data.incident} now has ${fact.data.facts.length === 1 ? 'one more fact' : `${fact.data.facts.length} more facts`}`;
    case 'IncidentSeveritySet':
      return `incident ${fact.data.incident} is of severity ${fact.data.severity}`;
    case 'IncidentClosed':
      return `incident ${fact.data.incident} is closed`;
    case 'IncidentReopened':
      return `incident ${fact.data.incident} is open again`;
    case 'NoteAdded':
      return `about ${subjectText(fact.data.about)}: ${fact.data.text}`;
    case 'RecordsDeclared': {
      const { components, from, to, complete } = fact.data;
      const until = to === undefined ? 'on' : `to ${instantText(to, style)}`;
      const since = from === BEGINNING ? 'the beginning' : instantText(from, style);
      return `records of ${components?.join(', ') ?? 'everything'} from ${since} ${until} ${complete ? 'are complete' : 'exist, not complete'}`;
    }
    case 'ReportPublished': {
      const { report, figures, made } = fact.data;
      const counted = `${figures.length} ${figures.length === 1 ? 'figure' : 'figures'}`;
      return `report ${report}, ${counted}${made === undefined ? '' : ` under policy ${made.policy}, from the log of root ${made.root}`}`;
    }
    case 'Corrected':
      return fact.reason;
    case 'Retracted':
      return fact.reason;
    default:
      return undefined;
  }
};

type Subject = Extract<Fact, { readonly type: 'NoteAdded' }>['data']['about'];

const subjectText = (about: Subject): string => {
  if ('component' in about) return about.component;
  return 'incident' in about ? `incident ${about.incident}` : `fact ${about.fact}`;
};

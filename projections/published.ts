// Figures somebody published, beside what the log gives (S7): never bent to meet. Each published month is set against ours under the
// same policy, with what is noted about the service; each published span of months is recomputed from the published months by their plain
// mean, to the last digit. A span with a month that was not published cannot be checked, and says so.
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { mean, ofNumber, percent, roundHalfUp, type Ratio } from '#domain/time/ratio.ts';
import type { PublishedFigure } from '#domain/facts/types.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { AvailabilityReport } from './availability.ts';

export interface Reconciled {
  readonly service: ComponentId;
  readonly name: string;
  readonly period: string;
  readonly published: string;
  /** Ours at the published decimals; undefined where we have no data. */
  readonly ours: string | undefined;
  readonly agrees: boolean;
}

export interface SpanCheck {
  readonly service: ComponentId;
  readonly name: string;
  readonly period: string;
  readonly published: string;
  /** The mean of the published months; undefined where one of them was not published. */
  readonly recomputed: string | undefined;
  readonly agrees: boolean;
}

export interface Publication {
  readonly report: string;
  readonly source: string | undefined;
  readonly months: readonly Reconciled[];
  readonly spans: readonly SpanCheck[];
  /** What is noted about the services whose figures differ. */
  readonly notes: readonly { readonly service: ComponentId; readonly name: string; readonly text: string }[];
}

/** Every report of others in the log against ours; months that ours does not show are left out. */
export const publicationsIn = (facts: readonly Recorded[], ours: AvailabilityReport): readonly Publication[] =>
  facts
    .filter((one) => isA(one, 'ReportPublished'))
    .filter(({ fact }) => fact.data.made === undefined)
    .map(({ fact: { data } }) => {
      const figures = data.figures.filter(({ measure }) => measure === 'availability');
      const months = figures.flatMap((figure) => reconciled(figure, ours));
      const spans = figures.filter(({ period }) => period.includes('/')).map((figure) => spanCheck(figure, figures, ours));
      const differing = new Set(months.filter(({ agrees }) => !agrees).map(({ service }) => service));
      return { report: data.report, source: data.source, months, spans, notes: notesOn(facts, differing, ours) };
    });

const reconciled = (figure: PublishedFigure, ours: AvailabilityReport): readonly Reconciled[] => {
  const service = ours.services.find((one) => one.service === figure.service);
  const cell = service?.cells.find(({ period }) => period.label === figure.period);
  if (service === undefined || cell === undefined) return [];
  const published = shown(figure);
  const own = cell.availability === 'no data' ? undefined : percent(cell.availability, figure.decimals);
  return [{ service: figure.service, name: service.name, period: figure.period, published, ours: own, agrees: own === published }];
};

const shown = ({ value, decimals }: PublishedFigure): string => roundHalfUp(ofNumber(value), decimals);

const spanCheck = (figure: PublishedFigure, figures: readonly PublishedFigure[], ours: AvailabilityReport): SpanCheck => {
  const values = monthsOf(figure.period).map((month): Ratio | undefined => {
    const found = figures.find((other) => other.service === figure.service && other.period === month);
    return found === undefined ? undefined : ofNumber(found.value);
  });
  const known = values.filter((value) => value !== undefined);
  const average = known.length === values.length ? mean(known) : undefined;
  const recomputed = average === undefined ? undefined : roundHalfUp(average, figure.decimals);
  const name = ours.services.find((one) => one.service === figure.service)?.name ?? figure.service;
  return {
    service: figure.service,
    name,
    period: figure.period,
    published: shown(figure),
    recomputed,
    agrees: recomputed === shown(figure),
  };
};

/** `2014-04/2015-03` as its months; both ends belong to it. */
const monthsOf = (period: string): readonly string[] => {
  const [first = '', last = ''] = period.split('/');
  const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const count = Math.max(0, numberOf(last) - numberOf(first) + 1);
  return Array.from({ length: count }, (_, index) => {
    const month = numberOf(first) + index;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
};

const notesOn = (facts: readonly Recorded[], services: ReadonlySet<ComponentId>, ours: AvailabilityReport): Publication['notes'] =>
  facts
    .filter((one) => isA(one, 'NoteAdded'))
    .flatMap(({ fact: { data } }) => {
      if (!('component' in data.about) || !services.has(data.about.component)) return [];
      const service = data.about.component;
      return [{ service, name: ours.services.find((one) => one.service === service)?.name ?? service, text: data.text }];
    });

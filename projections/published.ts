// Figures somebody else published, beside what the log gives (S7): never bent to meet. Each published month is set against ours under one
// policy, with what is noted about the service; each published span of months is recomputed from the published months by their plain
// mean, to the last digit. A span with a month that was not published cannot be checked, and says so.
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { mean, ofNumber, percent, roundHalfUp, type Ratio } from '#domain/time/ratio.ts';
import type { PublishedFigure } from '#domain/facts/types.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { periodLabelled } from '#domain/time/period-named.ts';
import type { FigureOf } from './figures.ts';
import { shown } from './restated.ts';

export interface Reconciled {
  readonly service: ComponentId;
  readonly name: string;
  readonly period: string;
  readonly published: string;
  /** Ours at the published decimals; undefined where we have no data. */
  readonly ours: string | undefined;
  /** Ours less theirs, at the same decimals. */
  readonly difference: string | undefined;
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

/** Without the months of which the log knows nothing. */
export const withData = (publication: Publication): Publication => ({
  ...publication,
  months: publication.months.filter(({ ours }) => ours !== undefined),
});

/** What a publication is set against. */
export interface Ours {
  readonly figureOf: FigureOf;
  /** Where the months of `figureOf` begin. */
  readonly zone: string;
  /** For names. */
  readonly at: Instant;
}

/** Every report of others in the log against ours. */
export const publicationsIn = (facts: readonly Recorded[], ours: Ours): readonly Publication[] => {
  const catalogue = catalogueOf(facts);
  const nameOf = (service: ComponentId): string => displayName(catalogue, service, ours.at);
  return facts
    .filter((one) => isA(one, 'ReportPublished'))
    .filter(({ fact }) => fact.data.made === undefined)
    .map(({ fact }) => {
      const { report, source = fact.source, figures: published } = fact.data;
      const figures = published.filter(({ measure }) => measure === 'availability');
      const months = figures.filter(({ period }) => !period.includes('/')).map((figure) => reconciled(figure, ours, nameOf));
      const spans = figures.filter(({ period }) => period.includes('/')).map((figure) => spanCheck(figure, figures, nameOf));
      const differing = new Set(months.filter(({ ours: own, agrees }) => own !== undefined && !agrees).map(({ service }) => service));
      return { report, source, months, spans, notes: notesOn(facts, differing, nameOf) };
    });
};

const reconciled = (figure: PublishedFigure, { figureOf, zone }: Ours, nameOf: (service: ComponentId) => string): Reconciled => {
  const published = shown(figure);
  const span = periodLabelled(figure.period, { zone });
  const value = isRefusal(span) ? 'no data' : figureOf(figure.service, span);
  const own = value === 'no data' || isRefusal(value) ? undefined : percent(value, figure.decimals);
  return {
    service: figure.service,
    name: nameOf(figure.service),
    period: figure.period,
    published,
    ours: own,
    difference: own === undefined ? undefined : (Number(own) - Number(published)).toFixed(figure.decimals),
    agrees: own === published,
  };
};

const spanCheck = (figure: PublishedFigure, figures: readonly PublishedFigure[], nameOf: (service: ComponentId) => string): SpanCheck => {
  const values = monthsOf(figure.period).map((month): Ratio | undefined => {
    const found = figures.find((other) => other.service === figure.service && other.period === month);
    return found === undefined ? undefined : ofNumber(found.value);
  });
  const known = values.filter((value) => value !== undefined);
  const average = known.length === values.length ? mean(known) : undefined;
  const recomputed = average === undefined ? undefined : roundHalfUp(average, figure.decimals);
  return {
    service: figure.service,
    name: nameOf(figure.service),
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

const notesOn = (
  facts: readonly Recorded[],
  services: ReadonlySet<ComponentId>,
  nameOf: (service: ComponentId) => string,
): Publication['notes'] =>
  facts
    .filter((one) => isA(one, 'NoteAdded'))
    .flatMap(({ fact: { data } }) => {
      if (!('component' in data.about) || !services.has(data.about.component)) return [];
      const service = data.about.component;
      return [{ service, name: nameOf(service), text: data.text }];
    });

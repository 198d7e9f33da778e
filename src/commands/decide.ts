// Decides which drafts become facts (S5.5: decisions refuse, the fold never does). A draft already in the log is no new fact; the same
// id with other content is refused; so is a draft which, folded with everything known, would have no effect. All drafts of a command
// are decided together, since one may rest on another; if one is refused, none is accepted. Costs one replay, with corrections two.
import { isDeepStrictEqual } from 'node:util';
import { decideAmendment } from '#domain/facts/decisions/amendment.ts';
import { reversedEnds } from '#domain/facts/decisions/correction.ts';
import { neverDeclared } from '#domain/facts/decisions/names.ts';
import { refusedFacts } from '#domain/facts/decisions/refused.ts';
import { effectiveFacts, type Effective } from '#domain/facts/effective.ts';
import type { Fact, FactDraft, Recorded } from '#domain/facts/fact.ts';
import { unknownOrigin } from '#domain/facts/decisions/origin.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Gradual } from '#domain/gradually.ts';
import { replayGradually, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { BEGINNING, exactly } from '#domain/time/instant.ts';
import type { AnyRecorded } from '#log/event-log.ts';
import { streamOf } from '#log/streams.ts';
import { visibleFacts } from '#log/visible.ts';
import { definitionProblems } from '#domain/topology/check.ts';
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import { completed } from './complete.ts';
import type { Placed, Recording } from './ports.ts';

export interface Decision {
  /** New facts in the order given, each with its stream. */
  readonly fresh: readonly { readonly fact: Fact; readonly stream: string }[];
  /** How many drafts the log holds already. */
  readonly known: number;
  /** The facts that counted before, and those that count with the new ones. */
  readonly before: readonly Recorded[];
  readonly after: readonly Recorded[];
}

/** With pauses, since many drafts take long. */
export function* deciding(
  records: readonly AnyRecorded[],
  drafts: readonly Placed<FactDraft>[],
  recording: Recording,
): Gradual<Decision | readonly Refusal[]> {
  const visible = visibleFacts(records).facts;
  yield;
  const identified = yield* withIds(drafts, recording);
  if (isRefused(identified)) return identified;
  const sorted = yield* sortOut(identified, visible, recording);
  if (isRefused(sorted)) return sorted;

  const streams = new Map(visible.map(({ fact, stream }) => [fact.id, stream]));
  for (const { value } of sorted.fresh) {
    const stream = streamOf(value, (id) => streams.get(id));
    if (stream !== undefined) streams.set(value.id, stream);
  }
  const homeless = sorted.fresh.filter(({ value }) => !streams.has(value.id));
  if (homeless.length > 0)
    return homeless.map(({ place }) => refuse('it names a fact that is not in the log; expected the id of one that is', place));

  const fresh = sorted.fresh.map(({ value, place }) => ({ fact: value, place, stream: streams.get(value.id) ?? '' }));
  const trial = fresh.map(({ fact, stream }, index): Recorded => ({
    fact,
    stream,
    revision: Number.MAX_SAFE_INTEGER - fresh.length + index,
    position: `~${String(index).padStart(12, '0')}`,
    recordedAt: recording.now,
  }));
  yield;
  const before = effectiveFacts(visible, recording.decode);
  const all = [...visible, ...trial];
  const after = effectiveFacts(all, recording.decode);
  yield;
  const touched = touchedBy(fresh, after);
  const unfit = unfitDefinitions(touched, before, after);
  if (unfit.length > 0) return unfit;
  yield;
  const leadsNowhere = unknownOrigin(after.facts);
  const origins = fresh.flatMap(({ fact, place }) => {
    const why = leadsNowhere(fact);
    return why === undefined ? [] : [refuse(why, place)];
  });
  yield;
  const isASlip = neverDeclared(after.facts);
  const slips = after.facts.flatMap(({ fact }) => {
    const [place, why] = [touched.get(fact.id), isASlip(fact)];
    return place === undefined || why === undefined ? [] : [refuse(why, place)];
  });
  const effects = slips.length > 0 ? [] : yield* withoutEffect({ fresh, touched, before, after }, recording);
  const refused = [...origins, ...slips, ...refusedAmendments(fresh, before, all), ...effects];
  if (refused.length > 0) return refused;
  return { fresh: fresh.map(({ fact, stream }) => ({ fact, stream })), known: sorted.known, before: before.facts, after: after.facts };
}

type Fresh = readonly { readonly fact: Fact; readonly place: string; readonly stream: string }[];
type Places = ReadonlyMap<FactId, string>;

/** The new facts, and those that a new correction (or one of a correction) makes say something else, each with its place. */
const touchedBy = (fresh: Fresh, after: Effective): Places => {
  const touched = new Map(fresh.map(({ fact, place }) => [fact.id, place]));
  for (const { fact } of after.amendments) {
    const place = touched.get(fact.id);
    if (place !== undefined && fact.type === 'Corrected') touched.set(fact.data.fact, place);
  }
  return touched;
};

const refusedAmendments = (fresh: Fresh, before: Effective, all: readonly Recorded[]): readonly Refusal[] => {
  const byId = new Map(all.map((one) => [one.fact.id, one]));
  return fresh.flatMap(({ fact, place }) => {
    if (fact.type !== 'Corrected' && fact.type !== 'Retracted') return [];
    const why = decideAmendment(fact, before, (id) => byId.get(id));
    return why === undefined ? [] : [refuse(why, place)];
  });
};

interface Change {
  readonly fresh: Fresh;
  readonly touched: Places;
  readonly before: Effective;
  readonly after: Effective;
}

/** New facts that would have no effect, and corrections that would take the effect from a fact or turn its order round. */
function* withoutEffect({ fresh, touched, before, after }: Change, { progress }: Recording): Gradual<readonly Refusal[]> {
  const { inapplicable } = yield* replayGradually(after.facts, progress === undefined ? {} : { progress });
  const powerless = [...after.inapplicable, ...inapplicable, ...refusedFacts(after.facts)];
  const isNew = new Set(fresh.map(({ fact }) => fact.id));
  const corrects = touched.size > isNew.size ? yield* replayGradually(before.facts) : undefined;
  const already = corrects === undefined ? [] : [...corrects.inapplicable, ...refusedFacts(before.facts)];
  const excused = new Set(already.map(({ recorded }) => recorded.fact.id));
  const reversed = corrects === undefined ? [] : [...reversedEnds(corrects.faults, before.facts, after.facts, new Set(touched.keys()))];
  const reasons = new Map(reversed);
  for (const { recorded, why } of powerless) {
    const { id } = recorded.fact;
    if (!reasons.has(id) && !excused.has(id)) reasons.set(id, why);
  }
  return [...reasons].flatMap(([id, why]) => {
    const place = touched.get(id);
    return place === undefined ? [] : [refuse(why, place)];
  });
}

const isRefused = <T>(value: T | readonly Refusal[]): value is readonly Refusal[] =>
  Array.isArray(value) && value.length > 0 && isRefusal(value[0]);

type Identified = readonly (Placed<FactDraft> & { readonly id: FactId })[];

/** How many drafts are looked at between two pauses. */
const BETWEEN_PAUSES = 1_000;

function* withIds(drafts: readonly Placed<FactDraft>[], { identify }: Recording): Gradual<Identified> {
  const seen = new Map<FactId, number>();
  const identified: Identified[number][] = [];
  for (const [index, { value, place }] of drafts.entries()) {
    if (index % BETWEEN_PAUSES === 0) yield;
    if (value.id !== undefined) {
      identified.push({ value, place, id: value.id });
      continue;
    }
    const first = identify(value, 0);
    const twins = seen.get(first) ?? 0;
    seen.set(first, twins + 1);
    identified.push({ value, place, id: twins === 0 ? first : identify(value, twins) });
  }
  return identified;
}

interface Sorted {
  readonly fresh: readonly Placed<Fact>[];
  readonly known: number;
}

/** Completes each draft and sets aside what the log holds already. Days are resolved by the hours as known with this command's model. */
function* sortOut(drafts: Identified, visible: readonly Recorded[], recording: Recording): Gradual<Sorted | readonly Refusal[]> {
  const inLog = new Map(visible.map(({ fact }) => [fact.id, fact]));
  const hours = hoursBook(catalogueOf([...visible, ...modelFactsOf(drafts, recording)]), recording.holidays);
  const fresh = new Map<FactId, Placed<Fact>>();
  const refusals: Refusal[] = [];
  let known = 0;
  for (const [index, { value, place, id }] of drafts.entries()) {
    if (index % BETWEEN_PAUSES === 0) yield;
    const fact = completed(value, id, recording.now, hours);
    if (isRefusal(fact)) {
      refusals.push({ ...fact, place });
      continue;
    }
    const already = inLog.get(id) ?? fresh.get(id)?.value;
    if (already === undefined) fresh.set(id, { value: fact, place });
    else if (recording.sameContent(already, value)) known++;
    else
      refusals.push(refuse(`a fact with the id ${id} is known already and says something else; to change what it says, correct it`, place));
  }
  return refusals.length > 0 ? refusals : { fresh: [...fresh.values()], known };
}

/** The drafts about the model as if recorded, for the hours they define. */
const modelFactsOf = (drafts: Identified, { now }: Recording): readonly Recorded[] =>
  drafts.flatMap(({ value, id }, revision) => {
    if (value.type !== 'ComponentDeclared' && value.type !== 'ComponentRevised' && value.type !== 'CalendarDefined') return [];
    const occurredAt = value.occurredAt !== undefined && 'best' in value.occurredAt ? value.occurredAt : exactly(BEGINNING);
    return [{ fact: { ...value, id, occurredAt, v: 1 }, stream: 'model', revision, position: '', recordedAt: now }];
  });

/** Definitions that are new, or newly corrected, and do not fit the scale; where the scale itself becomes another, all that do not. */
const unfitDefinitions = (touched: Places, before: Effective, after: Effective): readonly Refusal[] => {
  const scale = scaleOf(after.facts);
  const [first] = touched.values();
  const isAnother = !isDeepStrictEqual(scale, scaleOf(before.facts));
  return after.facts.flatMap(({ fact }) => {
    const place = touched.get(fact.id) ?? (isAnother ? first : undefined);
    if (place === undefined || (fact.type !== 'ComponentDeclared' && fact.type !== 'ComponentRevised')) return [];
    return definitionProblems(fact.data.definition, scale).map((problem) =>
      refuse(problem.refused, `${place}: ${fact.data.component}.${problem.place}`),
    );
  });
};

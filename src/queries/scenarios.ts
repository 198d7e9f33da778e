// Several scenarios beside one another and their base (S9.1): as typed, of files, or saved in the log. A saved one stands on its own base, the
// log as it held things when it was saved, or on today's when asked. All are compared over one span. Nothing is appended.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { FactData, ScenarioChange } from '#domain/facts/types.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { branchOf } from '#domain/simulate/branch.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { rootOf } from '#log/chain.ts';
import { comparisonOf, type Comparison } from '#projections/comparison.ts';
import { savedScenariosIn } from '#projections/saved-scenarios.ts';
import type { ScenarioComparison, Scenarios } from '#projections/scenarios.ts';
import type { ReportRequest } from './report.ts';
import { load, type Source } from './source.ts';
import { preparedFor, type Prepared } from './what-if.ts';
import { resolvedChanges, type ModelEditor, type PlacedChange, type ResolvedChange } from './what-if-changes.ts';
import { changesTyped, type AskedChanges } from './what-if-options.ts';

export type AskedScenario =
  | { readonly kind: 'typed'; readonly asked: AskedChanges }
  | { readonly kind: 'told'; readonly name: string; readonly until: Instant | undefined; readonly changes: readonly PlacedChange[] }
  | { readonly kind: 'saved'; readonly name: string };

export interface ScenariosRequest extends ReportRequest {
  readonly zone: string;
  /** `today`: saved scenarios stand on the log as it is, too. */
  readonly on: 'own' | 'today';
}

/** What a scenario says, with its base. */
interface Standing {
  readonly name: string | undefined;
  readonly until: Instant | undefined;
  readonly facts: readonly Recorded[];
  readonly now: Instant;
  readonly changes: readonly ResolvedChange[];
}

export const scenarios = async (
  source: Source,
  request: ScenariosRequest,
  asked: readonly AskedScenario[],
  editor: ModelEditor,
): Promise<Scenarios | Refusal> => {
  const today = (await load(source)).facts;
  const standing: Standing[] = [];
  for (const one of asked) {
    const found = await standingOf(one, today, source, request, editor);
    if (isRefusal(found)) return found;
    standing.push(found);
  }
  const prepared: Prepared[] = [];
  for (const { facts, now, changes } of standing) {
    const one = preparedFor(
      facts,
      now,
      request,
      changes.map((change) => change.asked),
    );
    if (isRefusal(one)) return one;
    prepared.push(one);
  }
  const span: Interval = {
    from: Math.min(...prepared.map((one) => one.span.from)),
    to: Math.max(...prepared.map((one) => one.span.to)),
  };
  const comparisons: ScenarioComparison[] = [];
  for (const [index, { policy, services, changes }] of prepared.entries()) {
    const { facts, name, until, changes: resolved } = standing[index] as Standing;
    const branch = branchOf(facts, changes, span.to + 1);
    const said = changes.map((change) => change.said);
    const comparison = comparisonOf({ facts, branch, changes: said, services, span, policy, holidays: source.holidays });
    if (isRefusal(comparison)) return comparison;
    comparisons.push({ ...comparison, name: name ?? said.join(' and '), until, definition: resolved.map(({ definition }) => definition) });
  }
  return { ...span, comparisons, root: rootOf(await source.log.heads()) };
};

const standingOf = async (
  asked: AskedScenario,
  today: readonly Recorded[],
  source: Source,
  request: ScenariosRequest,
  editor: ModelEditor,
): Promise<Standing | Refusal> => {
  const saved = asked.kind === 'saved' ? savedScenario(today, asked.name) : undefined;
  if (isRefusal(saved)) return saved;
  const own = asked.kind === 'told' ? asked.until : saved?.base.until;
  const until = request.on === 'today' ? undefined : own;
  const facts = until === undefined ? today : (await load({ ...source, by: { ...source.by, recorded: until } })).facts;
  return standingOn({ facts, until }, asked, saved, { ...source, now: until ?? source.now }, request.zone, editor);
};

type Surroundings = Pick<Source, 'now' | 'holidays' | 'decode'>;

const standingOn = (
  { facts, until }: Pick<Standing, 'facts' | 'until'>,
  asked: AskedScenario,
  saved: FactData['ScenarioSaved'] | undefined,
  { now, holidays, decode }: Surroundings,
  zone: string,
  editor: ModelEditor,
): Standing | Refusal => {
  const placed =
    asked.kind === 'typed'
      ? changesTyped(asked.asked, { catalogue: catalogueOf(facts), zone, editor, holidays })
      : asked.kind === 'told'
        ? asked.changes
        : (saved?.changes ?? []).map((change, index) => savedChange(change, index, asked.name));
  if (isRefusal(placed)) return placed;
  const changes = resolvedChanges(placed, { facts, scale: scaleOf(facts), zone, editor, decode });
  if (isRefusal(changes)) return changes;
  return { name: asked.kind === 'typed' ? undefined : asked.name, until, facts, now, changes };
};

/** One scenario on facts loaded already, whatever base it names; the request tells the span. */
export const comparedOn = (
  facts: readonly Recorded[],
  asked: AskedScenario,
  source: Surroundings,
  request: ReportRequest & { readonly zone: string },
  editor: ModelEditor,
): Comparison | Refusal => {
  const saved = asked.kind === 'saved' ? savedScenario(facts, asked.name) : undefined;
  if (isRefusal(saved)) return saved;
  const standing = standingOn({ facts, until: undefined }, asked, saved, source, request.zone, editor);
  if (isRefusal(standing)) return standing;
  const prepared = preparedFor(
    facts,
    source.now,
    request,
    standing.changes.map((change) => change.asked),
  );
  if (isRefusal(prepared)) return prepared;
  const { changes, services, span, policy } = prepared;
  const branch = branchOf(facts, changes, span.to + 1);
  return comparisonOf({ facts, branch, changes: changes.map(({ said }) => said), services, span, policy, holidays: source.holidays });
};

/** The last one saved under a name. */
const savedScenario = (facts: readonly Recorded[], name: string): FactData['ScenarioSaved'] | Refusal => {
  const all = savedScenariosIn(facts);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found.last.fact.data;
  const names = all.map((one) => one.name);
  return refuse(`${noSuchScenario(name, names)}; a file ends in .yaml, .yml or .json`);
};

export const noSuchScenario = (name: string, names: readonly string[]): string => {
  const known = names.length === 0 ? 'the log holds none' : `it holds ${names.map((one) => `"${one}"`).join(', ')}`;
  return `there is no scenario "${name}" in the log${didYouMean(name, names)}: ${known}`;
};

const savedChange = (change: ScenarioChange, index: number, name: string): PlacedChange => ({
  change,
  place: `scenario ${name}: changes[${index}]`,
  path: (part) => `scenario ${name}: changes[${index}].${part}`,
});

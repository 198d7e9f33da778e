// Imports models and facts as one import: models first, whatever the order of the files (interface: "import"). What the models change is
// worked out anew at each attempt, against the log as it is then.
import type { FactDraft, Recorded } from '#domain/facts/fact.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { compileScale, DEFAULT_SCALE, type Scale } from '#domain/impact/scale.ts';
import { effectiveFacts } from '#domain/facts/effective.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { recordsOf } from '#log/records.ts';
import { visibleFacts } from '#log/visible.ts';
import { allInForce, catalogueOf, inForceSince, type Catalogue } from '#domain/facts/catalogue.ts';
import { deciding } from './decide.ts';
import { modelFacts, type ModelPatch } from './model-patch.ts';
import type { Placed, Recording } from './ports.ts';
import { gradually, importFacts, type MakeDrafts } from './record.ts';

/** What the rest of the model holds, for names that a file uses and does not define. */
export interface Known {
  readonly components: ReadonlySet<string>;
  readonly calendars: ReadonlySet<string>;
  readonly scale: Scale;
}

/** A model file: what it says, where it says it, and what is wrong with it beside everything else that is known. */
export interface ModelInput {
  readonly patch: ModelPatch;
  readonly placeOf: (draft: FactDraft) => string;
  readonly problems: (known: Known) => readonly Refusal[];
}

export interface ImportRequest {
  readonly models: readonly ModelInput[];
  readonly facts: readonly Placed<FactDraft>[];
  /** Days on which a calendar is closed, beside what it says already. */
  readonly closed?:
    | {
        readonly calendar: string;
        /** Its days, for a calendar in a zone, or what is wrong with them. */
        readonly daysIn: (zone: string) => readonly string[] | readonly Refusal[];
        readonly place: string;
      }
    | undefined;
  /** Retire the components that the models leave out. */
  readonly prune: boolean;
}

/** What an import brought or would bring. */
export interface Imported {
  readonly added: readonly { readonly type: string }[];
  readonly known: number;
}

export const importAll = async (request: ImportRequest, recording: Recording): Promise<Imported | readonly Refusal[]> =>
  importFacts(draftsOf(request, recording), recording);

/** The calls of an import's files, so that none is lost from sight. */
export interface CallsBrought {
  readonly rows: number;
  readonly calls: number;
  /** Without any time. */
  readonly undated: number;
  /** Systems that neither the log nor the files' models have as an id, a name or an alias. */
  readonly unknownSystems: readonly string[];
}

/** What the files say of calls, beside the log as it is; undefined where they say nothing of them. */
export const callsBrought = async (
  { models, facts }: Omit<ImportRequest, 'prune'>,
  { log, decode, now }: Recording,
): Promise<CallsBrought | undefined> => {
  const calls = facts.flatMap(({ value }) => (value.type === 'CallLogged' ? [value] : []));
  if (calls.length === 0) return undefined;
  const inLog = allInForce(catalogueOf(effectiveFacts(visibleFacts(await recordsOf(log)).facts, decode).facts).components, now);
  const known = new Set(
    [...inLog, ...models.flatMap(({ patch }) => Object.entries(patch.components))].flatMap(([id, { name = id, aliases = [] }]) =>
      [id, name, ...aliases].map((word) => word.toLowerCase()),
    ),
  );
  const sum = (some: typeof calls): number => some.reduce((total, { data }) => total + data.count, 0);
  return {
    rows: calls.length,
    calls: sum(calls),
    undated: sum(calls.filter(({ occurredAt }) => occurredAt === undefined)),
    unknownSystems: [...new Set(calls.map(({ data }) => data.system).filter((system) => !known.has(system.toLowerCase())))],
  };
};

/** What is wrong with a model that has nothing but itself. */
export const checkedAlone = ({ patch, problems }: ModelInput): readonly Refusal[] => {
  const own = patch.scales['default'];
  return problems({ components: new Set(), calendars: new Set(), scale: compileScale(own ?? DEFAULT_SCALE) });
};

/** Decides without appending anything. */
export const tryImport = async (request: ImportRequest, recording: Recording): Promise<Imported | readonly Refusal[]> => {
  const records = await recordsOf(recording.log);
  const drafts = draftsOf(request, recording)(records);
  if (drafts[0] !== undefined && 'refused' in drafts[0]) return drafts as readonly Refusal[];
  const decision = await gradually(deciding(records, drafts as readonly Placed<FactDraft>[], recording), recording);
  return 'fresh' in decision ? { added: decision.fresh.map(({ fact }) => fact), known: decision.known } : decision;
};

const draftsOf =
  ({ models: given, facts, prune, closed }: ImportRequest, { now, decode }: Recording): MakeDrafts =>
  (records) => {
    const visible = effectiveFacts(visibleFacts(records).facts, decode).facts;
    const catalogue = catalogueOf(visible);
    const closing = closed === undefined ? { models: given } : withClosedDays(given, closed, catalogue, now);
    if ('refused' in closing) return closing.refused;
    const { models } = closing;
    const kept = prune ? new Set(models.flatMap(({ patch }) => Object.keys(patch.components))) : undefined;
    const known = knownTo(catalogue, visible, models, facts, kept, now);
    const problems = [...saidTwice(models), ...models.flatMap((model) => model.problems(known))];
    if (problems.length > 0) return problems;
    const changes = models.flatMap(({ patch, placeOf }, index) =>
      modelFacts(patch, catalogue, { now, keep: index === 0 ? kept : undefined }).map((value) => ({ value, place: placeOf(value) })),
    );
    return [...changes, ...facts];
  };

/** The models with one more that closes the days in the calendar: as a file of the import has it, else as the log has it, since then. */
const withClosedDays = (
  models: readonly ModelInput[],
  { calendar, daysIn, place }: NonNullable<ImportRequest['closed']>,
  catalogue: Catalogue,
  now: Instant,
): { readonly models: readonly ModelInput[] } | { readonly refused: readonly Refusal[] } => {
  const index = models.findLastIndex(({ patch }) => patch.calendars[calendar] !== undefined);
  const inFile = models[index];
  const inLog = inForceSince(catalogue.calendars, calendar, now);
  const definition = inFile?.patch.calendars[calendar] ?? inLog?.value;
  if (definition === undefined) {
    const known = [...allInForce(catalogue.calendars, now).keys(), ...models.flatMap(({ patch }) => Object.keys(patch.calendars))];
    const none = refuse(`there is no calendar "${calendar}"${didYouMean(calendar, known)}: define its weekly hours first`, '--calendar');
    return { refused: [none] };
  }
  const days: string[] = [];
  const refused: Refusal[] = [];
  for (const day of daysIn(definition.zone)) {
    if (isRefusal(day)) refused.push(day);
    else days.push(day);
  }
  if (refused.length > 0) return { refused };
  const closed = Object.fromEntries(days.map((day) => [day, 'closed'] as const));
  const calendars = { [calendar]: { ...definition, exceptions: { ...closed, ...definition.exceptions } } };
  if (inFile !== undefined) {
    const patch = { ...inFile.patch, calendars: { ...inFile.patch.calendars, ...calendars } };
    return { models: models.with(index, { ...inFile, patch }) };
  }
  const nothing = { components: {}, groups: {}, policies: {}, scales: {} };
  const added: ModelInput = { patch: { ...nothing, since: inLog?.from, calendars }, placeOf: () => place, problems: () => [] };
  return { models: [...models, added] };
};

/** Names a model may use without defining them: those of the log (less what is retired), of the other files and of declared facts. */
const knownTo = (
  catalogue: Catalogue,
  visible: readonly Recorded[],
  models: readonly ModelInput[],
  facts: readonly Placed<FactDraft>[],
  kept: ReadonlySet<string> | undefined,
  now: Instant,
): Known => {
  const patches = models.map(({ patch }) => patch);
  const declared = facts.flatMap(({ value }) => (value.type === 'ComponentDeclared' ? [value.data.component] : []));
  const inLog = [...allInForce(catalogue.components, now).keys()].filter((id) => kept === undefined || kept.has(id));
  const scale = patches.map(({ scales }) => scales['default']).find((definition) => definition !== undefined);
  return {
    components: new Set([...inLog, ...declared, ...patches.flatMap(({ components }) => Object.keys(components))]),
    calendars: new Set([...allInForce(catalogue.calendars, now).keys(), ...patches.flatMap(({ calendars }) => Object.keys(calendars))]),
    scale: scale === undefined ? scaleOf(visible) : compileScale(scale),
  };
};

/** A component that two files of one import define would be what the last one says, by chance. */
const saidTwice = (models: readonly ModelInput[]): readonly Refusal[] => {
  const seen = new Set<string>();
  return models.flatMap(({ patch }) =>
    Object.keys(patch.components).flatMap((id) => {
      if (seen.has(id)) return [refuse(`component "${id}" is defined in two of the files; expected it in one`)];
      seen.add(id);
      return [];
    }),
  );
};

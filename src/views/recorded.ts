// What `record` and `import` did, as people and programs read it.
import type { Fact } from '#domain/facts/fact.ts';
import { pushTo } from '#domain/grouped.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import type { AmendedFact } from '#projections/amended.ts';
import type { Difference, ServiceChange } from '#projections/difference.ts';
import type { Answer } from './answer.ts';
import { partJson, partText } from './parts.ts';
import { saidOf } from './said.ts';
import { factText, instantText, levelText, occurrenceJson, occurrenceText, type Style } from './style.ts';

export interface RecordedView {
  readonly fact: Fact;
  readonly difference: Difference;
  readonly amended: readonly AmendedFact[];
}

export const recordedAnswer = ({ fact, difference, amended }: RecordedView): Answer => ({
  json: {
    fact: fact.id,
    type: fact.type,
    occurredAt: fact.occurredAt === undefined ? null : occurrenceJson(fact.occurredAt),
    amended: amended.map(({ recorded, became, parts }) => ({
      fact: recorded.fact.id,
      type: recorded.fact.type,
      became,
      parts: parts.map(partJson),
    })),
    changed: differenceJson(difference),
  },
  text: (style) => {
    const said = saidOf(fact, style);
    const when = fact.occurredAt === undefined || said !== undefined ? '' : `, ${occurrenceText(fact.occurredAt, style)}`;
    const best =
      when !== '' && fact.occurredAt !== undefined && fact.occurredAt.earliest !== fact.occurredAt.latest
        ? `, counted from ${instantText(fact.occurredAt.best, style)}`
        : '';
    const changed = differenceLines(difference, style);
    return [
      `Recorded ${fact.type} (fact ${fact.id})${when}${best}${said === undefined ? '' : `: ${said}`}`,
      ...amendedLines(amended, style),
      ...(changed.length === 0 && !SILENT.has(fact.type) ? ['No service changed.'] : changed),
    ].join('\n');
  },
});

/** Of these nobody expects that they change a service. */
const SILENT: ReadonlySet<string> = new Set([
  'MaintenancePlanned',
  'MaintenanceChanged',
  'MaintenanceCancelled',
  'RecordsDeclared',
  'ReportPublished',
  'IncidentOpened',
  'IncidentLinked',
  'IncidentSeveritySet',
  'IncidentClosed',
  'IncidentReopened',
  'NoteAdded',
]);

const MOST_AMENDED = 10;

const amendedLines = (amended: readonly AmendedFact[], style: Style): readonly string[] => {
  const lines = amended.slice(0, MOST_AMENDED).map(({ recorded, became, parts }) => {
    const what = `${factText(recorded, style)} (fact ${recorded.fact.id})`;
    if (became !== 'changed') return `${what}: ${became === 'retracted' ? 'counts no more' : 'counts again'}`;
    return `${what}: ${parts.map(partText).join(', ')}`;
  });
  return amended.length > MOST_AMENDED ? [...lines, `and ${amended.length - MOST_AMENDED} more facts`] : lines;
};

/** Services of which the same can be said are told in one line from this many on. */
const TOLD_TOGETHER = 5;

const differenceLines = ({ services, scale }: Difference, style: Style): readonly string[] => {
  const bySaid = new Map<string, string[]>();
  for (const { name, months, nowAt } of services) {
    const down = months.map(({ month, before, after }) => `down ${length(before)} → ${length(after)} in ${month}`);
    const left = nowAt === undefined ? [] : [`${levelText(nowAt.level, scale, style)} since ${instantText(nowAt.since, style)}`];
    const said = [...down, ...left].join(', ') || 'no more or less downtime, but other times at risk or degraded';
    pushTo(bySaid, said, name);
  }
  return [...bySaid].flatMap(([said, names]) =>
    names.length < TOLD_TOGETHER
      ? names.map((name) => `${name}: ${said}`)
      : [`${names[0]} … ${names.at(-1)}, ${names.length} services, each: ${said}`],
  );
};

const length = (milliseconds: number): string => (milliseconds === 0 ? '0' : spokenDuration(milliseconds));

const differenceJson = ({ services, scale }: Difference): object =>
  services.map(({ service, name, months, nowAt }: ServiceChange) => ({
    service,
    name,
    downMs: months.map(({ month, before, after }) => ({ month, before, after })),
    level: nowAt === undefined ? scale.names[0] : scale.names[nowAt.level],
  }));

export interface ImportedView {
  readonly files: readonly string[];
  readonly added: readonly { readonly type: string }[];
  readonly known: number;
  readonly dryRun: boolean;
  readonly calls: CallsOfFiles | undefined;
  /** What was found out of the files' form. */
  readonly notes: readonly string[];
}

/** What the files say of a help desk's calls. */
interface CallsOfFiles {
  readonly rows: number;
  readonly calls: number;
  readonly undated: number;
  readonly unknownSystems: readonly string[];
}

export const importedAnswer = ({ files, added, known, dryRun, calls, notes }: ImportedView): Answer => {
  const types = new Map<string, number>();
  for (const { type } of added) types.set(type, (types.get(type) ?? 0) + 1);
  return {
    json: { files, dryRun, added: added.length, known, types: Object.fromEntries(types), calls: calls ?? null, notes },
    text: (style) => {
      const what = [...types].map(([type, count]) => `${count} ${type}`).join(', ');
      const verb = dryRun ? 'Would add' : 'Added';
      const counted = added.length === 1 ? '1 fact' : `${added.length} facts`;
      const before =
        known === 0
          ? added.length === 0
            ? '; the log says all of it already'
            : ''
          : `; ${known === 1 ? '1 was' : `${known} were`} known already`;
      const sentence = `${verb} ${counted} from ${files.join(', ')}${what === '' ? '' : ` (${what})`}${before}.`;
      return [sentence, ...(calls === undefined ? [] : [callsLine(calls, style)]), ...notes.map((note) => style.dim(`${note}.`))].join(
        '\n',
      );
    },
  };
};

const callsLine = ({ rows, calls, undated, unknownSystems }: CallsOfFiles, style: Style): string => {
  const aside = [
    ...(undated === 0 ? [] : [`${undated} without a time`]),
    ...(unknownSystems.length === 0 ? [] : [`systems that are not in the model: ${unknownSystems.join(', ')}`]),
  ];
  const line = `The files tell of ${calls} ${calls === 1 ? 'call' : 'calls'} in ${rows} ${rows === 1 ? 'row' : 'rows'}`;
  return aside.length === 0 ? `${line}.` : `${line}; kept and counted apart: ${style.yellow(aside.join('; '))}.`;
};

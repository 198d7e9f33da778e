// Files named on a command line, read and understood, or everything that is wrong with them.
import type { FactDraft } from '#domain/facts/fact.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { ImportRequest } from '#commands/import-files.ts';
import type { ClosedDays } from '#intake/closed-days.ts';
import { gradually } from '#commands/record.ts';
import { readingInputs } from '#intake/detect.ts';
import { checkModel, type LocatedModel } from '#intake/model-file.ts';
import { progressOn } from './progress.ts';
import type { Shell } from './shell.ts';

/** How files that need it are to be read. */
export interface ReadingHints {
  /** The file that says what the columns of those in CSV mean. */
  readonly mapping?: string | undefined;
  /** The calendar whose closed days those in iCalendar tell. */
  readonly calendar?: string | undefined;
}

export const inputsFrom = async (
  paths: readonly string[],
  shell: Shell,
  { mapping, calendar }: ReadingHints = {},
): Promise<(Omit<ImportRequest, 'prune'> & { readonly notes: readonly string[] }) | readonly Refusal[]> => {
  const files: { name: string; bytes: Uint8Array }[] = [];
  const unread: Refusal[] = [];
  for (const name of mapping === undefined ? paths : [mapping, ...paths]) {
    try {
      files.push({ name, bytes: await shell.readFile(name) });
    } catch (error) {
      unread.push(refuse(`the file cannot be read: ${reasonOf(error)}`, name));
    }
  }
  if (unread.length > 0) return unread;
  const progress = progressOn(shell, 'Reading');
  const [given, by] = mapping === undefined ? [files, undefined] : [files.slice(1), files[0]];
  const inputs = await gradually(readingInputs(given, by, progress.step), { pause: shell.pause });
  progress.stop();
  if (!('models' in inputs)) return inputs;
  const [ics] = inputs.closedDays;
  if (ics !== undefined && calendar === undefined) {
    return [refuse('holds closed days: expected --calendar NAME beside it, which says whose', ics.name)];
  }
  if (ics === undefined && calendar !== undefined) return [refuse('there is no iCalendar file whose days it would close', '--calendar')];
  return {
    models: inputs.models.map((located) => ({
      patch: located.model,
      placeOf: (draft) => located.place(pathOf(draft)),
      problems: (known) => checkModel(located, known),
    })),
    facts: inputs.facts.flatMap(({ drafts }) => drafts),
    notes: inputs.facts.flatMap(({ name, notes = [] }) => notes.map((note) => `${name}: ${note}`)),
    ...(ics === undefined || calendar === undefined
      ? {}
      : { closed: { calendar, daysIn: (zone) => daysOfAll(inputs.closedDays, zone), place: ics.name } }),
  };
};

/** The days of all files, or what is wrong with any of them. */
const daysOfAll = (files: readonly ClosedDays[], zone: string): readonly string[] | readonly Refusal[] => {
  const days: string[] = [];
  const refusals: Refusal[] = [];
  for (const file of files) {
    for (const day of file.daysIn(zone)) {
      if (typeof day === 'string') days.push(day);
      else refusals.push(day);
    }
  }
  return refusals.length > 0 ? refusals : days;
};

/** Where in a model file a fact of the model was said. */
const pathOf = (draft: FactDraft): Parameters<LocatedModel['place']>[0] => {
  switch (draft.type) {
    case 'ComponentDeclared':
    case 'ComponentRevised':
      return ['components', draft.data.component];
    case 'CalendarDefined':
      return ['calendars', draft.data.name];
    case 'PolicyDefined':
      return ['policies', draft.data.name];
    case 'ScaleDefined':
      return ['scales', draft.data.name];
    case 'GroupDefined':
      return ['groups', draft.data.name];
    default:
      return [];
  }
};

const REASONS = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a directory'],
  ['EACCES', 'access is not permitted'],
]);

/** A fault of the file system in words. */
export const reasonOf = (error: unknown): string => {
  const code = (error as { code?: string }).code ?? '';
  return REASONS.get(code) ?? (error instanceof Error ? error.message : String(error));
};

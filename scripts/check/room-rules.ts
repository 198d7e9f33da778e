// The rules that the rooms keep, each named, each with the sentence that says why. Pure: a parsed file in, breaches out.
// Checked per import line; that an import's target exists is tsc's to say.
import { posix } from 'node:path';
import type { AmbientKind } from './ambient.ts';
import { ADAPTERS, LIBRARIES, NOBODY_IMPORTS, ROOMS, type Room } from './room-table.ts';
import type { OthersText } from './others-text.ts';
import type { Import, SourceFile } from './source-file.ts';

export interface Breach {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  /** What was found. */
  readonly said: string;
  /** Why that is not to be. */
  readonly why: string;
}

type Finding = Omit<Breach, 'path'>;

const LONGEST = 300;
const PURE = new Set(['domain', 'projections']);
const AMBIENT_WHY: Readonly<Record<AmbientKind, string>> = {
  clock: 'time comes in as data: a replay must give the same figures tomorrow',
  dice: 'randomness comes in as data: a figure must be the same on every machine',
  machine: 'what depends on the machine, its zone, locale or process would make figures depend on where they were computed',
  asynchronous: 'pure rooms are synchronous: nothing can happen between two steps of a fold',
};

const OTHERS_WHY: Readonly<Record<OthersText['kind'], { readonly said: string; readonly why: string }>> = {
  'own-keys': {
    said: 'looks up',
    why: 'whoever names a key may name it `constructor` or `__proto__`: a Map has only its own, and ownOf (domain/own.ts) asks an object for its own',
  },
  replacement: {
    said: 'replaces by a text, with',
    why: '`$&` and the like in a text that replaces are patterns: a function gives the text as it is',
  },
};
/** Where text of others is read into objects and copied between them, and the one file that looks a key up. */
const READS_OTHERS = ['domain/own.ts', 'src/wire/', 'src/intake/'];

const startsWithin = (path: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));

const roomOf = (path: string): Room | undefined => ROOMS.find(({ folder }) => path.startsWith(folder));

/** The file an internal import names, from the root; undefined for a library. */
export const targetOf = (path: string, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  const room = ROOMS.find(({ alias }) => specifier.startsWith(alias));
  return room === undefined ? undefined : room.folder + specifier.slice(room.alias.length);
};

const within = (path: string, from: Room, specifier: string, target: string, { line, types }: Import): Finding[] => {
  const to = roomOf(target);
  const findings: Finding[] = [];
  const find = (rule: string, said: string, why: string): void => void findings.push({ rule, line, said, why });
  if (to === undefined) {
    find('rooms', `imports ${target}, which lies in no room`, 'every file belongs to a room, so that its rules can be told');
    return findings;
  }
  if (!/\.tsx?$/.test(target))
    find('written-out', `imports ${specifier}`, 'an import names its file, with .ts or .tsx: there is no index and no guessing');
  const relative = specifier.startsWith('.');
  if (to === from) {
    if (!relative)
      find(
        'step-is-relative',
        `imports ${specifier} inside ${from.name}`,
        'a step inside a room is written as a relative path, so that an alias always means a crossing',
      );
    return findings;
  }
  if (relative)
    find(
      'crossing-is-alias',
      `imports ${specifier} (${to.name}) by a relative path`,
      `a crossing is written with its alias (${to.alias}…), so that it shows in the import line`,
    );
  const closed = NOBODY_IMPORTS.find(({ room }) => room === to.name);
  if (closed !== undefined) {
    if (!startsWithin(path, closed.but)) find(`nobody-imports-${to.name}`, `imports ${target}`, closed.why);
  } else if (!isAllowed(from, to.name, target, types)) {
    find(from.name, `imports ${target}`, from.why);
  } else if (from.may !== 'all' && ADAPTERS.files.test(target) && !ADAPTERS.within.test(path)) {
    find('adapters', `imports ${target}`, ADAPTERS.why);
  }
  return findings;
};

const isAllowed = (from: Room, to: string, target: string, types: boolean): boolean =>
  from.may === 'all' || from.may.includes(to) || (types && from.types?.includes(to) === true) || from.words?.includes(target) === true;

const outside = (path: string, from: Room, specifier: string, line: number): Finding[] => {
  if (specifier.startsWith('node:')) {
    const said = `imports ${specifier}`;
    return from.node
      ? []
      : [
          {
            rule: 'no-node',
            line,
            said,
            why: `${from.name} runs anywhere and touches nothing: files, processes and hashes belong to the shell`,
          },
        ];
  }
  const library = LIBRARIES.find(({ name }) => name.test(specifier));
  const tools = path.startsWith('scripts/') || path.startsWith('test/');
  if (library === undefined) {
    const why = 'a library is used where the room table says so (scripts/check/room-table.ts): a new one is a decision, taken there';
    return tools ? [] : [{ rule: 'unlisted-library', line, said: `imports ${specifier}`, why }];
  }
  if (startsWithin(path, library.where) || (tools && library.strict !== true)) return [];
  return [{ rule: 'confined-library', line, said: `imports ${specifier}, which is for ${library.where.join(', ')}`, why: library.why }];
};

const checkImport = (path: string, from: Room, one: Import): Finding[] => {
  const { specifier, line } = one;
  if (specifier === undefined) {
    const why = 'an import computed at run time cannot be checked against the rooms';
    return path.startsWith('scripts/') || path.startsWith('test/')
      ? []
      : [{ rule: 'computed-import', line, said: 'imports what is only known at run time', why }];
  }
  const target = targetOf(path, specifier);
  return target === undefined ? outside(path, from, specifier, line) : within(path, from, specifier, target, one);
};

const checkShape = ({ path, text, lines, starExports }: SourceFile): Finding[] => {
  const findings: Finding[] = [];
  const find = (rule: string, line: number, said: string, why: string): void => void findings.push({ rule, line, said, why });
  const head = text.split('\n', 6);
  const base = posix.basename(path);
  if (lines > LONGEST && !head.some((line) => line.startsWith('// Long because')))
    find(
      'file-length',
      lines,
      `has ${String(lines)} lines`,
      `a file is one idea: beyond ${String(LONGEST)} lines its head says why (// Long because …)`,
    );
  // a test file is its own head: its names are sentences
  if (!base.endsWith('.test.ts') && !/^(?:\/\/|\/\*|#!)/.test(text))
    find('head', 1, 'begins without a comment', 'the head of a file says in 1 to 5 lines what it computes and what it keeps');
  if (base === 'index.ts') find('no-barrel', 1, 'is called index.ts', 'a barrel hides which file is meant');
  for (const line of starExports) find('no-barrel', line, 're-exports everything of another file', 'a barrel hides which file is meant');
  if (/(?:^|-)(?:utils?|helpers?|manager|misc)[-.]/.test(base))
    find('names', 1, `is called ${base}`, 'names are the field’s: a file that helps with everything is about nothing');
  return findings;
};

/** Every breach in one file, in the order of lines. */
export const breachesOf = (file: SourceFile): Breach[] => {
  const room = roomOf(file.path);
  const findings =
    room === undefined
      ? [{ rule: 'rooms', line: 1, said: 'lies in no room', why: 'every file belongs to a room, so that its rules can be told' }]
      : [
          ...checkShape(file),
          ...file.imports.flatMap((one) => checkImport(file.path, room, one)),
          ...(PURE.has(room.name)
            ? file.ambient.map(({ kind, what, line }) => ({ rule: `pure-${kind}`, line, said: `uses ${what}`, why: AMBIENT_WHY[kind] }))
            : []),
          ...(startsWithin(file.path, ['domain/', 'projections/', 'src/']) && !startsWithin(file.path, READS_OTHERS)
            ? file.othersText.map(({ kind, what, line }) => ({
                rule: kind,
                line,
                said: `${OTHERS_WHY[kind].said} ${what}`,
                why: OTHERS_WHY[kind].why,
              }))
            : []),
        ];
  return findings.map((finding) => ({ ...finding, path: file.path })).toSorted((a, b) => a.line - b.line);
};

// The rooms and what may pass between them, as data: one row a room, one row a confined library, each with the sentence that says why.
// docs/decisions/0001-rooms.md tells how the table came about. Facts flow one way: intake → commands → log → domain → projections → views → doors.

export interface Room {
  readonly name: string;
  /** The folder, with a slash behind it. */
  readonly folder: string;
  /** How another room writes a crossing into this one. */
  readonly alias: string;
  /** Names of the rooms it may import; `all`: every room but those that nobody imports. */
  readonly may: readonly string[] | 'all';
  /** Rooms of which it may import types, which are gone at run time, and nothing else. */
  readonly types?: readonly string[];
  /** Single files of other rooms that it may import as values. */
  readonly words?: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly node: boolean;
  readonly why: string;
}

const DOOR_TYPES = ['domain', 'projections', 'src/log', 'src/store'];
/** Refusals and the text forms of time are how any door reads a request; the ports' errors are how it learns that a log or a store failed. */
const DOOR_WORDS = ['domain/refusal.ts', 'domain/time/text.ts', 'domain/time/zone.ts', 'src/log/event-log.ts', 'src/store/model-store.ts'];
const DOOR =
  'a door parses a request, calls and renders: what it needs of the domain, but for types and words, comes through commands, queries and views';

export const ROOMS: readonly Room[] = [
  {
    name: 'domain',
    folder: 'domain/',
    alias: '#domain/',
    may: [],
    node: false,
    why: 'the domain is pure law: it depends on nothing that can change, so that facts alone decide every figure',
  },
  {
    name: 'projections',
    folder: 'projections/',
    alias: '#projections/',
    may: ['domain'],
    node: false,
    why: 'a read model is a fold of facts: it needs the domain and nothing else, so that it can be rebuilt anywhere',
  },
  {
    name: 'src/wire',
    folder: 'src/wire/',
    alias: '#wire/',
    may: ['domain'],
    node: true,
    why: 'the wire turns outside forms into domain types: whoever it depended on would be bound to those forms',
  },
  {
    name: 'src/calendars',
    folder: 'src/calendars/',
    alias: '#calendars/',
    may: ['domain'],
    node: false,
    why: 'calendars give public holidays as data to the domain: they know its types and their source, nothing else',
  },
  {
    name: 'src/sqlite',
    folder: 'src/sqlite/',
    alias: '#sqlite/',
    may: ['domain'],
    node: true,
    why: 'one tamed SQLite binding serves every file we keep: it knows no table, and nobody who asks it',
  },
  {
    name: 'src/log',
    folder: 'src/log/',
    alias: '#log/',
    may: ['domain', 'src/wire', 'src/sqlite'],
    node: true,
    why: 'the log keeps facts and knows nobody who reads or writes them, so that an adapter can be exchanged',
  },
  {
    name: 'src/store',
    folder: 'src/store/',
    alias: '#store/',
    may: ['domain', 'src/wire', 'src/sqlite'],
    node: true,
    why: 'the store keeps read models as they are handed to it, whatever made them',
  },
  {
    name: 'src/intake',
    folder: 'src/intake/',
    alias: '#intake/',
    may: ['domain', 'src/wire'],
    node: true,
    why: 'an importer turns an outside format into facts: recording them is a command, which it does not know',
  },
  {
    name: 'src/commands',
    folder: 'src/commands/',
    alias: '#commands/',
    may: ['domain', 'src/log', 'src/store'],
    node: true,
    why: 'a command loads, decides and appends: it knows the domain and the ports, no format, read model or door',
  },
  {
    name: 'src/queries',
    folder: 'src/queries/',
    alias: '#queries/',
    may: ['domain', 'projections', 'src/log', 'src/store'],
    node: true,
    why: 'a query loads and folds into read models: it knows the ports, and leaves words and tables to the views',
  },
  {
    name: 'src/workers',
    folder: 'src/workers/',
    alias: '#workers/',
    may: ['domain'],
    node: true,
    why: 'a worker runs the same domain functions elsewhere: what it returns must not depend on where it ran',
  },
  {
    name: 'src/views',
    folder: 'src/views/',
    alias: '#views/',
    may: ['domain', 'projections'],
    node: false,
    why: 'a view renders a read model, purely: one that could load something could show two answers for one question',
  },
  {
    name: 'src/cli',
    folder: 'src/cli/',
    alias: '#cli/',
    may: ['src/intake', 'src/commands', 'src/queries', 'src/views', 'src/wire'],
    types: DOOR_TYPES,
    words: DOOR_WORDS,
    node: true,
    why: DOOR,
  },
  {
    name: 'src/http',
    folder: 'src/http/',
    alias: '#http/',
    may: ['src/intake', 'src/commands', 'src/queries', 'src/views', 'src/wire'],
    types: DOOR_TYPES,
    words: DOOR_WORDS,
    node: true,
    why: DOOR,
  },
  {
    name: 'src/web',
    folder: 'src/web/',
    alias: '#web/',
    may: ['src/intake', 'src/commands', 'src/queries', 'src/views', 'src/wire'],
    types: DOOR_TYPES,
    words: DOOR_WORDS,
    node: false,
    why: DOOR,
  },
  {
    name: 'src/compose',
    folder: 'src/compose/',
    alias: '#compose/',
    may: 'all',
    node: true,
    why: 'the composition root may import whatever it puts together',
  },
  {
    name: 'scripts',
    folder: 'scripts/',
    alias: '#scripts/',
    may: 'all',
    node: true,
    why: 'scripts may import whatever they check or measure',
  },
  { name: 'test', folder: 'test/', alias: '#test/', may: 'all', node: true, why: 'tests may import whatever they test' },
];

/** Rooms that stand at the end of every path: nobody imports them, but for the files named. */
export const NOBODY_IMPORTS: readonly { readonly room: string; readonly but: readonly string[]; readonly why: string }[] = [
  {
    room: 'src/compose',
    but: ['scripts/', 'test/'],
    why: 'the mains stand in the composition root and ask it once: everybody else takes dependencies as arguments',
  },
  {
    room: 'scripts',
    but: ['scripts/', 'test/'],
    why: 'scripts are tools around the product: they are not shipped, so nothing shipped may need them',
  },
  { room: 'test', but: ['test/', 'scripts/'], why: 'tests are not shipped, so nothing shipped may need them' },
];

/** Files of the log that only the composition root and tests may name: an adapter is chosen there and met elsewhere as the port. */
export const ADAPTERS = {
  files: /^src\/(?:log|store)\/(?:memory|sqlite|eventstoredb)(?:-[a-z-]+)?\.ts$/,
  within: /^src\/(?:log|store)\//,
  why: 'an adapter is chosen by the composition root and met by everybody else as the port, src/log/event-log.ts',
} as const;

export interface Library {
  readonly name: RegExp;
  /** Files or folders of the product that may import it. Scripts and tests may import every library but the `strict` ones. */
  readonly where: readonly string[];
  readonly strict?: true;
  readonly why: string;
}

export const LIBRARIES: readonly Library[] = [
  {
    name: /^inversify$/,
    where: ['src/compose/'],
    strict: true,
    why: 'inversify is known to the composition root alone, so that everything else can be built by hand',
  },
  {
    name: /^graphology(?:-[a-z-]+)?$/,
    where: ['domain/topology/'],
    why: 'graphology holds the model people work on; the kernel walks compiled arrays and must never meet it',
  },
  {
    name: /^luxon$/,
    where: ['domain/time/zone.ts'],
    why: 'luxon guesses offsets in places: one file tames it, always with an explicit zone',
  },
  { name: /^zod$/, where: ['src/wire/'], why: 'input is parsed once, at the edge: inside, plain types are trusted' },
  { name: /^uuid$|^canonicalize$/, where: ['src/wire/'], why: 'identifiers and canonical JSON belong to the written form of a fact' },
  { name: /^date-holidays$/, where: ['src/calendars/'], why: 'its holidays need corrections with a source, which stand beside it' },
  { name: /^libsql$/, where: ['src/sqlite/'], why: 'a driver is named where it is tamed' },
  { name: /^@eventstore\/db-client$/, where: ['src/log/'], why: 'a driver is named by the adapter that tames it' },
  {
    name: /^ical\.js$/,
    where: ['src/intake/ical/lines.ts'],
    why: 'iCalendar is a format people keep their calendars in; of the library only the reading of a line is safe, not its dates and recurrences',
  },
  {
    name: /^windows-iana$/,
    where: ['src/intake/ical/dates.ts'],
    why: 'names of zones that are not of IANA come in with calendars of Exchange',
  },
  { name: /^csv-parse\/sync$/, where: ['src/intake/'], why: 'tables of other systems are read where facts are made of them' },
  { name: /^yaml$/, where: ['src/intake/', 'src/views/'], why: 'YAML is a format of files people write and get back' },
  { name: /^string-width$|^wrap-ansi$|^csv-stringify(?:\/sync)?$/, where: ['src/views/'], why: 'a format is rendered by a view' },
  {
    name: /^react$|^react\/jsx-runtime$|^react-dom\/server$/,
    where: ['src/views/html/'],
    why: 'pages are rendered once, to text without script, by a view',
  },
  {
    name: /^@viz-js\/viz$/,
    where: ['src/views/graphviz.ts'],
    why: 'graphs are laid out by one file, which loads it only when something is drawn',
  },
  {
    name: /^@noble\/hashes\/sha2\.js$/,
    where: ['src/views/html/'],
    why: 'a page names the hash of its own style sheet, and a view touches no machine',
  },
  { name: /^piscina$/, where: ['src/workers/'], why: 'threads belong to the room that hides how many there are' },
  { name: /^picocolors$/, where: ['src/views/', 'src/cli/'], why: 'colour is for people who look at a terminal' },
  { name: /^commander$|^cli-progress$/, where: ['src/cli/'], why: 'arguments and progress belong to the command line' },
];

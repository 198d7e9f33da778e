// The objects that docs/reference/output.md describes, read from its tables, and what in a value is not as described. The words of the
// column "is" are a small language: text, flag, count, ms, number, decimal, instant, object, list of …, … by x, a link to a table.

export interface Key {
  readonly is: string;
  readonly optional: boolean;
  /** Keys of the object, of each object of the list, or of each value. */
  readonly keys: Shape;
}

export type Shape = Map<string, Key>;

export interface Section {
  readonly title: string;
  readonly shape: Shape;
  /** Undefined where the page says that there is none. */
  readonly csv: readonly string[] | undefined;
}

/** Sections by the anchor of their heading; those without a table are left out. */
export const sectionsIn = (markdown: string): ReadonlyMap<string, Section> =>
  new Map(
    markdown
      .split(/^(?=##+ )/m)
      .slice(1)
      .map((text): [string, Section] => {
        const title = /^##+ (.*)$/m.exec(text)?.[1] ?? '';
        return [title.replaceAll(' ', '-'), { title, shape: shapeOf(text), csv: columnsOf(text) }];
      })
      .filter(([, { shape }]) => shape.size > 0),
  );

const columnsOf = (text: string): readonly string[] | undefined => {
  const said = /^CSV[^:]*: ([^]*?)$(?=\n\n|\n*$(?![^]))/m.exec(text)?.[1];
  return said === undefined ? undefined : [...said.matchAll(/`([^`]+)`/g)].map(([, column]) => column ?? '');
};

const shapeOf = (text: string): Shape => {
  const shape: Shape = new Map();
  for (const [, names = '', is = ''] of text.matchAll(/^\| +(`[^|]*`) +\| +([^|]*?) +\|/gm)) {
    for (const [, name = ''] of names.matchAll(/`([^`]+)`/g)) add(shape, name, is);
  }
  return shape;
};

const add = (shape: Shape, name: string, is: string): void => {
  const path = name.replace('?', '').split('.');
  let at = shape;
  for (const step of path.slice(0, -1)) {
    const parent = at.get(step);
    if (parent === undefined) throw new Error(`${name}: no row says what ${step} is`);
    at = parent.keys;
  }
  const key = path.at(-1) ?? '';
  if (at.has(key)) throw new Error(`${name} is described twice`);
  at.set(key, { is, optional: name.endsWith('?'), keys: new Map() });
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;
const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  value: () => true,
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  count: (value) => Number.isInteger(value) && Number(value) >= 0,
  ms: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  decimal: (value) => typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value),
  instant: (value) => typeof value === 'string' && INSTANT.test(value),
};

export interface Checker {
  /** What in a value is not as the section says, a sentence each. */
  readonly problems: (value: unknown, section: string) => readonly string[];
  /** Rows that some value checked so far had, not null. */
  readonly seen: ReadonlySet<string>;
}

/** Compares values with the tables. */
export const checkerOf = (sections: ReadonlyMap<string, Section>): Checker => {
  const seen = new Set<string>();

  const objectProblems = (value: unknown, shape: Shape, row: string, place: string): readonly string[] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${place} is ${JSON.stringify(value)}, not an object`];
    const undescribed = Object.keys(value).filter((key) => !shape.has(key));
    return [
      ...undescribed.map((key) => `${place}.${key} is not described`),
      ...[...shape].flatMap(([name, key]) => {
        const found = (value as Readonly<Record<string, unknown>>)[name];
        if (found === undefined) return key.optional ? [] : [`${place}.${name} is missing`];
        return valueProblems(found, key, `${row}.${name}`, `${place}.${name}`);
      }),
    ];
  };

  const valueProblems = (value: unknown, key: Key, row: string, place: string): readonly string[] => {
    const { is, keys } = key;
    if (value === null) return is.endsWith(' or null') ? [] : [`${place} is null`];
    seen.add(row);
    const what = is.replace(/ or null$/, '');
    const link = /^\[[^\]]*\]\(#([^)]+)\)$/.exec(what)?.[1];
    if (link !== undefined) return sectionProblems(value, link, place);
    if (what.startsWith('list of ')) {
      if (!Array.isArray(value)) return [`${place} is no list`];
      const one = what.slice('list of '.length);
      const each = { ...key, is: one.startsWith('[') ? one : one.replace(/s$/, '') };
      return value.flatMap((member: unknown, index) => valueProblems(member, each, row, `${place}[${index}]`));
    }
    const by = / by \w+$/.exec(what);
    if (by !== null) {
      const each = { ...key, is: what.slice(0, by.index) };
      return Object.entries(value as object).flatMap(([name, member]) => valueProblems(member, each, row, `${place}.${name}`));
    }
    if (what === 'object') return objectProblems(value, keys, row, place);
    const fits = SIMPLE[what];
    if (fits === undefined) return [`${row}: “${is}” is no kind of value`];
    return fits(value) ? [] : [`${place} is ${JSON.stringify(value)}, not ${is}`];
  };

  const sectionProblems = (value: unknown, section: string, place: string): readonly string[] => {
    const described = sections.get(section);
    return described === undefined ? [`there is no section ${section}`] : objectProblems(value, described.shape, section, place);
  };

  return { problems: (value: unknown, section: string) => sectionProblems(value, section, section), seen };
};

/** Every row of the tables, as `checkerOf` names them. */
export const rowsOf = (sections: ReadonlyMap<string, Section>): readonly string[] => {
  const below = (shape: Shape, row: string): readonly string[] =>
    [...shape].flatMap(([name, { keys }]) => [`${row}.${name}`, ...below(keys, `${row}.${name}`)]);
  return [...sections].flatMap(([name, { shape }]) => below(shape, name));
};

// A model file (YAML 1.2 or JSON) read into what it says, every problem with file, line, column and path. `checkModel` then looks at what
// only the rest of the model can tell: names that lead nowhere, levels the scale lacks.
import { compileScale, type Scale } from '#domain/impact/scale.ts';
import { didYouMean, refuse, type Refusal } from '#domain/refusal.ts';
import { danglingNames, definitionProblems } from '#domain/topology/check.ts';
import { parseModel, type ModelFile } from '#wire/model.ts';
import type { Path } from '#wire/problem.ts';
import { MOST_PROBLEMS, placed, unsafePart } from './depth.ts';
import type { PlacedValue } from './yaml-places.ts';

export interface LocatedModel {
  readonly kind: 'model';
  readonly name: string;
  readonly model: ModelFile;
  /** `model.yaml:12:3 components.app.holdUp`. */
  readonly place: (path: Path) => string;
}

/** What the log knows already. */
export interface KnownModel {
  readonly components: ReadonlySet<string>;
  readonly calendars: ReadonlySet<string>;
  readonly scale: Scale;
}

/** The whole of a file parsed as YAML, or everything that is wrong with it. */
export const modelIn = (name: string, yaml: PlacedValue): LocatedModel | readonly Refusal[] => {
  const place = (path: Path): string => placed(yaml.placeOf(path), path);
  const unsafe = unsafePart(yaml.value);
  if (unsafe !== undefined) return [refuse(unsafe.sentence, place(unsafe.path))];
  const model = parseModel(withoutOwnKeys(yaml.value));
  if ('knockon' in model) return { kind: 'model', name, model, place };
  return model.slice(0, MOST_PROBLEMS).map(({ path, sentence }) => refuse(sentence, place(path)));
};

/** Keys of people's own, `x-…`, as compose files have them: beside the parts of a model, and within a definition. What they hold says nothing here. */
const withoutOwnKeys = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  const model = new Map<string, unknown>(Object.entries(value).filter(isOurs));
  for (const part of ['components', 'calendars', 'policies', 'scales']) {
    const named = model.get(part);
    if (!isObject(named)) continue;
    model.set(
      part,
      Object.fromEntries(
        Object.entries(named).map(([name, one]) => [name, isObject(one) ? Object.fromEntries(Object.entries(one).filter(isOurs)) : one]),
      ),
    );
  }
  return Object.fromEntries(model);
};

const isOurs = ([key]: readonly [string, unknown]): boolean => !key.startsWith('x-');
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every name that leads nowhere, and every level, effect and score that does not fit the scale (the file's own, if it defines one). */
export const checkModel = ({ model, place }: LocatedModel, known: KnownModel): readonly Refusal[] => {
  const components = new Set([...known.components, ...Object.keys(model.components)]);
  const calendars = new Set([...known.calendars, ...Object.keys(model.calendars)]);
  const own = model.scales[SCALE];
  const scale = own === undefined ? known.scale : compileScale(own);
  return [
    ...Object.keys(model.scales)
      .filter((name) => name !== SCALE)
      .map((name) => refuse(`a log has one scale, named "${SCALE}"`, place(['scales', name]))),
    ...Object.entries(model.components).flatMap(([id, definition]) => [
      ...[...definitionProblems(definition, scale), ...danglingNames(definition, components)].map((problem) =>
        refuse(problem.refused, place(['components', id, ...stepsOf(problem.place ?? '')])),
      ),
      ...hoursProblems(definition.service?.hours, calendars, ['always'], () => place(['components', id, 'service', 'hours'])),
    ]),
    ...sharedAliases(model, place),
    ...Object.entries(model.groups).flatMap(([name, members]) =>
      members.flatMap((id, index) =>
        components.has(id) ? [] : [refuse(`there is no component "${id}"${didYouMean(id, components)}`, place(['groups', name, index]))],
      ),
    ),
    ...Object.entries(model.policies).flatMap(([name, policy]) => [
      ...hoursProblems(policy.hours, calendars, ['always', 'component'], () => place(['policies', name, 'hours'])),
      ...Object.keys(policy.weights ?? {}).flatMap((level) =>
        levelProblems(level, scale, () => place(['policies', name, 'weights', level])),
      ),
      ...levelProblems(policy.countFrom, scale, () => place(['policies', name, 'countFrom'])),
    ]),
  ].slice(0, MOST_PROBLEMS);
};

/** The only scale a log reads its levels from. */
const SCALE = 'default';

const hoursProblems = (
  hours: string | undefined,
  calendars: ReadonlySet<string>,
  words: readonly string[],
  place: () => string,
): readonly Refusal[] =>
  hours === undefined || words.includes(hours) || calendars.has(hours)
    ? []
    : [
        refuse(
          `there is no calendar "${hours}"${didYouMean(hours, [...words, ...calendars])}: expected ${words.join(', ')} or a calendar's name`,
          place(),
        ),
      ];

const levelProblems = (level: string | undefined, scale: Scale, place: () => string): readonly Refusal[] =>
  level === undefined || scale.names.includes(level)
    ? []
    : [refuse(`"${level}" is not a level${didYouMean(level, scale.names)}: expected one of ${scale.names.join(', ')}`, place())];

/** An alias stands for one component: no other in the file may have it as id, name or alias. */
const sharedAliases = (model: ModelFile, place: (path: Path) => string): readonly Refusal[] => {
  const owners = new Map<string, Set<string>>();
  for (const [id, { name, aliases = [] }] of Object.entries(model.components)) {
    for (const word of [id, ...(name === undefined ? [] : [name]), ...aliases]) {
      const key = word.toLowerCase();
      owners.set(key, (owners.get(key) ?? new Set()).add(id));
    }
  }
  return Object.entries(model.components).flatMap(([id, { aliases = [] }]) =>
    aliases.flatMap((alias, index) => {
      const other = [...(owners.get(alias.toLowerCase()) ?? [])].find((owner) => owner !== id);
      return other === undefined
        ? []
        : [refuse(`the alias "${alias}" stands for ${other} too: give each its own`, place(['components', id, 'aliases', index]))];
    }),
  );
};

/** `requires.all[1].effect` as steps: as paths are written for the keys of a definition. */
const stepsOf = (path: string): Path =>
  [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => (index === undefined ? (key ?? '') : Number(index)));

// YAML (1.2, so JSON too) as a value, with the line and column of every part of it. Refuses broken syntax, a key given twice, tags that
// stand for anything but plain data, and aliases that would blow the file up. What is JSON is read as such, many times faster, and as YAML only
// when somebody asks for a place in it. O(size), but for the library's own work.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Path } from '#wire/problem.ts';
import { MOST_PROBLEMS } from './depth.ts';
import { hasKeyTwice } from './json-keys.ts';
import { DEEPEST_TEXT, tooDeepLine } from './text-depth.ts';

export interface PlacedValue {
  readonly value: unknown;
  /** `model.yaml:12:3` of the part at a path, or of the nearest part around it that is there. */
  readonly placeOf: (path: Path) => string;
}

const MOST_ALIASES = 100;

export const readYaml = (name: string, text: string): PlacedValue | readonly Refusal[] => {
  const deep = tooDeepLine(text);
  if (deep !== undefined) return [refuse(`is nested more than ${DEEPEST_TEXT} deep: flatten it`, `${name}:${deep}`)];
  const json = jsonIn(text);
  if (json === undefined) return parsedYaml(name, text);
  let placeOf: PlacedValue['placeOf'] | undefined;
  return {
    value: json.value,
    placeOf: (path) => {
      if (placeOf === undefined) {
        const yaml = parsedYaml(name, text);
        placeOf = 'placeOf' in yaml ? yaml.placeOf : () => name;
      }
      return placeOf(path);
    },
  };
};

/** The value of a text that is JSON without a key given twice. */
const jsonIn = (text: string): { readonly value: unknown } | undefined => {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return hasKeyTwice(text) ? undefined : { value };
  } catch {
    return undefined;
  }
};

const parsedYaml = (name: string, text: string): PlacedValue | readonly Refusal[] => {
  const lines = new LineCounter();
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  try {
    // Keys given twice are looked for below: the library compares every pair of keys.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, stringKeys: true });
    const broken = [...document.errors, ...document.warnings].map((error) =>
      refuse(`is not valid YAML: ${sentence(error.message)}`, at(error.pos[0])),
    );
    const refusals = broken.length > 0 ? broken : keysGivenTwice(document, at);
    if (refusals.length > 0) return refusals.slice(0, MOST_PROBLEMS);
    const pairs = pairFinder();
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, placeOf: (path) => at(offsetOf(document, path, pairs)) };
  } catch (error) {
    if (error instanceof ReferenceError)
      return [refuse(`has too many aliases, or one that leads nowhere: at most ${MOST_ALIASES} may be expanded`, name)];
    if (error instanceof RangeError) return [refuse('is nested too deeply to be read: flatten it', name)];
    throw error;
  }
};

const sentence = (message: string): string => message.replace(/\s+/g, ' ').replace(/[.:]$/, '').slice(0, 200);

const keysGivenTwice = (document: Document.Parsed, at: (offset: number) => string): readonly Refusal[] => {
  const refusals: Refusal[] = [];
  const pending: unknown[] = [document.contents];
  while (pending.length > 0) {
    const node = pending.pop();
    if (isSeq(node)) pending.push(...node.items);
    if (!isMap(node)) continue;
    const seen = new Map<string, number>();
    for (const { key, value } of node.items) {
      const text = isScalar(key) ? String(key.value) : '';
      const first = seen.get(text);
      if (first === undefined) seen.set(text, startOf(key));
      else refusals.push(refuse(`the key "${text}" is given twice, first at ${at(first)}: keep one of them`, at(startOf(key))));
      pending.push(value);
    }
  }
  return refusals;
};

type FindPair = (map: YAMLMap, key: string) => Pair | undefined;

/** Finds pairs by their keys, each map looked through once. */
const pairFinder = (): FindPair => {
  const known = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map, key) => {
    const pairs = known.get(map) ?? new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
    known.set(map, pairs);
    return pairs.get(key);
  };
};

const offsetOf = (document: Document.Parsed, path: Path, pairs: FindPair): number => {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isSeq(node)) {
      const item: unknown = typeof step === 'number' ? node.items[step] : undefined;
      if (item === undefined) break;
      node = item;
      offset = startOf(item);
    } else if (isMap(node)) {
      const pair = pairs(node, String(step));
      if (pair === undefined) break;
      node = pair.value;
      offset = startOf(pair.key);
    } else {
      break;
    }
  }
  return offset;
};

const startOf = (node: unknown): number => (node as Node | null | undefined)?.range?.[0] ?? 0;

// YAML (1.2, so JSON too) as a value, with the line and column of every part of it. Refuses broken syntax, a key given twice, tags that
// stand for anything but plain data, and aliases that would blow the file up. What is JSON is read as such, many times faster, and as YAML only
// when somebody asks for a place in it. O(size), but for the library's own work.
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
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

/** What aliases may make of a file: parts, each alias counted as all that it stands for. */
const MOST_PARTS = 2_000_000;

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
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      stringKeys: true,
      merge: true,
      logLevel: 'error',
    });
    const broken = [...document.errors, ...document.warnings].map((error) =>
      /call stack/.test(error.message)
        ? refuse('is nested too deeply to be read: flatten it', at(error.pos[0]))
        : refuse(`is not valid YAML: ${sentence(error.message)}`, at(error.pos[0])),
    );
    const refusals = broken.length > 0 ? broken : [...badAliases(document, at), ...keysGivenTwice(document, at)];
    if (refusals.length > 0) return refusals.slice(0, MOST_PROBLEMS);
    const pairs = pairFinder();
    return { value: document.toJS({ maxAliasCount: -1 }) as unknown, placeOf: (path) => at(offsetOf(document, path, pairs)) };
  } catch (error) {
    if (error instanceof RangeError) return [refuse('is nested too deeply to be read: flatten it', name)];
    // the library's own words for what it cannot make a value of, such as a merge of what is no object
    if (error instanceof Error) return [refuse(`is not valid YAML: ${sentence(error.message)}`, name)];
    throw error;
  }
};

const sentence = (message: string): string => message.replace(/\s+/g, ' ').replace(/[.:]$/, '').slice(0, 200);

/** Aliases that lead nowhere or round to themselves, and the first at which the file has grown too large. */
const badAliases = (document: Document.Parsed, at: (offset: number) => string): readonly Refusal[] => {
  const sizes = new Map<string, number>();
  const open = new Set<string>();
  const refusals: Refusal[] = [];
  const frames: Frame[] = [];
  let done = 0;
  const enter = (node: unknown): void => {
    if (isAlias(node)) {
      const size = sizes.get(node.source);
      if (size === undefined) {
        const why = open.has(node.source) ? 'stands inside what it stands for' : 'leads nowhere';
        refusals.push(refuse(`the alias *${node.source} ${why}: expected one of an anchor above it`, at(startOf(node))));
      }
      done += size ?? 1;
      if (done > MOST_PARTS && refusals.length === 0)
        refusals.push(
          refuse(`the alias *${node.source} makes the file larger than ${MOST_PARTS} parts: write less of it`, at(startOf(node))),
        );
      return;
    }
    const anchor = isNode(node) ? (node as { readonly anchor?: string }).anchor : undefined;
    const inner: unknown[] = isSeq(node) ? node.items : isMap(node) ? node.items.map(({ value }) => value) : [];
    done++;
    if (anchor !== undefined) open.add(anchor);
    frames.push({ inner, next: 0, anchor, before: done - 1 });
  };
  enter(document.contents);
  for (let frame = frames.at(-1); frame !== undefined && refusals.length < MOST_PROBLEMS && done <= MOST_PARTS; frame = frames.at(-1)) {
    if (frame.next < frame.inner.length) {
      enter(frame.inner[frame.next++]);
      continue;
    }
    if (frame.anchor !== undefined) {
      open.delete(frame.anchor);
      sizes.set(frame.anchor, done - frame.before);
    }
    frames.pop();
  }
  return refusals;
};

interface Frame {
  readonly inner: readonly unknown[];
  next: number;
  readonly anchor: string | undefined;
  readonly before: number;
}

const keysGivenTwice = (document: Document.Parsed, at: (offset: number) => string): readonly Refusal[] => {
  const refusals: Refusal[] = [];
  const pending: unknown[] = [document.contents];
  while (pending.length > 0) {
    const node = pending.pop();
    if (isSeq(node)) for (const item of node.items) pending.push(item);
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

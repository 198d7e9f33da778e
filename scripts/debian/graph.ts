// A graph of packages read from a directory: `packages.tsv` (id, name, …) and `requires.tsv` (package, any_of: ids with commas between; all lines of
// a package are needed), both plain or gzipped, `unresolved.txt` (packages that need something nobody provides: down from the start).
// `scenarios.tsv`: a name and the packages that fail, with commas between. `expected/NAME.txt`: what else is down then.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ComponentDefinition, Member } from '#domain/topology/definition.ts';

export interface PackageGraph {
  readonly names: readonly string[];
  /** By package: groups, of each of which one is needed. */
  readonly groups: readonly (readonly (readonly number[])[])[];
  /** Down from the start. */
  readonly unresolved: ReadonlySet<number>;
}

const textOf = (directory: string, name: string): string => {
  const path = join(directory, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : gunzipSync(readFileSync(`${path}.gz`)).toString('utf8');
};
const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

export const readGraph = (directory: string): PackageGraph => {
  const names = linesOf(textOf(directory, 'packages.tsv'))
    .slice(1)
    .map((line) => line.split('\t')[1] ?? '');
  const groups = names.map((): number[][] => []);
  for (const line of linesOf(textOf(directory, 'requires.tsv')).slice(1)) {
    const tab = line.indexOf('\t');
    groups[Number(line.slice(0, tab))]?.push(
      line
        .slice(tab + 1)
        .split(/[ ,]/)
        .map(Number),
    );
  }
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const unresolved = new Set(linesOf(textOf(directory, 'unresolved.txt')).map((name) => known(indexOf, name)));
  return { names, groups, unresolved };
};

export interface PackageScenario {
  readonly name: string;
  readonly failed: readonly string[];
}

export const readScenarios = (text: string): readonly PackageScenario[] =>
  linesOf(text).map((line) => {
    const [name = '', failed = ''] = line.split('\t');
    return { name, failed: failed.split(',').map((one) => one.trim()) };
  });

const known = (indexOf: ReadonlyMap<string, number>, name: string): number => {
  const index = indexOf.get(name);
  if (index === undefined) throw new Error(`there is no package "${name}"`);
  return index;
};

/** What nobody provides. */
const NOTHING = 'nothing';

/** The graph as a model would say it. */
export const definitionsOf = ({ names, groups, unresolved }: PackageGraph): ReadonlyMap<string, ComponentDefinition> =>
  new Map(
    names.map((name, index) => {
      const members: Member[] = (groups[index] ?? []).map((group) => {
        const of = group.map((one) => names[one] ?? NOTHING);
        return of.length === 1 ? (of[0] ?? NOTHING) : { any: of };
      });
      if (unresolved.has(index)) members.push(NOTHING);
      return [name, members.length === 0 ? {} : { requires: { all: members } }];
    }),
  );

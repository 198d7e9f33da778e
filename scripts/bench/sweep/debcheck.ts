// The peer: Debian's own dose-debcheck on the same packages without the failed one, as a file of its own form. Its time is that of the whole
// process, which reads that file; writing it is not counted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageGraph } from '../../debian/graph.ts';

export interface Debchecked {
  /** Sorted. */
  readonly broken: readonly string[];
  /** Seconds. */
  readonly time: number;
}

/** Undefined where it is not installed. */
export const debcheck = (graph: PackageGraph, failed: string): Debchecked | undefined => {
  if (spawnSync('dose-debcheck', ['--version']).error !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'knockon-debcheck-'));
  try {
    const file = join(folder, 'Packages');
    writeFileSync(file, packagesText(graph, failed));
    const began = performance.now();
    // exit code 1 says that some are broken
    const { stdout } = spawnSync('dose-debcheck', ['--failures', '--deb-native-arch=amd64', file], {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    const time = (performance.now() - began) / 1_000;
    const broken = [...stdout.matchAll(/^ *-?\n? *package: (\S+)$/gm)].map(([, name]) => name ?? '');
    return { broken: broken.toSorted(), time };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const packagesText = ({ names, groups, unresolved }: PackageGraph, failed: string): string =>
  names
    .flatMap((name, index) => {
      if (name === failed) return [];
      const needed = (groups[index] ?? []).map((members) => members.map((member) => names[member] ?? '').join(' | '));
      if (unresolved.has(index)) needed.push('nothing-of-this-name');
      const depends = needed.length === 0 ? '' : `Depends: ${needed.join(', ')}\n`;
      return [`Package: ${name}\nVersion: 1\nArchitecture: amd64\n${depends}`];
    })
    .join('\n');

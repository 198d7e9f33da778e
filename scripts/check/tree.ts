// The TypeScript files that the checks look at, parsed.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sourceFile, type SourceFile } from './source-file.ts';

const FOLDERS = ['domain', 'projections', 'src', 'scripts', 'test'];

/** Every file of the tree under `root`, in order of path. */
export const tree = (root: string): SourceFile[] =>
  FOLDERS.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => sourceFile(relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')));

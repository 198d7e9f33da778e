// One TypeScript file as the room rules see it: its imports of every kind, and the calls that a pure room must not make.
// It is parsed (oxc), not searched: a word in a comment or a string is no import. Shadowed globals are not told apart.
import { Visitor, parseSync, type Program } from 'oxc-parser';
import { ambientUses, type AmbientUse } from './ambient.ts';
import { othersText, type OthersText } from './others-text.ts';

export interface Import {
  /** The module as written; undefined where it is computed at run time. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** Whether it is for types only, and so gone at run time. */
  readonly types: boolean;
}

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly starExports: readonly number[];
  readonly ambient: readonly AmbientUse[];
  readonly othersText: readonly OthersText[];
}

type LineOf = (offset: number) => number;

const lineCounter = (text: string): LineOf => {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => ends.filter((end) => end < offset).length + 1;
};

const importsOf = (program: Program, lineOf: LineOf): { imports: Import[]; starExports: number[] } => {
  const imports: Import[] = [];
  const starExports: number[] = [];
  const add = (specifier: string | undefined, at: number, types = false): void => void imports.push({ specifier, line: lineOf(at), types });
  new Visitor({
    ImportDeclaration: (node) => {
      add(node.source.value, node.start, node.importKind === 'type');
    },
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node.source.value, node.start, node.exportKind === 'type');
    },
    ExportAllDeclaration: (node) => {
      add(node.source.value, node.start);
      starExports.push(lineOf(node.start));
    },
    ImportExpression: (node) => {
      add(node.source.type === 'Literal' && typeof node.source.value === 'string' ? node.source.value : undefined, node.start);
    },
    TSImportType: (node) => {
      add(node.source.value, node.start, true);
    },
    // createRequire's function is called `require` by everyone
    CallExpression: (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return;
      const [first] = node.arguments;
      add(first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined, node.start);
    },
  }).visit(program);
  return { imports, starExports };
};

/** Parses `text`. Throws if it is no TypeScript. Cost: one parse and two walks. */
export const sourceFile = (path: string, text: string): SourceFile => {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const lineOf = lineCounter(text);
  const uses = { ambient: ambientUses(program, lineOf), othersText: othersText(program, lineOf) };
  return { path, text, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0), ...uses, ...importsOf(program, lineOf) };
};

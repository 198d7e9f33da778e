import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { circlesOf } from '#scripts/check/circles.ts';
import { breachesOf } from '#scripts/check/room-rules.ts';
import { ROOMS } from '#scripts/check/room-table.ts';
import { sourceFile } from '#scripts/check/source-file.ts';
import { tree } from '#scripts/check/tree.ts';
import { spec } from '../support/spec.ts';

const HEAD = '// What this file is.\n';

const rulesBroken = (path: string, code: string): string[] => breachesOf(sourceFile(path, HEAD + code)).map(({ rule }) => rule);

/** One file each that breaks one rule, once; and one beside it that keeps it. */
const cases: readonly {
  readonly rule: string;
  readonly path: string;
  readonly breaks: string;
  readonly keeps: string;
  readonly keepsIn?: string;
}[] = [
  { rule: 'domain', path: 'domain/impact/a.ts', breaks: `import '#wire/a.ts'`, keeps: `import '../time/instant.ts'` },
  { rule: 'projections', path: 'projections/a.ts', breaks: `import '#log/event-log.ts'`, keeps: `import '#domain/a.ts'` },
  { rule: 'src/wire', path: 'src/wire/a.ts', breaks: `import '#log/event-log.ts'`, keeps: `import '#domain/a.ts'` },
  { rule: 'src/calendars', path: 'src/calendars/a.ts', breaks: `import '#wire/a.ts'`, keeps: `import 'date-holidays'` },
  { rule: 'src/log', path: 'src/log/a.ts', breaks: `import '#commands/a.ts'`, keeps: `import '#wire/a.ts'` },
  { rule: 'src/sqlite', path: 'src/sqlite/a.ts', breaks: `import '#log/a.ts'`, keeps: `import '#domain/a.ts'` },
  { rule: 'src/store', path: 'src/store/a.ts', breaks: `import '#projections/a.ts'`, keeps: `import '#domain/a.ts'` },
  { rule: 'src/intake', path: 'src/intake/a.ts', breaks: `import '#commands/a.ts'`, keeps: `import 'yaml'` },
  { rule: 'src/commands', path: 'src/commands/a.ts', breaks: `import '#projections/a.ts'`, keeps: `import '#log/event-log.ts'` },
  { rule: 'src/queries', path: 'src/queries/a.ts', breaks: `import '#views/a.ts'`, keeps: `import '#projections/a.ts'` },
  { rule: 'src/workers', path: 'src/workers/a.ts', breaks: `import '#projections/a.ts'`, keeps: `import '#domain/a.ts'` },
  { rule: 'src/views', path: 'src/views/a.ts', breaks: `import '#queries/a.ts'`, keeps: `import '#projections/a.ts'` },
  { rule: 'src/cli', path: 'src/cli/a.ts', breaks: `import '#domain/a.ts'`, keeps: `import '#commands/a.ts'` },
  { rule: 'src/cli', path: 'src/cli/a.ts', breaks: `import { type A } from '#log/a.ts'`, keeps: `import type { A } from '#log/a.ts'` },
  {
    rule: 'adapters',
    path: 'src/cli/a.ts',
    breaks: `import type { A } from '#log/memory.ts'`,
    keeps: `import type { A } from '#log/event-log.ts'`,
  },
  { rule: 'src/http', path: 'src/http/a.ts', breaks: `import '#domain/a.ts'`, keeps: `import '#views/a.ts'` },
  { rule: 'src/web', path: 'src/web/a.ts', breaks: `import '#domain/a.ts'`, keeps: `import '#views/a.ts'` },
  {
    rule: 'nobody-imports-src/compose',
    path: 'src/cli/a.ts',
    breaks: `import '#compose/a.ts'`,
    keeps: `import '#compose/a.ts'`,
    keepsIn: 'test/a.ts',
  },
  {
    rule: 'nobody-imports-scripts',
    path: 'src/compose/a.ts',
    breaks: `import '#scripts/a.ts'`,
    keeps: `import '#scripts/a.ts'`,
    keepsIn: 'test/a.ts',
  },
  {
    rule: 'nobody-imports-test',
    path: 'domain/a.ts',
    breaks: `import '#test/a.ts'`,
    keeps: `import '#test/a.ts'`,
    keepsIn: 'scripts/a.ts',
  },
  {
    rule: 'adapters',
    path: 'src/queries/a.ts',
    breaks: `import '#log/sqlite-file.ts'`,
    keeps: `import '#log/sqlite-file.ts'`,
    keepsIn: 'src/compose/a.ts',
  },
  { rule: 'crossing-is-alias', path: 'src/queries/a.ts', breaks: `import '../../domain/a.ts'`, keeps: `import '#domain/a.ts'` },
  { rule: 'step-is-relative', path: 'domain/time/a.ts', breaks: `import '#domain/time/b.ts'`, keeps: `import './b.ts'` },
  { rule: 'written-out', path: 'domain/time/a.ts', breaks: `import './b'`, keeps: `import './b.ts'` },
  { rule: 'rooms', path: 'src/cli/a.ts', breaks: `import '../elsewhere/a.ts'`, keeps: `import './b.ts'` },
  { rule: 'rooms', path: 'src/a.ts', breaks: ``, keeps: ``, keepsIn: 'src/cli/a.ts' },
  { rule: 'no-node', path: 'domain/a.ts', breaks: `import 'node:crypto'`, keeps: `import 'node:crypto'`, keepsIn: 'src/wire/a.ts' },
  { rule: 'unlisted-library', path: 'src/cli/a.ts', breaks: `import 'left-pad'`, keeps: `import 'commander'` },
  { rule: 'unlisted-library', path: 'src/cli/a.ts', breaks: `import '#nowhere/a.ts'`, keeps: `import 'left-pad'`, keepsIn: 'test/a.ts' },
  { rule: 'confined-library', path: 'src/cli/a.ts', breaks: `import 'zod'`, keeps: `import 'zod'`, keepsIn: 'src/wire/a.ts' },
  {
    rule: 'confined-library',
    path: 'domain/impact/a.ts',
    breaks: `import 'graphology'`,
    keeps: `import 'graphology'`,
    keepsIn: 'domain/topology/a.ts',
  },
  {
    rule: 'confined-library',
    path: 'domain/impact/a.ts',
    breaks: `import 'graphology-components'`,
    keeps: `import 'graphology-components'`,
    keepsIn: 'test/a.ts',
  },
  { rule: 'confined-library', path: 'domain/time/a.ts', breaks: `import 'luxon'`, keeps: `import 'luxon'`, keepsIn: 'domain/time/zone.ts' },
  { rule: 'confined-library', path: 'test/a.ts', breaks: `import 'inversify'`, keeps: `import 'inversify'`, keepsIn: 'src/compose/a.ts' },
  { rule: 'computed-import', path: 'src/cli/a.ts', breaks: `import(process.argv[2])`, keeps: `import('./b.ts')` },
  { rule: 'no-barrel', path: 'domain/a.ts', breaks: `export * from './b.ts'`, keeps: `export { b } from './b.ts'` },
  { rule: 'no-barrel', path: 'domain/index.ts', breaks: ``, keeps: ``, keepsIn: 'domain/reindex.ts' },
  { rule: 'names', path: 'domain/time-utils.ts', breaks: ``, keeps: ``, keepsIn: 'domain/time.ts' },
  { rule: 'file-length', path: 'domain/a.ts', breaks: '\n'.repeat(300), keeps: '\n'.repeat(299) },
  { rule: 'file-length', path: 'domain/a.ts', breaks: '\n'.repeat(301), keeps: `// Long because it lists them all.${'\n'.repeat(301)}` },
  { rule: 'pure-clock', path: 'domain/a.ts', breaks: 'Date.now()', keeps: 'Date.UTC(2016)' },
  { rule: 'pure-clock', path: 'projections/a.ts', breaks: 'new Date()', keeps: 'new Date(0)' },
  { rule: 'pure-clock', path: 'domain/a.ts', breaks: 'Date()', keeps: '// Date()' },
  { rule: 'pure-clock', path: 'domain/a.ts', breaks: 'performance.now()', keeps: 'performance.now()', keepsIn: 'src/cli/a.ts' },
  { rule: 'pure-dice', path: 'domain/a.ts', breaks: 'Math.random()', keeps: 'Math.floor(1)' },
  { rule: 'pure-dice', path: 'domain/a.ts', breaks: 'crypto.randomUUID()', keeps: `'crypto.randomUUID()'` },
  { rule: 'pure-machine', path: 'domain/a.ts', breaks: 'process.env', keeps: 'process.env', keepsIn: 'src/cli/a.ts' },
  { rule: 'pure-machine', path: 'domain/a.ts', breaks: 'new Date(0).getHours()', keeps: 'new Date(0).getUTCHours()' },
  { rule: 'pure-machine', path: 'domain/a.ts', breaks: `'a'.localeCompare('b')`, keeps: `'a' < 'b'` },
  { rule: 'own-keys', path: 'src/views/a.ts', breaks: 'data.tags?.[tag]', keeps: 'data.tags?.site' },
  {
    rule: 'own-keys',
    path: 'domain/a.ts',
    breaks: 'const f = (a: { readonly [k: string]: 1 }, k: string) => a[k]',
    keeps: 'const f = (a: readonly 1[], k: number) => a[k]',
  },
  {
    rule: 'own-keys',
    path: 'projections/a.ts',
    breaks: 'interface A { b: Readonly<Record<string, 1>> }\nf(a.b[k])',
    keeps: "interface A { b: Readonly<Record<'x', 1>> }\nf(a.b[k])",
  },
  { rule: 'own-keys', path: 'src/views/a.ts', breaks: 'data.tags[tag]', keeps: 'data.tags[tag]', keepsIn: 'domain/own.ts' },
  { rule: 'replacement', path: 'src/views/a.ts', breaks: "a.replace('x', name)", keeps: "a.replace('x', () => name)" },
  { rule: 'replacement', path: 'src/views/a.ts', breaks: 'a.replaceAll(/x/g, `y${name}`)', keeps: "a.replaceAll(/x/g, '$1')" },
  { rule: 'pure-asynchronous', path: 'domain/a.ts', breaks: 'const f = async () => 1', keeps: 'const f = () => 1' },
  { rule: 'pure-asynchronous', path: 'domain/a.ts', breaks: 'Promise.resolve(1)', keeps: 'const p: Promise<1> = q' },
];

spec('house/rooms [unit]', (test) => {
  for (const { rule, path, breaks, keeps, keepsIn } of cases) {
    const shown = breaks.trim() === '' ? `${String(breaks.length)} lines` : breaks;
    test(`${rule}: ${path} may not: ${shown}`, () => {
      assert.equal(rulesBroken(path, breaks), [rule]);
      assert.equal(rulesBroken(keepsIn ?? path, keeps), []);
    });
  }

  test('each room with a list of rooms has a case here', () => {
    const limited = ROOMS.filter(({ may }) => may !== 'all').map(({ name }) => name);
    assert.equal(
      limited.filter((name) => !cases.some(({ rule }) => rule === name)),
      [],
    );
  });

  test('every way to import is seen', () => {
    for (const code of [
      `import { a } from '#wire/a.ts'`,
      `import type { a } from '#wire/a.ts'`,
      `import '#wire/a.ts'`,
      `export { a } from '#wire/a.ts'`,
      `export type { a } from '#wire/a.ts'`,
      `const a = () => import('#wire/a.ts')`,
      `type A = import('#wire/a.ts').A`,
      `const a = require('#wire/a.ts')`,
    ])
      assert.equal(rulesBroken('domain/a.ts', code), ['domain'], code);
  });

  test('a word in a comment or a string is no import', () => {
    assert.equal(rulesBroken('domain/a.ts', `const text = "import '#wire/a.ts'"; // import '#wire/b.ts'`), []);
  });

  test('a file without a head is told, a test file needs none', () => {
    assert.equal(
      breachesOf(sourceFile('domain/a.ts', 'export const a = 1')).map(({ rule }) => rule),
      ['head'],
    );
    assert.equal(breachesOf(sourceFile('test/a.test.ts', 'const a = 1')), []);
  });

  test('a breach names the line and says why', () => {
    const [breach] = breachesOf(sourceFile('domain/a.ts', `${HEAD}\nimport '#wire/a.ts'`));
    assert.is(breach?.line, 3);
    assert.is(breach?.said, 'imports src/wire/a.ts');
    assert.match(breach?.why ?? '', 'the domain is pure law');
  });

  test('a circle of imports is told once, with the shortest way round; types count', () => {
    const files = [
      sourceFile('domain/c.ts', `${HEAD}import type { A } from './a.ts'`),
      sourceFile('domain/b.ts', `${HEAD}import './c.ts'\nimport './d.ts'`),
      sourceFile('domain/a.ts', `${HEAD}\nimport './b.ts'\nimport './e.ts'`),
      sourceFile('domain/d.ts', `${HEAD}import './c.ts'`),
      sourceFile('domain/e.ts', `${HEAD}import '../src/f.ts'`),
      sourceFile('domain/self.ts', `${HEAD}import './self.ts'`),
    ];
    assert.equal(
      circlesOf(files).map(({ rule, path, line, said }) => ({ rule, path, line, said })),
      [
        {
          rule: 'no-circle',
          path: 'domain/a.ts',
          line: 3,
          said: 'imports domain/b.ts, which imports domain/c.ts, which imports domain/a.ts',
        },
        { rule: 'no-circle', path: 'domain/self.ts', line: 2, said: 'imports domain/self.ts' },
      ],
    );
  });

  test('the tree keeps every rule', () => {
    const files = tree(fileURLToPath(new URL('../..', import.meta.url)));
    assert.ok(files.length > 50);
    assert.equal(files.flatMap(breachesOf), []);
    assert.equal(circlesOf(files), []);
  });
});

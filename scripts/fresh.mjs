// Makes a fresh clone run: installs what is missing or stale, then runs the file given. Usage: node scripts/fresh.mjs FILE [ARG…].
// Plain JavaScript on Node alone, since nothing else may be there yet. What npm says goes to stderr: stdout belongs to the file.
import '../bin/require-node.mjs';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The packages a lock file names, or none if it cannot be read (npm writes its own copy last, so a broken install has none). */
const locked = (path) => {
  try {
    return JSON.parse(readFileSync(resolve(root, path), 'utf8')).packages;
  } catch {
    return {};
  }
};

/** Whether each package the lock requires is installed in that version; a package for another platform may be absent. */
const isInstalled = () => {
  const installed = locked('node_modules/.package-lock.json');
  return Object.entries(locked('package-lock.json')).every(
    ([path, { version, optional, link }]) =>
      path === '' || link || installed[path]?.version === version || (optional && installed[path] === undefined),
  );
};

const install = () => {
  console.error('knockon: installing what package-lock.json names (npm ci)…');
  const npm = process.env.npm_execpath;
  // said aloud whatever the surrounding npm was told: `npm run -s` or NODE_ENV=production would silence it or leave half away
  const ci = ['ci', '--include=dev', '--loglevel=warn', '--no-audit', '--no-fund'];
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { status } =
    npm === undefined ? spawnSync('npm', ci, { ...options, shell: true }) : spawnSync(process.execPath, [npm, ...ci], options);
  if (status !== 0) {
    console.error('knockon: npm ci failed, so there is nothing to run; its reason stands above.');
    process.exit(3);
  }
};

if (!isInstalled()) install();

const [file, ...args] = process.argv.slice(2);
const path = resolve(root, file);
if (path.endsWith('.ts')) {
  const { runFromSource } = await import('../bin/from-source.mjs');
  runFromSource(path, args);
} else {
  process.argv.splice(1, 2, path);
  await import(pathToFileURL(path).href);
}

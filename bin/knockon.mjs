#!/usr/bin/env node
// The command `knockon`: from source in a clone, from its build where it is installed.
import './require-node.mjs';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/compose/main.ts', import.meta.url));

if (existsSync(source)) {
  const { runFromSource } = await import('./from-source.mjs');
  runFromSource(source, process.argv.slice(2));
} else {
  await import('../dist/src/compose/main.js');
}

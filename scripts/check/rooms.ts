// Checks the room rules over the whole tree. Exit 1 with one paragraph a breach: where, what, and why it is not to be.
import { circlesOf } from './circles.ts';
import { breachesOf } from './room-rules.ts';
import { tree } from './tree.ts';

const files = tree(process.cwd());
const breaches = [...files.flatMap(breachesOf), ...circlesOf(files)];

for (const { rule, path, line, said, why } of breaches) console.error(`${path}:${String(line)} ${said}\n    ${why} [${rule}]\n`);
console.log(`rooms: ${String(files.length)} files, ${String(breaches.length)} breaches`);
process.exitCode = breaches.length > 0 ? 1 : 0;

// A process of its own that appends to a log as fast as it can, for tests: `writer-process.ts PATH STREAM FIRST-ID COUNT`. Behind each
// conflict it looks again and goes on, as commands do. Prints one line per acknowledged fact.
import { openSqliteLog } from '#log/sqlite.ts';
import { note } from './sample-facts.ts';

const [path = '', stream = '', first = '0', count = '0'] = process.argv.slice(2);
const log = await openSqliteLog(path, 'write', { patience: 20_000 });
let revision = -1;
for (let n = Number(first); n < Number(first) + Number(count);) {
  const result = await log.append(stream, revision < 0 ? 'none' : revision, [note(n)], n);
  if (result.kind === 'conflict') {
    revision = result.actual === 'none' ? -1 : result.actual;
    continue;
  }
  revision = result.revision;
  process.stdout.write(`${n}\n`);
  n++;
}
await log.close();

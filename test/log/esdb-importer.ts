// A process of its own that imports as fast as it can, for tests that kill it: `esdb-importer.ts URL FIRST`. One line for each import that is
// acknowledged.
import { openLog } from '#log/open.ts';
import { importOnce } from './esdb-imports.ts';

const [url = '', first = '0'] = process.argv.slice(2);
const log = await openLog(url, 'write');
if ('refused' in log) throw new Error(log.refused);
for (let n = Number(first); ; n++) {
  await importOnce(log, n);
  process.stdout.write(`${n}\n`);
}

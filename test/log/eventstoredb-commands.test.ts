// Commands on a log on a server, as people run them: each a process of its own, the server another. What counts is what they print and the exit
// code: where nothing keeps a process alive it ends in the midst of waiting, with 13 and without a word.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { serverApart, type ServerApart } from '../support/esdb/apart.ts';
import { spec } from '../support/spec.ts';

const KNOCKON = fileURLToPath(new URL('../../bin/knockon.mjs', import.meta.url));

const MODEL = `knockon: 1
since: 2025-01-01T00:00:00Z
components:
  feed: {}
  desk: { name: Desk, requires: feed, service: {} }
`;

const FACT = JSON.stringify({
  id: '00000000-0000-4000-8000-000000000001',
  type: 'OutageBegan',
  v: 1,
  occurredAt: '2025-03-04T14:00:00Z',
  source: 'test',
  data: { component: 'feed', fault: 'cut', level: 'down' },
});

interface Ran {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

spec('log/eventstoredb, commands [process]', (test) => {
  let folder: string;
  let server: ServerApart;
  let log: string;
  test.before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'knockon-esdb-'));
    writeFileSync(join(folder, 'model.yaml'), MODEL);
    writeFileSync(join(folder, 'facts.jsonl'), `${FACT}\n`);
    server = await serverApart();
    log = `esdb://127.0.0.1:${server.port}?tls=false#commands`;
  });
  test.after(async () => {
    await server.end();
    rmSync(folder, { recursive: true });
  });

  const knockon = async (...argv: readonly string[]): Promise<Ran> => {
    const child = spawn(process.execPath, [KNOCKON, ...argv, '--log', log], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { exit: child.exitCode, out, err };
  };

  test('who reads a log that is not there is told so, with exit code 3', async () => {
    const { exit, out, err } = await knockon('status');
    assert.equal([exit, out], [3, '']);
    assert.match(err, /^knockon: There is no log at esdb:/);
  });

  test('what was imported is read, each by a process that ends well', async () => {
    const imported = await knockon('import', 'model.yaml', 'facts.jsonl');
    assert.equal([imported.exit, imported.err], [0, '']);
    assert.match(imported.out, /Added 3 facts/);
    const until = ['--now', '2025-03-04T16:00:00Z'];
    const [status, info, report] = await Promise.all([
      knockon('status', '--at', '2025-03-04T15:00:00Z', ...until),
      knockon('log', 'info'),
      knockon('report', 'downtime', '--from', '2025-03-04', '--to', '2025-03-05', ...until),
    ]);
    for (const { exit, err } of [status, info, report]) assert.equal([exit, err], [0, '']);
    assert.match(status.out, /Desk +✗ down +Tue 4 Mar 2025 14:00 +feed: fault cut/);
    assert.match(info.out, /: 4 facts in 3 streams, 1 import\nroot [0-9a-f]{64}\n/);
    assert.match(report.out, /Desk .* 2 h +2 h +feed: fault cut/);
  });
});

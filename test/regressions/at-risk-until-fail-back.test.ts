// A service on its standby was told as up again when the fault ended, though it was at risk until it was switched back, and the fail-back was not
// suggested for the incident.
import * as assert from 'uvu/assert';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const MODEL = `
knockon: 1
since: 2015-01-01T00:00:00Z
components:
  db: {}
  copy: {}
  shop: { requires: { standby: [db, copy] }, service: {} }
`;
const line = (type: string, at: string, data: object): string => `${JSON.stringify({ type, occurredAt: at, data })}\n`;
const FACTS = [
  line('OutageBegan', '2016-01-02T10:00:00Z', { component: 'db', level: 'down', fault: 'x', cause: 'it broke' }),
  line('FailedOver', '2016-01-02T11:00:00Z', { component: 'shop', to: 'copy' }),
  line('OutageEnded', '2016-01-02T12:00:00Z', { component: 'db', fault: 'x' }),
  line('FailedBack', '2016-01-03T12:00:00Z', { component: 'shop' }),
].join('');

const reviewed = async (): Promise<World> => {
  const log = world();
  log.file('model.yaml', MODEL);
  log.file('facts.jsonl', FACTS);
  await log.knockon('import', 'model.yaml', 'facts.jsonl');
  await log.knockon('record', 'incident', 'open', 'i', '--title', 'The database');
  await log.knockon('record', 'incident', 'link', 'i', 'x', '--suggested');
  return log;
};

spec('regressions/at-risk-until-fail-back [cli]', (test) => {
  test('the fail-back belongs to the incident', async () => {
    const { out } = await (await reviewed()).knockon('incident', 'suggest', 'x', '--format', 'csv');
    assert.match(out, /FailedBack/);
  });

  test('a review tells the service at risk until then, and up after it', async () => {
    const { out } = await (await reviewed()).knockon('review', 'i');
    assert.match(out, /\| Sun 3 Jan 2016 12:00 \| shop: ✓ up/);
    assert.not.match(out, /\| Sat 2 Jan 2016 12:00 \| shop/);
    assert.match(out, /- shop: down Sat 2 Jan 2016 10:00 – Sat 2 Jan 2016 11:00; at-risk Sat 2 Jan 2016 11:00 – Sun 3 Jan 2016 12:00/);
  });
});

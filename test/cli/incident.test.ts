// incident list|show|suggest, on the case of examples/hcpc-2016.
import * as assert from 'uvu/assert';
import { hcpc, EXAMPLES, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

interface Suggested {
  readonly facts: readonly { readonly fact: string; readonly type: string; readonly as: string; readonly of: string }[];
}
interface Shown {
  readonly state: string;
  readonly severity: string;
  readonly severityByRule: string;
  readonly severityReason: string | null;
  readonly owing: readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly facts: readonly { readonly fact: string }[];
  readonly affected: readonly { readonly component: string; readonly downMs: number }[];
}

const INCIDENT = `${EXAMPLES}hcpc-2016/incident.jsonl`;
const NAME = 'power-2016-01';
const shown = (world: World, name = NAME): Promise<Shown> => world.json<Shown>('incident', 'show', name);

spec('cli/incident [cli]', (test) => {
  test("the circuit's trip alone leads to every fact of the January incident, and to none of the three form hangs", async () => {
    const world = await hcpc();
    const { facts } = await world.json<Suggested>('incident', 'suggest', 'trip');
    const records = await world.records();
    const about = (id: string): string => JSON.stringify(records.find(({ fact }) => fact.id === id)?.fact.data);
    const january = records.filter(
      ({ fact }) => /^Outage|^Failed/.test(fact.type) && fact.occurredAt !== undefined && !about(fact.id).includes('form-hang'),
    );
    assert.equal(facts.map(({ fact }) => fact).toSorted(), january.map(({ fact }) => fact.id).toSorted());
    assert.is(facts.length, 14);
    const hang = await world.json<Suggested>('incident', 'suggest', 'form-hang-2016-01-05');
    assert.is(hang.facts.length, 1);
  });

  test('links what is suggested, and tells what it did', async () => {
    const world = await hcpc();
    await world.knockon('record', 'incident', 'open', 'mine', '--title', 'Power');
    const linked = await world.knockon('record', 'incident', 'link', 'mine', 'trip', '--suggested');
    assert.is(linked.exit, 0, linked.err);
    const { facts, affected, from, to, severity, owing } = await shown(world, 'mine');
    assert.is(facts.length, 14);
    assert.is(affected.find(({ component }) => component === 'online-renewals')?.downMs, 58.5 * 3_600_000);
    assert.equal([from, to], ['2016-01-16T19:30:00Z', '2016-01-19T09:15:00Z']);
    assert.is(severity, '1');
    assert.equal(owing, ['online-register', 'online-renewals']);
  });

  test('a severity set by hand counts, with its reason, beside the one by rule', async () => {
    const world = await hcpc();
    await world.knockon('import', INCIDENT);
    await world.knockon('record', 'incident', 'severity', NAME, '2', '--reason', 'nobody renews in January');
    const { severity, severityByRule, severityReason } = await shown(world);
    assert.equal([severity, severityByRule, severityReason], ['2', '1', 'nobody renews in January']);
    const { out } = await world.knockon('incident', 'list');
    assert.match(out, '2 (by rule 1)');
  });

  test('closed and reopened, it is open', async () => {
    const world = await hcpc();
    await world.knockon('import', INCIDENT);
    assert.is((await shown(world)).state, 'closed');
    await world.knockon('record', 'incident', 'reopen', NAME);
    assert.is((await shown(world)).state, 'open');
  });

  test('a fact taken out counts no more, and is told apart', async () => {
    const world = await hcpc();
    await world.knockon('import', INCIDENT);
    const { facts } = await shown(world);
    await world.knockon('record', 'retract', facts[0]?.fact ?? '', '--reason', 'it was another circuit');
    const { out } = await world.knockon('incident', 'show', NAME);
    assert.match(out, `linked, and counts no more: ${facts[0]?.fact ?? ''}`);
  });

  test('says which incidents there are, and what is no fault', async () => {
    const world = await hcpc();
    assert.match((await world.knockon('incident', 'list')).out, 'No incident has been opened.');
    await world.knockon('import', INCIDENT);
    const unknown = await world.knockon('incident', 'show', 'power-2016-02');
    assert.is(unknown.exit, 2);
    assert.match(unknown.err, 'there is no incident "power-2016-02" (did you mean "power-2016-01"?)');
    const end = (await world.records()).find(({ fact }) => fact.type === 'OutageEnded');
    const noFault = await world.knockon('incident', 'suggest', end?.fact.id ?? '');
    assert.is(noFault.exit, 2);
    assert.match(noFault.err, '(OutageEnded) began no fault');
  });
});

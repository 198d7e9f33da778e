// examples/continuity-2016: power lost at the office at 09:10 on a Tuesday and back in three working days, and three failures at once.
import * as assert from 'uvu/assert';
import { EXAMPLES, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

interface DrillJson {
  readonly to: string;
  readonly cascade: readonly { readonly component: string; readonly level: string; readonly from: string; readonly to: string }[];
  readonly objectives: readonly {
    readonly service: string;
    readonly outages: readonly {
      readonly from: string;
      readonly to: string;
      readonly due: string | null;
      readonly verdict: string | null;
      readonly impact: readonly { readonly level: string; readonly from: string }[];
      readonly steps: readonly { readonly do: string; readonly due: string | null; readonly reached: boolean }[];
    }[];
    readonly fallbacks: readonly { readonly component: string; readonly member: string; readonly from: string; readonly to: string }[];
  }[];
  readonly recovery: {
    readonly failovers: readonly { readonly component: string; readonly to: string }[];
    readonly steps: readonly {
      readonly component: string;
      readonly work: string;
      readonly back: string;
      readonly service: string | null;
    }[];
    readonly criticalPath: readonly string[];
    readonly cycles: readonly object[];
  };
}

const clinic = async (): Promise<World> => {
  const made = world();
  made.now = Date.UTC(2016, 2, 1, 12);
  const { exit, err } = await made.knockon('import', `${EXAMPLES}continuity-2016/model.yaml`);
  assert.is(exit, 0, err);
  return made;
};
const drilled = (made: World, ...failures: readonly string[]): Promise<DrillJson> =>
  made.json('whatif', ...failures, '--recovery', '--zone', 'Europe/London');

const POWER = ['--fail', 'office-power@2016-06-14T09:10:00+01:00'];

spec('cases/continuity-2016 [cli]', (test) => {
  let made: World;
  let plain: DrillJson;
  test.before(async () => {
    made = await clinic();
    plain = await drilled(made, ...POWER, '--for', '3 working days');
  });
  const told = (drill: DrillJson, service: string) => drill.objectives.find((one) => one.service === service);

  test('the cascade: power takes the office, its network and phones with it, and no hosted system', () => {
    const down = plain.cascade.filter(({ level }) => level === 'down').map(({ component, to }) => [component, to]);
    assert.equal(down, [
      ['office-power', '2016-06-17T08:10:00Z'],
      ['office', '2016-06-17T08:10:00Z'],
      ['office-infrastructure', '2016-06-17T08:40:00Z'],
      ['office-phones', '2016-06-17T08:40:00Z'],
      ['workplace', '2016-06-14T10:10:00Z'],
      ['connectivity', '2016-06-17T08:40:00Z'],
      ['telephony', '2016-06-14T08:40:00Z'],
      ['claims', '2016-06-14T10:10:00Z'],
    ]);
  });

  test('each objective is met or missed, and when it was due', () => {
    const verdicts = plain.objectives.flatMap(({ service, outages }) => outages.map(({ verdict, due }) => [service, verdict, due]));
    assert.equal(verdicts, [
      ['office-power', 'missed', '2016-06-15T08:10:00Z'],
      ['office', null, null],
      ['office-infrastructure', 'missed', '2016-06-15T08:10:00Z'],
      ['workplace', 'met', '2016-06-15T08:10:00Z'],
      ['connectivity', 'missed', '2016-06-14T12:10:00Z'],
      ['telephony', 'met', '2016-06-14T12:10:00Z'],
      ['claims', null, null],
    ]);
  });

  test('each fallback comes into force after its delay', () => {
    assert.equal(
      told(plain, 'workplace')?.fallbacks.map(({ member, from }) => [member, from]),
      [['homes', '2016-06-14T10:10:00Z']],
    );
    assert.equal(
      told(plain, 'telephony')?.fallbacks.map(({ member, from }) => [member, from]),
      [['mobile-network', '2016-06-14T08:40:00Z']],
    );
    assert.equal(
      told(plain, 'claims')?.fallbacks.map(({ component }) => component),
      ['telephony', 'workplace'],
    );
  });

  test('each “if over so many working days” falls due at its instant, or would have', () => {
    const steps = (service: string) => told(plain, service)?.outages[0]?.steps.map(({ do: what, due, reached }) => [what, due, reached]);
    assert.equal(steps('office-infrastructure'), [
      ['replace what is broken', '2016-06-15T08:10:00Z', true],
      ['put the idle servers and router to use', '2016-06-16T08:10:00Z', true],
    ]);
    assert.equal(steps('connectivity'), [['give key staff 3G', '2016-06-15T08:10:00Z', true]]);
    assert.equal(steps('office'), [['move to a temporary office', '2016-06-21T08:10:00Z', false]]);
  });

  test('the impact rises from medium to high after one working day', () => {
    assert.equal(told(plain, 'office-power')?.outages[0]?.impact, [
      { level: 'medium', from: '2016-06-14T08:10:00Z' },
      { level: 'high', from: '2016-06-15T08:10:00Z' },
    ]);
  });

  test('with Good Friday, a weekend and Easter Monday between, three working days are a week', async () => {
    const easter = await drilled(made, '--fail', 'office-power@2016-03-22T09:10:00Z', '--for', '3 working days');
    const [outage] = told(easter, 'office-power')?.outages ?? [];
    assert.is(outage?.to, '2016-03-29T08:10:00Z');
    assert.equal(told(easter, 'office')?.outages[0]?.steps, [
      { do: 'move to a temporary office', due: '2016-03-31T08:10:00Z', reached: false },
    ]);
  });

  test('three failures at once have an order of recovery and a critical path', async () => {
    const { recovery } = await drilled(
      made,
      ...POWER,
      ...['--for', '1 working day', '--fail', 'hosting-hardware@2016-06-14T09:10:00+01:00', '--for', 'PT1H'],
      ...['--fail', 'managed-exchange@2016-06-14T09:10:00+01:00', '--for', 'PT6H'],
    );
    assert.equal(
      recovery.steps.map(({ component, work }) => `${component}: ${work}`),
      [
        'office-power: repair',
        'office: starts by itself',
        'office-infrastructure: starts by itself',
        'connectivity: starts by itself',
        'hosting-hardware: repair',
        'hosted-infrastructure: starts by itself',
        'claims: starts by itself',
        'managed-exchange: repair',
        'office-phones: starts by itself',
      ],
    );
    assert.equal(
      recovery.failovers.map(({ component, to }) => [component, to]),
      [['e-mail', 'independent-mail']],
    );
    assert.equal(recovery.criticalPath, ['office-power', 'office', 'office-infrastructure']);
    assert.equal(recovery.cycles, []);
  });

  test('what cannot be drilled is refused in a sentence', async () => {
    const refused = async (...argv: readonly string[]): Promise<string> => {
      const { exit, err, out } = await made.knockon('whatif', ...argv);
      assert.is(exit, 2, out);
      return err;
    };
    assert.match(await refused('--set', 'office.startUp=PT1H', '--recovery'), '--recovery: there is nothing to recover from');
    assert.match(
      await refused(...POWER, '--to', '2016-06-20', '--recovery'),
      '--recovery: how long the repair of office-power takes is not said',
    );
    assert.match(await refused(...POWER, '--for', 'PT1H', '--for', 'PT2H'), '--for: 2 lengths are given for 1 failures');
    assert.match(await refused('--fail', 'homes@2016-06-14T09:10:00Z', '--for', '1 working day'), '--for: homes has no calendar');
    assert.match(await refused(...POWER, '--for', '3 days'), '--for: "3 days" is not a duration');
  });
});

// An observation that never was worse than what is derived is no fault in blame; a fail-back clock counts from when its member came back, whatever
// the gate did since; an explanation shows every open fault of a component.
import * as assert from 'uvu/assert';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const line = (type: string, at: string, data: object): string => `${JSON.stringify({ type, occurredAt: `2016-01-01T${at}Z`, data })}\n`;

const history = async (components: string, ...facts: readonly string[]): Promise<World> => {
  const log = world();
  log.file('model.yaml', `knockon: 1\nsince: 2015-01-01T00:00:00Z\ncomponents:\n${components}`);
  log.file('facts.jsonl', facts.join(''));
  const { exit, err } = await log.knockon('import', 'model.yaml', 'facts.jsonl');
  assert.is(exit, 0, err);
  return log;
};

const down = (component: string, at: string, fault: string, level = 'down'): string => line('OutageBegan', at, { component, level, fault });
const over = (component: string, at: string, fault: string): string => line('OutageEnded', at, { component, fault });

spec('regressions/observed-and-failback [cli]', (test) => {
  for (const level of ['degraded', 'up'])
    for (const rule of ['but-for', 'shapley'])
      test(`a component seen ${level} while it is derived down is no fault under ${rule}`, async () => {
        const log = await history(
          '  shop: { service: {} }\n',
          down('shop', '10:00:00', 'f'),
          line('StatusObserved', '12:00:00', { component: 'shop', level, vantage: 'probe' }),
          line('ObservationReleased', '14:00:00', { component: 'shop', vantage: 'probe' }),
          over('shop', '16:00:00', 'f'),
        );
        const { out } = await log.knockon(
          'report',
          'blame',
          '--rule',
          rule,
          '--from',
          '2016-01-01',
          '--to',
          '2016-01-03',
          '--format',
          'csv',
        );
        const rows = out.trimEnd().split('\n').slice(1);
        assert.is(rows.length, 1, out);
        assert.match(rows[0] ?? '', /,shop,f,[^,]*,false,14400000,14400000,/);
      });

  test('a gate that fails back to a nearer member does not set back the clock of the nearest', async () => {
    const log = await history(
      '  x: {}\n  y: {}\n  z: {}\n  s: { requires: { standby: [x, y, z], mode: automatic, failback: automatic, failbackDelay: PT90M }, service: {} }\n',
      down('x', '10:00:00', 'fx'),
      down('y', '10:00:00', 'fy'),
      over('y', '11:00:00', 'fy'),
      over('x', '11:30:00', 'fx'),
    );
    const { changes } = await log.json<{ readonly changes: readonly { readonly at: string; readonly level: string }[] }>(
      ...['replay', '--component', 's', '--period', '2016-01-01'],
    );
    assert.equal(
      changes.map(({ at, level }) => `${at} ${level}`),
      ['2016-01-01T10:00:00Z at-risk', '2016-01-01T13:00:00Z up'],
    );
  });

  test('an explanation shows the lesser faults of a component beside the worst', async () => {
    const log = await history('  a: { service: {} }\n', down('a', '01:00:00', 'slow-disk', 'degraded'), down('a', '02:00:00', 'crash'));
    const { explanation, firstCause } = await log.json<{
      readonly explanation: readonly { readonly faults: readonly { readonly fault: string }[] }[];
      readonly firstCause: { readonly fault: string };
    }>('explain', 'a', '--at', '2016-01-01T03:00:00Z');
    assert.equal(
      explanation[0]?.faults.map(({ fault }) => fault),
      ['slow-disk', 'crash'],
    );
    assert.is(firstCause.fault, 'crash');
  });
});

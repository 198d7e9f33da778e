import * as assert from 'uvu/assert';
import { firstCause } from '#domain/blame/first-cause.ts';
import { at, HOUR, lane, MINUTE, minute, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

spec('domain/impact/replay [unit]', (test) => {
  test('a battery carries its load until it is empty, and the load is at risk meanwhile', () => {
    const result = run({ circuit: {}, ups: { requires: 'circuit', holdUp: 195 * MINUTE }, host: { requires: 'ups' } }, [
      at(30, 'OutageBegan', { component: 'circuit', level: 'down', fault: 'trip' }),
      at(300, 'OutageEnded', { component: 'circuit', fault: 'trip' }),
    ]);
    assert.is(lane(result, 'ups'), 'up 30 at-risk 225 down 300 up');
    assert.is(lane(result, 'host'), 'up 30 at-risk 225 down 300 up');
    assert.equal(result.inapplicable, []);
  });

  test('a component restarted by hand stays down until released', () => {
    const result = run({ circuit: {}, host: { requires: 'circuit', restart: 'manual' }, app: { requires: 'host', startUp: 4 * MINUTE } }, [
      at(10, 'OutageBegan', { component: 'circuit', level: 'down', fault: 'trip' }),
      at(20, 'OutageEnded', { component: 'circuit', fault: 'trip' }),
      at(50, 'OutageEnded', { component: 'host' }),
    ]);
    assert.is(lane(result, 'host'), 'up 10 down 50 up');
    assert.is(lane(result, 'app'), 'up 10 down 54 up');
  });

  test('an automatic standby switches after its length and everything behind it waits for it', () => {
    const result = run(
      {
        a: {},
        b: {},
        service: {
          requires: { standby: ['a', 'b'], mode: 'automatic', switchover: 15 * MINUTE, failback: 'automatic', failbackDelay: HOUR },
        },
      },
      [at(0, 'OutageBegan', { component: 'a', level: 'down', fault: 'f' }), at(100, 'OutageEnded', { component: 'a', fault: 'f' })],
    );
    assert.is(lane(result, 'service'), 'up 0 down 15 at-risk 160 up');
  });

  test('what a latch holds is owed to the first cause of the loss', () => {
    let cause: string | undefined;
    run(
      { circuit: {}, host: { requires: 'circuit', restart: 'manual' } },
      [at(10, 'OutageBegan', { component: 'circuit', level: 'down', fault: 'trip' }), at(20, 'OutageEnded', { component: 'circuit' })],
      { until: minute(40), during: (world, from) => from === minute(20) && (cause = firstCause(world, 'host')?.name) },
    );
    assert.is(cause, 'trip');
  });
});

// Deciders, given what happened, when somebody says a fact, then it can be or it cannot, and why (S5.5).
import * as assert from 'uvu/assert';
import { reversedEnds } from '#domain/facts/decisions/correction.ts';
import { refusedFacts } from '#domain/facts/decisions/refused.ts';
import type { Fact } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { exactly } from '#domain/time/instant.ts';
import { at, declared, minute, recorded } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const given = (...facts: readonly Fact[]) => ({
  when: (fact: Fact) => ({
    leaves: (...why: readonly string[]): void => {
      const all = recorded([...declared({ web: {}, db: {} }), ...facts, fact]);
      const before = refusedFacts(all.slice(0, -1));
      assert.equal(before, [], 'what is given must be possible');
      assert.equal(
        refusedFacts(all).map((one) => one.why),
        why,
      );
    },
  }),
});

const opened = at(0, 'IncidentOpened', { incident: 'kpr', title: 'Power lost' });
const closed = at(1, 'IncidentClosed', { incident: 'kpr' });
const window = { maintenance: 'patch', components: ['web'], from: minute(10), to: minute(20) };
const planned = at(0, 'MaintenancePlanned', window);
const cancelled = at(1, 'MaintenanceCancelled', { maintenance: 'patch' });
const seen = at(0, 'StatusObserved', { component: 'web', level: 'down', vantage: 'probe' });

spec('domain/facts/decisions [unit]', (test) => {
  test('an incident is opened once', () => {
    given().when(opened).leaves();
    given(opened)
      .when(at(2, 'IncidentOpened', { incident: 'kpr', title: 'Again' }))
      .leaves('incident "kpr" is there already; give this one another name, or reopen that one');
    given(opened, closed)
      .when(at(2, 'IncidentOpened', { incident: 'kpr', title: 'Again' }))
      .leaves('incident "kpr" is there already; give this one another name, or reopen that one');
  });

  test('an incident is closed while open and reopened while closed', () => {
    given(opened).when(closed).leaves();
    given(opened, closed)
      .when(at(2, 'IncidentClosed', { incident: 'kpr' }))
      .leaves('incident "kpr" is closed already');
    given(opened, closed)
      .when(at(2, 'IncidentReopened', { incident: 'kpr' }))
      .leaves();
    given(opened)
      .when(at(2, 'IncidentReopened', { incident: 'kpr' }))
      .leaves('incident "kpr" is open already');
  });

  test('facts are linked and a severity is set after an incident is closed, too', () => {
    given(opened, closed)
      .when(at(2, 'IncidentSeveritySet', { incident: 'kpr', severity: 'major' }))
      .leaves();
    given(opened, closed)
      .when(at(2, 'IncidentLinked', { incident: 'kpr', facts: ['fact-0'] }))
      .leaves();
    given(opened)
      .when(at(2, 'IncidentLinked', { incident: 'kpr', facts: ['fact-0', 'fact-9'] }))
      .leaves('there is no fact fact-9');
  });

  test('what happens to an incident before it is opened is refused, however late it is said', () => {
    given(opened)
      .when(at(-1, 'IncidentClosed', { incident: 'kpr' }))
      .leaves('there is no incident "kpr"; open it first');
  });

  test('a maintenance is planned, changed and cancelled in that order, and may be planned again', () => {
    given(planned)
      .when(at(1, 'MaintenancePlanned', window))
      .leaves('maintenance "patch" is planned already; change or cancel it');
    given(planned)
      .when(at(1, 'MaintenanceChanged', { ...window, to: minute(30) }))
      .leaves();
    given()
      .when(at(1, 'MaintenanceChanged', window))
      .leaves('there is no maintenance "patch"; plan it first');
    given(planned, cancelled)
      .when(at(2, 'MaintenanceChanged', window))
      .leaves('maintenance "patch" has been cancelled; plan it again');
    given(planned, cancelled)
      .when(at(2, 'MaintenancePlanned', window))
      .leaves();
  });

  test('a window of no length, and one of a component that is not there, are refused', () => {
    given()
      .when(at(0, 'MaintenancePlanned', { ...window, to: window.from }))
      .leaves('maintenance "patch" would end at 2016-01-16T19:10:00Z, not after it begins at 2016-01-16T19:10:00Z');
    given()
      .when(at(0, 'MaintenancePlanned', { ...window, components: ['webb'] }))
      .leaves('there is no component "webb" (did you mean "web"?)');
    given(at(5, 'ComponentRetired', { component: 'web' }))
      .when(planned)
      .leaves('there is no component "web" between 2016-01-16T19:10:00Z and 2016-01-16T19:20:00Z');
  });

  test('an observation is released once, from the vantage it was made at', () => {
    given(seen)
      .when(at(1, 'ObservationReleased', { component: 'web', vantage: 'probe' }))
      .leaves();
    given(seen)
      .when(at(1, 'ObservationReleased', { component: 'web', vantage: 'desk' }))
      .leaves('nothing is observed of web at vantage "desk" then, so nothing can be released');
    given(seen, at(1, 'ObservationReleased', { component: 'web', vantage: 'probe' }))
      .when(at(2, 'ObservationReleased', { component: 'web', vantage: 'probe' }))
      .leaves('nothing is observed of web at vantage "probe" then, so nothing can be released');
  });

  test('an observation is at a level of the scale', () => {
    given()
      .when(at(0, 'StatusObserved', { component: 'web', level: 'broken', vantage: 'probe' }))
      .leaves('"broken" is not a level; expected one of up, at-risk, degraded, unknown, down');
  });

  test('a note is about something that is, or was, there', () => {
    given(at(5, 'ComponentRetired', { component: 'web' }))
      .when(at(6, 'NoteAdded', { about: { component: 'web' }, text: 'gone' }))
      .leaves();
    given()
      .when(at(6, 'NoteAdded', { about: { incident: 'kpr' }, text: 'hm' }))
      .leaves('there is no incident "kpr"');
    given()
      .when(at(6, 'NoteAdded', { about: { fact: 'fact-9' }, text: 'hm' }))
      .leaves('there is no fact fact-9');
  });

  test('a fault is part of a maintenance that was planned at some time', () => {
    given(planned, cancelled)
      .when(at(9, 'OutageBegan', { component: 'web', level: 'down', planned: 'patch' }))
      .leaves();
    given()
      .when(at(9, 'OutageBegan', { component: 'web', level: 'down', planned: 'patch' }))
      .leaves('there is no maintenance "patch"; plan it first');
  });
});

const reversed = (history: readonly Fact[], moved: string, to: number): readonly string[] => {
  const before = recorded([...declared({ web: {} }), ...history]);
  const after = before.map((one) => (one.fact.id === moved ? { ...one, fact: { ...one.fact, occurredAt: exactly(minute(to)) } } : one));
  return [...reversedEnds(replay(before).faults, before, after, new Set([moved])).keys()];
};

const begun = (minutes: number, id: string): Fact => at(minutes, 'OutageBegan', { component: 'web', level: 'down', fault: id }, id);

spec('domain/facts/decisions/correction [unit]', (test) => {
  test('an end is not moved before the begin of the fault it ended, nor the begin behind the end', () => {
    const history = [begun(10, 'trip'), at(20, 'OutageEnded', { component: 'web', fault: 'trip' }, 'end')];
    assert.equal(reversed(history, 'end', 9), ['end']);
    assert.equal(reversed(history, 'end', 10), []);
    assert.equal(reversed(history, 'trip', 21), ['trip']);
    assert.equal(reversed(history, 'trip', 20), []);
  });

  test('an end of everything is not moved before the begin of any fault it ended', () => {
    const history = [begun(10, 'trip'), begun(15, 'disks'), at(20, 'OutageEnded', { component: 'web' }, 'works')];
    assert.equal(reversed(history, 'works', 12), ['works']);
    assert.equal(reversed(history, 'works', 16), []);
  });

  test('an end that ended another fault than the one moved does not matter', () => {
    const history = [begun(10, 'trip'), begun(15, 'disks'), at(20, 'OutageEnded', { component: 'web', fault: 'trip' }, 'end')];
    assert.equal(reversed(history, 'disks', 25), []);
  });
});

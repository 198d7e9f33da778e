import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { FactData, FactType } from '#domain/facts/types.ts';
import { exactly } from '#domain/time/instant.ts';
import { streamOf } from '#log/streams.ts';
import { spec } from '../support/spec.ts';

const fact = <T extends FactType>(type: T, data: FactData[T]): Fact =>
  ({ id: 'f', type, v: 1, occurredAt: exactly(0), data }) as unknown as Fact;
const known = (id: string): string | undefined => (id === 'known' ? 'component-db' : undefined);
const streamFor = <T extends FactType>(type: T, data: FactData[T]): string | undefined => streamOf(fact(type, data), known);

spec('log/streams [unit]', (test) => {
  test('the whole graph and what it is counted by is one stream', () => {
    assert.is(streamFor('ComponentRetired', { component: 'db' }), 'model');
    assert.is(streamFor('GroupDefined', { name: 'public', definition: ['db'] }), 'model');
  });

  test('what happens to a component stands with the component', () => {
    assert.is(streamFor('OutageBegan', { component: 'db', level: 'down' }), 'component-db');
    assert.is(streamFor('OutageEnded', { component: 'db' }), 'component-db');
    assert.is(streamFor('FailedOver', { component: 'db', to: 'x' }), 'component-db');
    assert.is(streamFor('FailedBack', { component: 'db' }), 'component-db');
    assert.is(streamFor('StatusObserved', { component: 'db', level: 'up', vantage: 'probe' }), 'component-db');
    assert.is(streamFor('ObservationReleased', { component: 'db', vantage: 'probe' }), 'component-db');
  });

  test('maintenance, incidents, reports, scenarios, imports, calls and records each have their own', () => {
    assert.is(streamFor('MaintenanceCancelled', { maintenance: 'm1' }), 'maintenance-m1');
    assert.is(streamFor('IncidentClosed', { incident: 'i1' }), 'incident-i1');
    assert.is(streamFor('ReportPublished', { report: '2016-01', figures: [] }), 'report-2016-01');
    assert.is(streamFor('ScenarioSaved', { scenario: 'six hours', base: {}, changes: [] }), 'scenario-six hours');
    assert.is(streamFor('ImportCompleted', { import: 'x', count: 0, digest: '' }), 'import-x');
    assert.is(streamFor('CallLogged', { system: 's', severity: 'p1', count: 1 }), 'calls');
    assert.is(streamFor('RecordsDeclared', { all: true, from: 0, complete: true }), 'records');
  });

  test('a note stands with what it is about', () => {
    assert.is(streamFor('NoteAdded', { about: { component: 'db' }, text: '' }), 'component-db');
    assert.is(streamFor('NoteAdded', { about: { incident: 'i1' }, text: '' }), 'incident-i1');
    assert.is(streamFor('NoteAdded', { about: { fact: 'known' }, text: '' }), 'component-db');
    assert.is(streamFor('NoteAdded', { about: { fact: 'other' }, text: '' }), 'notes');
  });

  test('corrections and retractions stand in the stream of the fact they name, and nowhere if it is nowhere', () => {
    assert.is(streamFor('Corrected', { fact: 'known' }), 'component-db');
    assert.is(streamFor('Retracted', { fact: 'known' }), 'component-db');
    assert.is(streamFor('Corrected', { fact: 'other' }), undefined);
    assert.is(streamFor('Retracted', { fact: 'other' }), undefined);
  });

  test('the retraction of an import stands with the import', () => {
    assert.is(streamFor('Retracted', { importId: 'x' }), 'import-x');
    assert.throws(() => streamFor('Retracted', {}), 'neither');
  });
});

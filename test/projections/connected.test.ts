// Which facts belong together (incident suggest): worked by hand, and laws on random histories.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { Fact } from '#domain/facts/fact.ts';
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { END_OF_TIME } from '#domain/time/instant.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { atWorkUntil } from '#projections/at-work.ts';
import { connectedTo } from '#projections/connected.ts';
import { servicesOf } from '#projections/services.ts';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { at, declared, down, ended, recorded } from '../support/history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const SERVICE: ComponentDefinition = { service: {} };
const MODEL: Readonly<Record<string, ComponentDefinition>> = {
  mains: {},
  disk: {},
  shop: { ...SERVICE, requires: { all: ['mains', 'disk'] } },
  desk: { ...SERVICE, requires: 'disk' },
};

const FAULTS: ReadonlySet<string> = new Set(['start', 'cause', 'consequence', 'same-outage']);

/** Names of what is suggested from a fault, each with why. */
const suggested = (facts: readonly Fact[], from: string): readonly string[] => {
  const all = recorded([...declared(MODEL), ...facts]);
  const start = new Set(all.filter(({ fact }) => fact.type === 'OutageBegan' && fact.data.fault === from).map(({ fact }) => fact.id));
  const known = atWorkUntil(all, END_OF_TIME);
  return connectedTo(all, known, servicesOf(catalogueOf(all)), start).map(({ recorded: { fact }, as, of }) => {
    const named = fact.type === 'OutageBegan' ? (fact.data.fault ?? '') : fact.type;
    return `${named} ${as} ${of}`;
  });
};

spec('projections/connected [unit]', (test) => {
  test('faults at work in one outage of a service belong together, others do not', () => {
    const facts = [
      down(0, 'mains', 'early'),
      ended(5, 'mains', 'early'),
      down(10, 'mains', 'trip'),
      down(20, 'disk', 'crash'),
      ended(30, 'mains', 'trip'),
      ended(40, 'disk', 'crash'),
      down(50, 'desk', 'late'),
    ];
    assert.equal(suggested(facts, 'trip'), ['trip start mains', 'crash same-outage shop', 'OutageEnded end trip', 'OutageEnded end crash']);
    assert.equal(suggested(facts, 'late'), ['late start desk']);
  });

  test('what came from a fault belongs to it, and what it came from, whenever they were at work', () => {
    const later = at(90, 'OutageBegan', {
      component: 'disk',
      level: 'degraded',
      fault: 'worn',
      consequenceOf: { component: 'mains', fault: 'trip' },
    });
    const facts = [down(10, 'mains', 'trip'), ended(20, 'mains', 'trip'), later];
    assert.equal(suggested(facts, 'trip'), ['trip start mains', 'OutageEnded end trip', 'worn consequence trip']);
    assert.equal(suggested(facts, 'worn'), ['trip cause worn', 'OutageEnded end trip', 'worn start disk']);
  });

  test('what was seen of an impaired component, and calls about it, belong to it', () => {
    const seen = at(15, 'StatusObserved', { component: 'shop', level: 'up', vantage: 'probe', binding: false });
    const before = at(5, 'StatusObserved', { component: 'shop', level: 'up', vantage: 'probe', binding: false });
    const call = at(16, 'CallLogged', { system: 'shop', severity: '1', count: 3 });
    const other = at(16, 'CallLogged', { system: 'desk', severity: '1', count: 3 });
    const facts = [before, down(10, 'mains', 'trip'), seen, call, other, ended(20, 'mains', 'trip')];
    assert.equal(suggested(facts, 'trip'), [
      'trip start mains',
      'StatusObserved observation shop',
      'CallLogged call shop',
      'OutageEnded end trip',
    ]);
  });

  test('from whichever of its faults one starts, a set is the same, and two sets share no fault', () =>
    holds(
      fc.property(arbitraryHistory({ dense: true, maxComponents: 4 }), ({ facts }) => {
        const known = atWorkUntil(facts, 60);
        const setOf = new Map<string, string>();
        for (const id of known.faults.keys()) {
          const all = connectedTo(facts, known, [], new Set([id]));
          // what was merely seen meanwhile belongs to a set without being one of its faults
          const found = all.flatMap(({ recorded: { fact }, as }) => (FAULTS.has(as) ? [fact.id] : []));
          const key = found.toSorted().join(' ');
          for (const one of found) {
            if (setOf.has(one)) assert.is(setOf.get(one), key, one);
            setOf.set(one, key);
          }
        }
      }),
      { runs: runs(60, 2_000) },
    ));
});

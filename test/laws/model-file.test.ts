// Whatever model a log holds can be written as a model file that says the same: YAML and JSON alike (S5.1).
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { catalogueOf } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { readInputs } from '#intake/detect.ts';
import { modelAt } from '#projections/model-at.ts';
import { modelAnswer } from '#views/model.ts';
import { styleOf } from '#views/style.ts';
import { canonical } from '#wire/canonical.ts';
import { encodeModelFile } from '#wire/model.ts';
import { arbitraryFact } from '../support/arbitrary-fact.ts';
import { recorded } from '../support/history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const facts: fc.Arbitrary<readonly Recorded[]> = fc
  .array(arbitraryFact(['ComponentDeclared', 'ComponentRetired', 'CalendarDefined', 'PolicyDefined', 'GroupDefined', 'ScaleDefined']), {
    maxLength: 8,
  })
  .map(recorded);

const AT = Date.UTC(2030, 0, 1);
/** Words that no calendar may be called by in a file. */
const RESERVED = new Set(['always', 'component']);

spec('laws/model-file [property]', (test) => {
  for (const form of ['yaml', 'json'] as const) {
    test(`a model out of the log, written as ${form} and read again, is the same model`, () =>
      holds(
        fc.property(facts, (given) => {
          fc.pre([...catalogueOf(given).calendars.keys()].every((name) => !RESERVED.has(name)));
          const { at, ...things } = modelAt(given, AT);
          const answer = modelAnswer(encodeModelFile({ knockon: 1, since: at, ...things }));
          const text = form === 'yaml' ? answer.text(styleOf('UTC', false)) : JSON.stringify(answer.json);
          const read = readInputs([{ name: `model.${form}`, bytes: new TextEncoder().encode(text) }]);
          assert.ok('models' in read, JSON.stringify(read));
          const [first] = read.models;
          assert.ok(first !== undefined);
          const { knockon: _version, since, reportedAt: _none, ...said } = first.model;
          assert.is(since, AT);
          // As texts: deep equality takes a thing called `constructor` for something else.
          assert.is(canonical(said), canonical(things));
        }),
        { runs: runs(100, 5_000) },
      ));
  }
});

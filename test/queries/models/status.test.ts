// What the history says of an instant is what a replay says of it (law).
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { arbitraryHistory } from '../../support/arbitrary-history.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';
import { bring, builtOf, logOf, rowsOf, sameAnswers } from './a-log.ts';

spec('queries/models/status [property]', (test) => {
  test('the ledger says of any instant what a replay says', () =>
    holds(
      fc.asyncProperty(arbitraryHistory({ maxComponents: 5, dense: true }), async ({ facts }) => {
        const log = await logOf(facts);
        await sameAnswers(log, await builtOf(log));
      }),
      { runs: runs(25, 2_000) },
    ));

  test('brought up to date fact by fact, it has the same rows as one made at once', () =>
    holds(
      fc.asyncProperty(arbitraryHistory({ maxComponents: 4, dense: true }), async ({ facts }) => {
        const log = await logOf(facts.slice(0, 2));
        const store = await builtOf(log);
        for (const fact of facts.slice(2)) {
          const heads = new Map((await log.heads()).map(({ stream, revision }) => [stream, revision]));
          await log.append(fact.stream, heads.get(fact.stream) ?? 'none', [fact.fact], fact.recordedAt);
          await bring(log, store);
        }
        assert.equal(await rowsOf(store), await rowsOf(await builtOf(log)));
      }),
      { runs: runs(25, 1_000) },
    ));
});

// Random appends against the plainest model of a log: an array of records. Same answers, same contents.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { EventLog, ExpectedRevision } from '#log/event-log.ts';
import type { LogAdapter } from '../contracts/log-adapter.ts';
import { holds } from '../support/property.ts';
import { spec } from '../support/spec.ts';
import { collected, note } from './sample-facts.ts';

interface Row {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}
interface Attempt {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly first: number;
  readonly count: number;
}

// Few streams, few ids and revisions around the end, so that conflicts and repetitions are common.
const attempt: fc.Arbitrary<Attempt> = fc.record({
  stream: fc.constantFrom('model', 'component-a', 'component-b'),
  expected: fc.oneof(fc.constant('none' as const), fc.nat(4)),
  first: fc.nat(3),
  count: fc.integer({ min: 1, max: 3 }),
});

export const logAgainstModel = (adapter: LogAdapter, runs: number): void =>
  spec(`log/${adapter.name} [property]`, (test) => {
    test('any sequence of appends answers and leaves what the plain model does', () =>
      holds(
        fc.asyncProperty(fc.array(attempt, { maxLength: 30 }), async (attempts) => {
          const log = await adapter.open(adapter.newPlace());
          const rows: Row[] = [];
          try {
            for (const each of attempts) assert.is(await answerOf(log, each), modelled(rows, each));
            const read = await collected(log.readAll());
            assert.equal(
              read.map(({ stream, revision, fact }) => ({ stream, revision, id: fact.id })),
              rows,
            );
          } finally {
            await log.close();
          }
        }),
        { runs },
      ));
  });

const factsOf = ({ first, count }: Attempt) => Array.from({ length: count }, (_, index) => note(first + index));

const answerOf = async (log: EventLog, each: Attempt): Promise<string> => {
  const result = await log.append(each.stream, each.expected, factsOf(each), 0);
  return result.kind === 'appended' ? `revision ${result.revision}, added ${result.added}` : `conflict at ${result.actual}`;
};

const modelled = (rows: Row[], each: Attempt): string => {
  const standing = rows.filter((row) => row.stream === each.stream);
  const first = each.expected === 'none' ? 0 : each.expected + 1;
  const facts = factsOf(each);
  const last = first + facts.length - 1;
  if (standing.length === first) {
    rows.push(...facts.map((fact, index) => ({ stream: each.stream, revision: first + index, id: fact.id })));
    return `revision ${last}, added ${facts.length}`;
  }
  const isEarlier = facts.every((fact, index) => standing[first + index]?.id === fact.id);
  return isEarlier ? `revision ${last}, added 0` : `conflict at ${standing.at(-1)?.revision ?? 'none'}`;
};

// A replay in two halves through a snapshot is one replay (S4.2): what is told from the snapshot on, and what every component is at the end.
// The snapshot goes through JSON, as a store would keep it.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { Recorded } from '#domain/facts/fact.ts';
import { foldedAt, inFoldOrder } from '#domain/facts/fold-order.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { resume } from '#domain/impact/resume.ts';
import { advance, EVERY_CAUSE, newRun, type Run } from '#domain/impact/run.ts';
import { futureOf, snapshotOf } from '#domain/impact/snapshot.ts';
import type { Snapshot } from '#domain/impact/snapshot-state.ts';
import { arbitraryHistory, type History } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { stateTold } from '../support/told.ts';

const UNTIL = 80;

const throughJson = ({ columns, ...rest }: Snapshot): Snapshot => ({
  ...(JSON.parse(JSON.stringify(rest)) as Omit<Snapshot, 'columns'>),
  columns: structuredClone(columns),
});

const atEnd = (run: Run): unknown => [...run.world.states].map(([id, state]) => [id, stateTold(state), futureOf(run, id)]);

const told = ({ kernel: { transitions, graph }, inapplicable }: Run, from: number): unknown => ({
  turns: Array.from({ length: transitions.count }, (_, at) => [
    transitions.at[at],
    graph.names[transitions.component[at] ?? -1],
    transitions.level[at],
  ])
    .filter(([at]) => Number(at) >= from)
    .map((turn) => turn.join(' '))
    .sort(),
  // The words may say less: what began and ended before the snapshot is not told apart from what never began.
  inapplicable: inapplicable.filter(({ recorded }) => foldedAt(recorded) >= from).map(({ recorded }) => recorded.fact.id),
});

/** `takesOver`: the second half goes on in the graph of the first, which is let go. */
const agree = ({ facts }: History, cut: number, takesOver: boolean): void => {
  const ordered = inFoldOrder(facts);
  const half = (isFirst: boolean): readonly Recorded[] => ordered.filter((recorded) => foldedAt(recorded) < cut === isFirst);
  const whole = newRun(scaleOf(facts), EVERY_CAUSE);
  advance(whole, ordered, UNTIL);
  const first = newRun(scaleOf(facts), EVERY_CAUSE);
  advance(first, half(true), cut);
  const definitions = new Map([...first.world.states].map(([id, { component }]) => [id, component.definition]));
  const byId = new Map(facts.map((recorded) => [recorded.fact.id, recorded]));
  const second = resume(throughJson(snapshotOf(first)), {
    definitionOf: (id) => definitions.get(id) ?? {},
    factOf: (id) => byId.get(id),
    asked: EVERY_CAUSE,
    graph: takesOver ? first.kernel.graph : undefined,
  });
  assert.is(second.kernel.graph === first.kernel.graph, takesOver);
  advance(second, half(false), UNTIL);
  assert.equal(told(second, cut), told(whole, cut));
  assert.equal(atEnd(second), atEnd(whole));
};

spec('laws/resume [property]', (test) => {
  for (const takesOver of [false, true])
    test(`two halves through a snapshot are one replay${takesOver ? ', the second in the graph of the first' : ''}`, () =>
      holds(
        fc.property(arbitraryHistory({ maxFacts: 24, dense: true }), fc.integer({ min: 0, max: 30 }), (history, cut) => {
          agree(history, cut, takesOver);
        }),
        { runs: runs(100, 10_000) },
      ));
});

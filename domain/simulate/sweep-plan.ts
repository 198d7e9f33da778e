// How a sweep is cut into parts, and what its scenarios came to when the parts are through. Parts have a size of their own, not one by the
// number of workers, so that whoever evaluates them changes nothing. Also which pairs of a chosen set have to be looked at. Pairs whose halves a pass tells
// exactly: the candidates of pairs.ts; the others: all whose reaches share a component that is counted. O(scenarios); the others add
// O(chosen · model).
import type { Duration } from '../time/instant.ts';
import { UP } from '../impact/scale.ts';
import { singly } from './losses.ts';
import { nearness } from './nearness.ts';
import { pairCandidates } from './pairs.ts';
import type { Outcomes, SweepPart } from './sweep.ts';
import { reachOf, type SweepJob } from './sweep-job.ts';

const SCENARIOS_IN_PART = { pass: 2_048, replay: 16 } as const;

/** Components that fail together. */
export type Scenario = readonly number[];

export const partsOf = (scenarios: readonly Scenario[], by: SweepPart['by']): readonly SweepPart[] => {
  const parts: SweepPart[] = [];
  for (let first = 0; first < scenarios.length; first += SCENARIOS_IN_PART[by]) {
    const some = scenarios.slice(first, first + SCENARIOS_IN_PART[by]);
    const start = new Int32Array(some.length + 1);
    some.forEach((failed, index) => (start[index + 1] = (start[index] as number) + failed.length));
    parts.push({ by, start, failed: Int32Array.from(some.flat()) });
  }
  return parts;
};

export interface ScenarioOutcome {
  readonly failed: Scenario;
  readonly by: SweepPart['by'];
  readonly isUnsure: boolean;
  readonly down: number;
  readonly worse: number;
  readonly components: number;
  /** By class but 0, and level but the best. */
  readonly time: readonly Duration[];
  readonly lost: Int32Array;
}

/** Outcomes by scenario, in order. */
export const outcomesOf = (scenarios: readonly Scenario[], by: SweepPart['by'], parts: readonly Outcomes[]): readonly ScenarioOutcome[] => {
  let first = 0;
  return parts.flatMap((part) => {
    const count = part.down.length;
    const [times, words] = [part.time.length / count, part.lost.length / count];
    const outcomes = Array.from({ length: count }, (_, index): ScenarioOutcome => ({
      failed: scenarios[first + index] ?? [],
      by,
      isUnsure: part.unsure[index] === 1,
      down: part.down[index] as number,
      worse: part.worse[index] as number,
      components: part.components[index] as number,
      time: [...part.time.subarray(index * times, (index + 1) * times)],
      lost: part.lost.subarray(index * words, (index + 1) * words),
    }));
    first += count;
    return outcomes;
  });
};

/** Every component by itself, those that reach much the same beside one another. */
export const everySingle = ({ network }: SweepJob): readonly Scenario[] => {
  const { start, failed } = singly(Int32Array.from(network.components.keys()), UP);
  return Array.from(nearness(network)(start, failed), (component) => [component]);
};

export interface PairsToLookAt {
  /** As places among the chosen. */
  readonly byPass: readonly (readonly [first: number, second: number])[];
  readonly byReplay: readonly (readonly [first: number, second: number])[];
  /** By chosen: what its failure alone takes down, where a pass tells. */
  readonly lost: Int32Array;
}

/** `unsure`: by chosen component, whether a pass does not tell what its failure alone comes to. */
export const pairsToLookAt = (job: SweepJob, chosen: readonly number[], unsure: readonly boolean[]): PairsToLookAt => {
  const { first, second, lost } = pairCandidates(job.network, Int32Array.from(chosen), job.level, job.classes);
  const inRows = Int32Array.from(
    { length: first.length * 2 },
    (_, i) => chosen[((i & 1) === 0 ? first : second)[i >> 1] as number] as number,
  );
  const order = nearness(job.network)(
    Int32Array.from({ length: first.length + 1 }, (_, pair) => 2 * pair),
    inRows,
  );
  const byPass = Array.from(order, (pair) => [first[pair] as number, second[pair] as number] as const).filter(
    ([one, other]) => unsure[one] !== true && unsure[other] !== true,
  );
  return { byPass, byReplay: unsure.includes(true) ? sharing(job, chosen, unsure) : [], lost };
};

/** Pairs with a half of which a pass does not tell, whose failures both reach something that is counted. */
const sharing = (job: SweepJob, chosen: readonly number[], unsure: readonly boolean[]): readonly (readonly [number, number])[] => {
  const reaches = chosen.map((component) => [...reachOf(job.dependents, [component])].filter((one) => job.classes.of[one] !== 0));
  const pairs: (readonly [number, number])[] = [];
  chosen.forEach((_, one) => {
    if (unsure[one] !== true) return;
    const reached = new Set(reaches[one]);
    chosen.forEach((__, other) => {
      // of two such halves the pair is met twice
      if (other === one || (unsure[other] === true && other < one)) return;
      if ((reaches[other] ?? []).some((component) => reached.has(component))) pairs.push(one < other ? [one, other] : [other, one]);
    });
  });
  return pairs;
};

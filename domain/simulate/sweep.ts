// What scenarios of failures come to, a part of a sweep at a time: 32 a pass where that is exact, else by a replay each (sweep-replay.ts). A
// scenario's outcome depends on nothing but the job and what fails in it, so parts may be evaluated anywhere and in any order.
// Cost: that of losses.ts for passes, of sweep-replay.ts for replays.
import { UP } from '../impact/scale.ts';
import { LANES, lossPass } from './loss-pass.ts';
import { lossCounter, type Losses, type Scenarios } from './losses.ts';
import { WEEK, type SweepJob } from './sweep-job.ts';
import { replayScenario } from './sweep-replay.ts';

export interface SweepPart {
  readonly by: 'pass' | 'replay';
  /** Scenarios in rows: indexes of the components that fail together. */
  readonly start: Int32Array;
  readonly failed: Int32Array;
}

export interface Outcomes {
  /** By scenario: counted components that come to be down, or to be worse than at rest and not down; components that come to be down. */
  readonly down: Int32Array;
  readonly worse: Int32Array;
  readonly components: Int32Array;
  /** By scenario, class but 0, and level but the best: time of the week at this level or worse, in milliseconds, beyond that at rest. */
  readonly time: Float64Array;
  /** By scenario: 1 where a pass does not tell, so that a replay has to. */
  readonly unsure: Uint8Array;
  /** By scenario, of replays: a bit for each component that is counted and comes to be down. */
  readonly lost: Int32Array;
}

/** Words of bits that hold all components. */
export const wordsOf = (job: SweepJob): number => Math.ceil(job.network.components.length / 32);

/** Evaluates parts of a job; what all passes need is made with the first. */
export const partEvaluator = (job: SweepJob): ((part: SweepPart) => Outcomes) => {
  let counter: ((scenarios: Scenarios) => Losses) | undefined;
  return (part) => {
    if (part.by === 'replay') return byReplays(job, part);
    counter ??= lossCounter(job.network, job.classes);
    return outcomesOf(job, counter({ ...part, level: job.level }));
  };
};

const outcomesOf = (job: SweepJob, { counts, worse: atAll, timed, switching }: Losses): Outcomes => {
  const { network, classes, lasting } = job;
  const outcomes = noOutcomes(job, timed.length, 0);
  const planes = network.levels.length;
  const above = job.scale.levels.length - 1;
  // by level but the best: the plane that tells of it or, since none in between occurs, of worse
  const planeOf = Array.from({ length: above }, (_, index) => network.levels.findIndex((of) => of >= index + 1));
  for (let scenario = 0; scenario < outcomes.down.length; scenario++) {
    let [down, worse, components] = [0, 0, 0];
    for (let one = 0; one < classes.count; one++) {
      const at = (scenario * classes.count + one) * planes;
      const downs = network.down < 0 ? 0 : (counts[at + network.down] as number);
      components += downs;
      if (one === 0) continue;
      down += downs;
      worse += (atAll[scenario * classes.count + one] as number) - downs;
      const into = (scenario * (classes.count - 1) + one - 1) * above;
      planeOf.forEach((plane, index) => (outcomes.time[into + index] = plane < 0 ? 0 : (counts[at + plane] as number) * (lasting ?? WEEK)));
    }
    outcomes.down[scenario] = down;
    outcomes.worse[scenario] = worse;
    outcomes.components[scenario] = components;
    const matters = switching[scenario] === 1 || (lasting !== undefined && timed[scenario] === 1);
    outcomes.unsure[scenario] = matters || !job.passIsExact ? 1 : 0;
  }
  return outcomes;
};

const byReplays = (job: SweepJob, { start, failed }: SweepPart): Outcomes => {
  const { classes, scale } = job;
  const words = wordsOf(job);
  const outcomes = noOutcomes(job, start.length - 1, words);
  const above = scale.levels.length - 1;
  for (let scenario = 0; scenario < outcomes.down.length; scenario++) {
    const together = failed.subarray(start[scenario], start[scenario + 1]);
    replayScenario(job, [...together], (component, rest, time) => {
      const worst = time.findLastIndex((length) => length > 0);
      const isLost = worst === above && rest < above;
      if (isLost) (outcomes.components[scenario] as number)++;
      const one = classes.of[component] as number;
      if (one === 0) return;
      if (isLost) {
        (outcomes.down[scenario] as number)++;
        (outcomes.lost[scenario * words + (component >>> 5)] as number) |= 1 << (component & 31);
      } else if (worst > rest) (outcomes.worse[scenario] as number)++;
      const into = (scenario * (classes.count - 1) + one - 1) * above;
      let [length, restLength] = [0, 0];
      for (let level = above; level > UP; level--) {
        length += time[level] ?? 0;
        if (level === rest) restLength = WEEK;
        (outcomes.time[into + level - 1] as number) += length - restLength;
      }
    });
  }
  return outcomes;
};

const noOutcomes = (job: SweepJob, scenarios: number, words: number): Outcomes => ({
  down: new Int32Array(scenarios),
  worse: new Int32Array(scenarios),
  components: new Int32Array(scenarios),
  time: new Float64Array(scenarios * (job.classes.count - 1) * (job.scale.levels.length - 1)),
  unsure: new Uint8Array(scenarios),
  lost: new Int32Array(scenarios * words),
});

/** Which components that are counted each scenario takes down, by passes: exact where outcomes of passes are. */
export const takenDown = (job: SweepJob, scenarios: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  const { network, classes } = job;
  const pass = lossPass(network);
  const taken: number[][] = scenarios.map(() => []);
  for (let first = 0; first < scenarios.length; first += LANES) {
    scenarios.slice(first, first + LANES).forEach((failed, lane) => {
      for (const component of failed) pass.fail(component, job.level, 1 << lane);
    });
    const reached = pass.run();
    for (let i = 0; i < reached && network.down >= 0; i++) {
      const component = network.componentOf[pass.touched[i] as number] as number;
      if (component < 0 || classes.of[component] === 0) continue;
      const at = (pass.touched[i] as number) * network.levels.length + network.down;
      for (let lanes = (pass.bits[at] as number) & ~(pass.base[at] as number); lanes !== 0; lanes &= lanes - 1)
        taken[first + 31 - Math.clz32(lanes & -lanes)]?.push(component);
    }
    pass.reset();
  }
  return taken.map((components) => components.toSorted((a, b) => a - b));
};

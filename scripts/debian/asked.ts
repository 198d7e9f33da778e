// What is asked of a graph of packages: what is down when some fail, and which are needed most.
import type { LossNetwork } from '#domain/simulate/loss-network.ts';
import { lossPass } from '#domain/simulate/loss-pass.ts';
import type { PackageGraph } from './graph.ts';

/** Everything that is down but the failed, sorted. Names that are no package's are passed over. */
export const downWith = (network: LossNetwork): ((failed: readonly string[]) => readonly string[]) => {
  const pass = lossPass(network);
  const indexOf = new Map(network.components.map((id, index) => [id, index]));
  return (failed) => {
    for (const id of failed) {
      const component = indexOf.get(id);
      if (component !== undefined) pass.fail(component, network.levels[network.down] ?? 0, 1);
    }
    pass.run();
    const down = network.components.filter((id, component) => {
      const node = network.nodeOf[component] ?? 0;
      return ((pass.bits[node * network.levels.length + network.down] ?? 0) & 1) === 1 && !failed.includes(id);
    });
    pass.reset();
    return down.toSorted();
  };
};

/** The packages that most others name in what they need; of equals the first. */
export const mostNeeded = ({ names, groups }: PackageGraph, count: number): readonly number[] => {
  const dependents = new Int32Array(names.length);
  for (const needed of groups) for (const one of new Set(needed.flat())) (dependents[one] as number)++;
  return names
    .map((_, index) => index)
    .toSorted((a, b) => (dependents[b] as number) - (dependents[a] as number) || a - b)
    .slice(0, count)
    .toSorted((a, b) => a - b);
};

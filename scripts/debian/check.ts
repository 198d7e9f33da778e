// Checks a graph of packages against the sets that Debian's own checker found: which packages are down when some fail.
//   node --conditions=source --import tsx scripts/debian/check.ts DIRECTORY [SCENARIOS [EXPECTED]]
// SCENARIOS: a file of lines "name TAB packages with commas between" (default: DIRECTORY/scenarios.tsv). With EXPECTED, a directory of files
// NAME.txt (default: DIRECTORY/expected), each scenario is compared and the exit code is 1 where one differs; a scenario without a file there
// is printed: what is down beside the failed, a name a line.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { lossNetwork } from '#domain/simulate/loss-network.ts';
import { compileComponent } from '#domain/topology/model.ts';
import { downWith } from './asked.ts';
import { definitionsOf, readGraph, readScenarios } from './graph.ts';

const [directory, scenarios, expected] = process.argv.slice(2);
if (directory === undefined) {
  console.error('usage: check.ts DIRECTORY [SCENARIOS [EXPECTED]]');
  process.exit(2);
}
const scale = compileScale(DEFAULT_SCALE);
const components = new Map(
  [...definitionsOf(readGraph(directory))].map(([id, definition]) => [id, compileComponent(id, definition, scale)]),
);
const network = lossNetwork(components, scale);
const downBeside = downWith(network);

let differing = 0;
for (const { name, failed } of readScenarios(readFileSync(scenarios ?? join(directory, 'scenarios.tsv'), 'utf8'))) {
  const [down, unknown] = [downBeside(failed), failed.filter((id) => !components.has(id))];
  // a failure of what does not exist takes nothing down
  if (unknown.length > 0) console.error(`there is no package ${unknown.join(', ')}`);
  const file = join(expected ?? join(directory, 'expected'), `${name}.txt`);
  if (!existsSync(file)) {
    console.log(`${name}: ${down.length} down beside ${failed.join(', ')}`);
    for (const id of down) console.log(id);
    continue;
  }
  const wanted = new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
  const found = new Set(down);
  const missing = [...wanted].filter((id) => !found.has(id));
  const surplus = down.filter((id) => !wanted.has(id));
  const same = missing.length === 0 && surplus.length === 0;
  if (!same) differing++;
  console.log(
    `${same ? '✓' : '✗'} ${name}: ${down.length} down beside ${failed.join(', ')}${same ? '' : `; ${missing.length} missing (${missing.slice(0, 3).join(', ')}), ${surplus.length} too many (${surplus.slice(0, 3).join(', ')})`}`,
  );
}
process.exitCode = differing === 0 ? 0 : 1;

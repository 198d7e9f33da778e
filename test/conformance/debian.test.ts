// Everything that Debian 12's package exim4 can come to need (packages and what they depend on: Debian's package index), with real cycles.
// What libssl3's failure takes down in it is what Debian's own dose-debcheck finds; the rest is held to a slow fixpoint over sets.
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { lossNetwork } from '#domain/simulate/loss-network.ts';
import { lossPass } from '#domain/simulate/loss-pass.ts';
import type { Member } from '#domain/topology/definition.ts';
import { compileModel, isCycle } from '#domain/topology/model.ts';
import { spec } from '../support/spec.ts';

const NEEDED_BY_LIBSSL3 =
  'exim4 exim4-daemon-heavy exim4-daemon-light libcryptsetup12 libgssapi-krb5-2 libkmod2 libkrb5-3 libmariadb3 libnsl2 libpq5 ' +
  'libpython3-stdlib libpython3.11-minimal libpython3.11-stdlib libsystemd-shared libtirpc3 python3 python3-minimal python3.11 ' +
  'python3.11-minimal systemd systemd-cron systemd-sysv';

/** By package: groups, of each of which one is needed. */
const GROUPS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  readFileSync(new URL('debian-extract.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', needs = ''] = line.split(':');
      return [name, needs.split(' ').flatMap((group) => (group === '' ? [] : [group.split('|')]))];
    }),
);
const NAMES = [...GROUPS.keys()];

/** Whoever lacks every member of a group is lost, until nobody is lost any more. */
const lostWith = (failed: string): readonly string[] => {
  const lost = new Set([failed]);
  for (let size = 0; size !== lost.size;) {
    size = lost.size;
    for (const [name, groups] of GROUPS) if (groups.some((group) => group.every((one) => lost.has(one)))) lost.add(name);
  }
  lost.delete(failed);
  return [...lost].toSorted();
};

const model = compileModel(
  new Map(
    [...GROUPS].map(([name, groups]) => {
      const members = groups.map((group): Member => (group.length === 1 ? (group[0] ?? '') : { any: group }));
      return [name, members.length === 0 ? {} : { requires: { all: members } }];
    }),
  ),
  compileScale(DEFAULT_SCALE),
);

spec('conformance/debian [cases]', (test) => {
  const network = lossNetwork(model.components, compileScale(DEFAULT_SCALE));
  const pass = lossPass(network);
  const downWith = (failed: readonly string[]): readonly (readonly string[])[] => {
    failed.forEach((name, lane) => pass.fail(NAMES.indexOf(name), 4, 1 << lane));
    pass.run();
    const found = failed.map((name, lane) =>
      NAMES.filter((one, component) => {
        const at = (network.nodeOf[component] ?? 0) * network.levels.length + network.down;
        return one !== name && (((pass.bits[at] ?? 0) >>> lane) & 1) === 1;
      }).toSorted(),
    );
    pass.reset();
    return found;
  };

  test('has cycles', () => {
    assert.ok(model.order.filter(isCycle).length > 0);
  });

  test('a failed library takes down what Debian finds it takes down', () => {
    assert.is(downWith(['libssl3'])[0]?.join(' '), NEEDED_BY_LIBSSL3);
  });

  test('every single failure takes down what a slow fixpoint over sets finds, 32 a pass', () => {
    for (let first = 0; first < NAMES.length; first += 32) {
      const failed = NAMES.slice(first, first + 32);
      assert.equal(downWith(failed), failed.map(lostWith));
    }
  });
});

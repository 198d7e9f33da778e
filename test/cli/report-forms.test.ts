// The forms of a report (S7): one figure taken apart, several policies side by side, years behind their months, Markdown and pages.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { hcpc, type World } from '../support/shell.ts';

const MONTHS = ['--from', '2015-12', '--to', '2016-02', '--policy', 'board'];
const JANUARY = ['--from', '2016-01', '--to', '2016-02'];

interface Explained {
  readonly from: string;
  readonly to: string;
  readonly availability: string;
  readonly denominatorMs: number;
  readonly countedDowntimeMs: number;
  readonly rolledUpFrom: readonly { readonly period: string; readonly availability: string }[];
  readonly intervals: readonly {
    readonly from: string;
    readonly to: string;
    readonly was: string;
    readonly countsAs: string;
    readonly countedMs: number;
    readonly cause: { readonly component: string } | null;
    readonly faults: readonly { readonly fact: string; readonly endedBy: readonly string[] }[];
  }[];
  readonly facts: readonly { readonly fact: string }[];
}

const explain = (made: World, cell: string, ...more: readonly string[]): Promise<Explained> =>
  made.json('report', 'availability', '--policy', 'board', '--explain', cell, ...more);
const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);

spec('cli/report forms [end to end]', (test) => {
  test('a figure taken apart: its intervals tile the period, add up to it, and name their facts', async () => {
    const made = await hcpc();
    const cells = ['online-renewals@2016-01', 'Online Register@2016-01', 'registration-system@2015-12', 'telephony@2016-01-16', 'ftp@2015'];
    for (const called of cells) {
      const told = await explain(made, called.replace('ftp', 'ftp-system'), ...MONTHS);
      let at = told.from;
      for (const { from, to } of told.intervals) {
        assert.is(from, at, `${called}: a gap at ${at}`);
        at = to;
      }
      assert.is(at, told.to);
      const counting = told.intervals.filter(({ countsAs }) => countsAs !== 'out');
      assert.is(sum(counting.map(({ countedMs }) => countedMs)), told.denominatorMs, called);
      const down = sum(told.intervals.filter(({ countsAs }) => countsAs === 'down').map(({ countedMs }) => countedMs));
      assert.is(down, told.countedDowntimeMs, called);
      if (told.denominatorMs > 0) assert.is((100 - (100 * down) / told.denominatorMs).toFixed(2), told.availability, called);
      const named = new Set(told.facts.map(({ fact }) => fact));
      for (const { was, faults } of told.intervals) {
        if (was !== 'up' && was !== 'noData') assert.ok(faults.length > 0, `${called}: nothing explains ${was}`);
        for (const { fact, endedBy } of faults) for (const id of [fact, ...endedBy]) assert.ok(named.has(id));
      }
    }
  });

  test('the facts named are facts of the log', async () => {
    const made = await hcpc();
    const { facts } = await explain(made, 'online-renewals@2016-01', ...JANUARY);
    const known = new Set((await made.records()).map(({ fact }) => fact.id));
    assert.ok(facts.length > 4);
    for (const { fact } of facts) assert.ok(known.has(fact), fact);
  });

  test('a figure of several months says what it is rolled up from', async () => {
    const told = await explain(await hcpc(), 'online-renewals@overall', ...MONTHS);
    assert.equal(told.rolledUpFrom, [
      { period: '2015-12', availability: '100.00' },
      { period: '2016-01', availability: '92.14' },
    ]);
  });

  test('every report of figures takes a figure apart, for people too', async () => {
    const made = await hcpc();
    for (const report of ['availability', 'downtime', 'mttr', 'budget', 'rto']) {
      const { out, exit, err } = await made.knockon('report', report, ...JANUARY, '--policy', 'board', '--explain', 'online-renewals');
      assert.is(exit, 0, err);
      assert.match(out, /^Online Renewals in 2016-01: 92\.14 %, target 98\.3 % ✗ missed by 6\.16/);
      assert.match(out, /down +down +18 h +18 h +online-renewals: a connection configuration was corrupted/);
      assert.match(out, /OutageBegan circuit-b \(trip\), ~Sat 16 Jan 2016 19:30 \(fact [\da-f-]{36}\)/);
      assert.match(out, /^Policy board/m);
    }
  });

  for (const [cell, words] of [
    ['online-renewal@2016-01', /no component or group "online-renewal".*did you mean/],
    ['online-renewals@January', /no period "January"; expected one as the report shows it, such as 2016-01/],
  ] as const) {
    test(`${cell} is refused with what was expected`, async () => {
      const { exit, err } = await (await hcpc()).knockon('report', 'availability', ...JANUARY, '--explain', cell);
      assert.is(exit, 2);
      assert.match(err, words);
    });
  }

  test('January 2016 under the board’s policy and under others, side by side', async () => {
    const made = await hcpc();
    const asked = ['board', 'zabbix-6', 'servicenow-spm'].flatMap((name) => ['--policy', name]);
    const { out } = await made.knockon('report', 'availability', ...JANUARY, ...asked);
    assert.match(out, /Service +Period +board +zabbix-6 +servicenow-spm +Target/);
    assert.match(out, /Online Renewals +2016-01 +✗ 92\.14 +✗ 92\.1371 +✗ 92\.1371 +98\.3 %/);
    assert.match(out, /Registration system +2016-01 +✗ 96\.10 +✗ 94\.4825 +✗ 94\.4825 /);
    for (const name of ['board', 'zabbix-6', 'servicenow-spm']) assert.match(out, new RegExp(`^Policy ${name} `, 'm'));
    const { figures } = await made.json<{ figures: readonly { service: string; policy: string; availability: string }[] }>(
      'report',
      'availability',
      ...JANUARY,
      ...asked,
    );
    const register = figures.filter(({ service }) => service === 'online-register');
    assert.equal(
      register.map(({ policy, availability }) => [policy, availability]),
      [
        ['board', '98.76'],
        ['zabbix-6', '98.7567'],
        ['servicenow-spm', '98.7567'],
      ],
    );
  });

  test('years stand behind their months, and rest on them', async () => {
    const made = await hcpc();
    const { out } = await made.knockon(
      'report',
      'availability',
      '--from',
      '2015-12',
      '--to',
      '2016-05',
      '--policy',
      'board',
      '--layout',
      'years',
      '--now',
      '2016-05-01',
    );
    assert.match(out, /Service +2015-12 +2016-01 +2016-02 +2016-03 +FY2015\/16 \(part\) +2016-04 +FY2016\/17 \(part\) +target\n/);
    assert.match(out, /✓ target met, ✗ target missed/);
    const csv = (await made.knockon('report', 'availability', ...MONTHS, '--layout', 'years', '--format', 'csv')).out;
    assert.match(csv, /online-renewals,Online Renewals,FY2015\/16,.*,96\.07,/);
    const { exit, err } = await made.knockon('report', 'availability', ...MONTHS, '--layout', 'years', '--by', 'day');
    assert.is(exit, 2);
    assert.match(err, /leave --by out/);
  });

  test('Markdown holds the same table, and a name cannot end its cell', async () => {
    const made = await hcpc();
    const { out } = await made.knockon('report', 'availability', ...MONTHS, '--format', 'md');
    assert.match(out, /^# Availability from/);
    assert.match(out, /^\| Online Renewals \| ✓ 100\.00 \| ✗ 92\.14 \| ✗ 96\.07 \| 98\.30 \|$/m);
    assert.match(out, /^- Policy board/m);
    const model = made.file('more.yaml', 'knockon: 1\ncomponents: { odd: { name: "a | b <c>", service: {} } }\n');
    assert.is((await made.knockon('import', model)).exit, 0);
    assert.match((await made.knockon('report', 'availability', ...MONTHS, '--format', 'md')).out, /^\| a \\\| b \\<c\\> \|/m);
  });

  test('what downtime is owed to stands in Markdown as in the text, and on a page as bars too', async () => {
    const made = await hcpc();
    const { out } = await made.knockon('report', 'blame', ...JANUARY, '--policy', 'board', '--format', 'md');
    assert.match(out, /^# Downtime from .*, owed by first-cause$/m);
    assert.match(out, /^\| Online Renewals \| 58 h 30 min \| {2}\| 58 h 30 min \| {2}\|$/m);
    assert.match(out, /^\| {2}\| 40 h 30 min \| 69\.2 % \| 40 h 30 min \| circuit-b: the power circuit tripped/m);
    assert.match(out, /^- Policy board/m);
    const page = (await made.knockon('report', 'blame', ...JANUARY, '--policy', 'board', '--format', 'html')).out;
    assert.match(page, /<rect width="692" height="10" fill="url\(#look-down\)"><\/rect>/);
    assert.match(page, /69\.2 %: 40 h 30 min, 40 h 30 min in service time/);
    const none = (await made.knockon('report', 'blame', '--from', '2016-02', '--format', 'html')).out;
    assert.match(none, /<p>No downtime\.<\/p>/);
  });

  test('accounts stand in Markdown and on a page as in the text', async () => {
    const made = await hcpc();
    const { out } = await made.knockon('report', 'vantage', ...JANUARY, '--format', 'md');
    assert.match(out, /^# Where it happened and where it was felt/);
    assert.match(out, /^\| Online Renewals \| 1 \|/m);
    const page = (await made.knockon('report', 'vantage', ...JANUARY, '--format', 'html')).out;
    assert.match(page, /<h2>Places<\/h2>/);
    assert.match(page, /<h2>Accounts, and the figure each would give on its own<\/h2>/);
  });

  test('every report of figures has a page of one file, without script, that fetches nothing', async () => {
    const made = await hcpc();
    for (const report of ['availability', 'downtime', 'blame', 'mttr', 'budget', 'rto', 'vantage']) {
      const { out, exit, err } = await made.knockon('report', report, ...MONTHS, '--format', 'html');
      assert.is(exit, 0, err);
      assert.match(out, /^<!doctype html>\n<html lang="en">/);
      assert.not.match(out, /<script|src=|href=|url\((?!#)/);
      assert.match(out, /Policy board/);
    }
    const { out } = await made.knockon('report', 'availability', ...MONTHS, '--format', 'html');
    assert.match(
      out,
      /<td class="cell look-down" title="target missed"><span aria-label="target missed" role="img">✗<\/span> 92\.14<small>~58 h 30 min down<\/small>/,
    );
    assert.match(out, /aria-label="Online Renewals: at-risk from/);
  });
});

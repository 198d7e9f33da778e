// How fast months are counted beside PostgreSQL 15 doing the same with multiranges: services × months × outages in office hours, with
// holidays and planned maintenance, every figure compared. Both count in one run, by turns, on one machine, one core each; what counts is the
// ratio of the best rounds. Needs PostgreSQL (Debian's package), of which it starts a cluster of its own and throws it away. Run it with
// `node --conditions=source --import tsx scripts/bench/counting.ts [services]`.
import { execFileSync, spawnSync, type ExecFileSyncOptions } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicHolidays } from '#calendars/holidays.ts';
import { compileScale, DEFAULT_SCALE, UP } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import { counterOf } from '#domain/time/availability.ts';
import type { Interval } from '#domain/time/instant.ts';
import { intersect } from '#domain/time/intervals.ts';
import { periodsOf } from '#domain/time/period.ts';
import { resolvePolicy } from '#domain/time/policy.ts';
import { compileCalendar } from '#domain/time/service-calendar.ts';
import type { LevelSpan } from '#domain/time/level-runs.ts';

const SERVICES = Number(process.argv[2] ?? 10_000);
const OUTAGES = 100;
const WINDOWS = 24;
const ZONE = 'Europe/London';
const SPAN: Interval = { from: Date.UTC(2014, 0, 1), to: Date.UTC(2016, 0, 1) };
const MINUTE = 60_000;

const scale = compileScale(DEFAULT_SCALE);
const policy = resolvePolicy('bench', { zone: ZONE, hours: 'office', maintenance: 'excluded' }, scale);
if (isRefusal(policy)) throw new Error(policy.refused);
const office = { zone: ZONE, weekly: { 'mon-fri': '08:00-18:00' }, holidays: 'GB-ENG' };
const months = periodsOf(SPAN, 'month', ZONE);

/** A small generator of our own would do: the same numbers on every machine (xorshift32). */
const random = (seed: number): (() => number) => {
  let state = seed * 2_654_435_761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

/** Disjoint intervals of some minutes to some hours, spread over the span. */
const spread = (count: number, longest: number, next: () => number): readonly Interval[] => {
  const slot = (SPAN.to - SPAN.from) / count;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor(SPAN.from + slot * index + next() * slot * 0.5);
    return { from, to: from + Math.floor(MINUTE + next() * Math.min(longest, slot * 0.4)) };
  });
};

const services = Array.from({ length: SERVICES }, (_, service) => {
  const next = random(service + 1);
  const down = spread(OUTAGES, 6 * 60 * MINUTE, next);
  const levels: LevelSpan[] = [];
  let from = SPAN.from;
  for (const outage of down) {
    levels.push({ from, to: outage.from, level: UP }, { from: outage.from, to: outage.to, level: scale.down });
    from = outage.to;
  }
  levels.push({ from, to: SPAN.to, level: UP });
  return { down, windows: spread(WINDOWS, 12 * 60 * MINUTE, next), levels };
});

/** Denominator and downtime of every service and month, in milliseconds; from intervals in memory, as PostgreSQL has them in its buffers. */
const ours = (): Float64Array => {
  const hours = compileCalendar(office, publicHolidays);
  if (isRefusal(hours)) throw new Error(hours.refused);
  const figures = new Float64Array(SERVICES * months.length * 2);
  let at = 0;
  for (const { down, windows, levels } of services) {
    const count = counterOf({
      history: { levels, records: [SPAN], planned: intersect(down, windows) },
      hours,
      policy,
      scale,
      now: SPAN.to,
    });
    for (const month of months) {
      const { denominator, countedDowntime } = count(month);
      figures[at++] = denominator;
      figures[at++] = countedDowntime;
    }
  }
  return figures;
};

const seconds = <T>(work: () => T): readonly [T, number] => {
  const begun = process.hrtime.bigint();
  const made = work();
  return [made, Number(process.hrtime.bigint() - begun) / 1e9];
};

const root = '/usr/lib/postgresql';
const bin = existsSync(root)
  ? readdirSync(root)
      .map((version) => join(root, version, 'bin'))
      .at(-1)
  : undefined;
if (bin === undefined) {
  console.error('PostgreSQL is not installed: apt-get install postgresql');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'knockon-bench-'));
const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
if (asUser.length > 0) {
  chmodSync(folder, 0o777);
}
const run = (command: readonly string[], options: ExecFileSyncOptions = {}): string => {
  const [program = '', ...args] = [...asUser, ...command];
  return String(execFileSync(program, args, { stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 30, cwd: folder, ...options }) ?? '');
};
const data = join(folder, 'data');
const psql = (sql: string): string =>
  run([join(bin, 'psql'), '-h', folder, '-U', 'postgres', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1'], { input: sql });

try {
  run([join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync']);
  const settings = `-k ${folder} -c listen_addresses= -c fsync=off -c shared_buffers=1GB -c work_mem=256MB -c max_parallel_workers_per_gather=${availableParallelism()} -c jit=off`;
  run([join(bin, 'pg_ctl'), '-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start']);

  const rows = (which: 'down' | 'windows'): string =>
    services.flatMap((service, index) => service[which].map(({ from, to }) => `${index}\t[${from},${to})`)).join('\n');
  const hours = compileCalendar(office, publicHolidays);
  if (isRefusal(hours)) throw new Error(hours.refused);
  const monthRows = months.map((month, index) => {
    const windows = hours.windowsWithin(month.from, month.to).map(({ from, to }) => `[${from},${to})`);
    return `${index}\t{${windows.join(',')}}`;
  });
  const files = { outage: rows('down'), maintenance: rows('windows'), month: monthRows.join('\n') };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.tsv`), `${text}\n`, { mode: 0o644 });
  psql(`
    CREATE TABLE outage (service int, during int8range);
    CREATE TABLE maintenance (service int, during int8range);
    CREATE TABLE month (month int, hours int8multirange);
    ${Object.keys(files)
      .map((name) => `COPY ${name} FROM '${join(folder, `${name}.tsv`)}';`)
      .join('\n')}
    ANALYZE;
  `);
  // The quickest form found: what is planned is cut out once a service and not again for each month, and parts are unnested where they are
  // added up and not in a function called for each figure (together 4 to 5 × as fast as asking for each figure by itself).
  const query = `
    COPY (
      WITH down AS (SELECT service, range_agg(during) AS down FROM outage GROUP BY service),
           windows AS (SELECT service, range_agg(during) AS windows FROM maintenance GROUP BY service),
           cut AS MATERIALIZED (
             SELECT service, down * windows AS planned, down - windows AS unplanned FROM down JOIN windows USING (service)),
           office AS MATERIALIZED (
             SELECT month, hours, (SELECT sum(upper(part) - lower(part)) FROM unnest(hours) AS part) AS length FROM month),
           planned AS (
             SELECT service, month, sum(upper(part) - lower(part)) AS length
             FROM (SELECT service, month, unnest(planned * hours) AS part FROM cut CROSS JOIN office) AS parts GROUP BY service, month),
           unplanned AS (
             SELECT service, month, sum(upper(part) - lower(part)) AS length
             FROM (SELECT service, month, unnest(unplanned * hours) AS part FROM cut CROSS JOIN office) AS parts GROUP BY service, month)
      SELECT service, month, office.length - coalesce(planned.length, 0), coalesce(unplanned.length, 0)
      FROM cut CROSS JOIN office LEFT JOIN planned USING (service, month) LEFT JOIN unplanned USING (service, month)
    ) TO STDOUT;`;

  const rounds = 3;
  let [best, bestTheirs] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    const [figures, mine] = seconds(ours);
    const [answer, theirs] = seconds(() => psql(query));
    best = Math.min(best, mine);
    bestTheirs = Math.min(bestTheirs, theirs);
    let compared = 0;
    for (const line of answer.split('\n')) {
      if (line === '') continue;
      const [service = 0, month = 0, denominator, downtime] = line.split('\t').map(Number);
      const at = (service * months.length + month) * 2;
      if (figures[at] !== denominator || figures[at + 1] !== downtime) {
        throw new Error(
          `service ${service}, ${months[month]?.label}: ${figures[at]} and ${figures[at + 1]}, PostgreSQL ${denominator} and ${downtime}`,
        );
      }
      compared++;
    }
    if (compared !== SERVICES * months.length) throw new Error(`PostgreSQL gave ${compared} figures`);
  }
  console.log(
    `${SERVICES} services × ${months.length} months, ${SERVICES * OUTAGES} outages, ${SERVICES * WINDOWS} maintenance windows; every figure the same`,
  );
  console.log(`knockon ${best.toFixed(2)} s, PostgreSQL ${bestTheirs.toFixed(2)} s: ${(bestTheirs / best).toFixed(1)} × as fast`);
} finally {
  spawnSync(
    asUser[0] ?? join(bin, 'pg_ctl'),
    [...asUser.slice(1), ...(asUser.length > 0 ? [join(bin, 'pg_ctl')] : []), '-D', data, '-m', 'immediate', 'stop'],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  );
  rmSync(folder, { recursive: true, force: true });
}

// `risk sweep` as people and programs read it: what each failure takes down, the worst first, and how that is counted.
import { nameOf } from '#domain/impact/scale.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import type { Duration } from '#domain/time/instant.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Sweep, SweepRow } from '#projections/sweep.ts';
import type { Answer } from './answer.ts';
import { instantText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const sweepAnswer = (sweep: Sweep): Answer => ({
  json: {
    at: formatInstant(sweep.at),
    level: nameOf(sweep.scale, sweep.level),
    lastingMs: sweep.lasting ?? null,
    policy: { name: sweep.policy.name, description: describePolicy(sweep.policy, sweep.scale) },
    components: sweep.components,
    counted: sweep.classes.counted,
    chosen: sweep.chosen ?? null,
    scenarios: sweep.scenarios,
    replayed: sweep.replayed,
    found: sweep.found,
    rows: sweep.rows.map((row) => ({
      failed: row.failed,
      servicesDown: row.down,
      servicesDownApart: row.apart ?? null,
      servicesWorse: row.worse,
      serviceTimeLostMs: row.lost,
      componentsDown: row.components,
      takesDown: row.takesDown,
      evaluated: row.by,
    })),
  },
  csv: () =>
    csvText(
      ['failed', 'and', 'services_down', 'services_down_apart', 'services_worse', 'service_time_lost_ms', 'components_down', 'evaluated'],
      sweep.rows.map((row) => [
        row.failed[0] ?? '',
        row.failed[1] ?? '',
        row.down,
        row.apart ?? '',
        row.worse,
        row.lost,
        row.components,
        row.by,
      ]),
    ),
  text: (style) => [title(sweep, style), '', table(sweep, style), '', ...notes(sweep, style)].join('\n'),
});

const title = (sweep: Sweep, style: Style): string => {
  const level = nameOf(sweep.scale, sweep.level);
  const long = sweep.lasting === undefined ? 'for good' : `for ${spokenDuration(sweep.lasting)}`;
  const what =
    sweep.chosen === undefined
      ? `What each single failure takes down: each of ${sweep.components} components ${level} ${long}`
      : `Pairs of failures that take down more than their halves: ${sweep.chosen} components, any two of them ${level} ${long}`;
  return `${what}\nThe model at rest, as of ${instantText(sweep.at, style)} (${style.zone}); ${sweep.classes.counted} ${sweep.everything ? 'components' : 'services'} counted`;
};

const table = ({ rows, chosen, everything, nameOf: called }: Sweep, style: Style): string => {
  if (rows.length === 0) return chosen === undefined ? 'Nothing can fail.' : 'No pair takes down more than its halves.';
  const counted = everything ? 'Components' : 'Services';
  return textTable(
    [
      { head: 'Failed' },
      { head: `${counted} down`, align: 'right' },
      ...(chosen === undefined ? [] : [{ head: 'Apart', align: 'right' } as const]),
      { head: 'Worse', align: 'right' },
      { head: 'Service time lost', align: 'right' },
      ...(everything ? [] : [{ head: 'Components down', align: 'right' } as const]),
      { head: 'Evaluated' },
      { head: 'Takes down' },
    ],
    rows.map((row) => [
      row.failed.map(called).join(' and '),
      String(row.down),
      ...(chosen === undefined ? [] : [String(row.apart)]),
      String(row.worse),
      spokenDuration(toMinutes(row.lost)),
      ...(everything ? [] : [String(row.components)]),
      row.by === 'pass' ? 'in a pass' : 'replayed',
      inShort(row, called),
    ]),
    style,
  );
};

const SHOWN = 3;

const inShort = ({ takesDown, down }: SweepRow, called: (id: string) => string): string => {
  const shown = takesDown.slice(0, SHOWN).map(called).join(', ');
  return down > SHOWN ? `${shown} and ${down - SHOWN} more` : shown;
};

const toMinutes = (length: Duration): Duration => Math.round(length / 60_000) * 60_000;

const notes = (sweep: Sweep, style: Style): readonly string[] => {
  const { from } = sweep.classes.year;
  const during =
    sweep.lasting === undefined
      ? 'of a week in the state that the failure comes to in the end'
      : 'of the week that begins with the failure';
  return [
    ...(sweep.found > sweep.rows.length ? [`${sweep.found - sweep.rows.length} more rows: give --top all, or a number.`] : []),
    `Service time lost: ${during}, by the policy's weights, times each service's share of agreed service time in the year from ${instantText(from, style)}.`,
    ...(sweep.replayed === 0
      ? []
      : [
          `${sweep.replayed === 1 ? 'One scenario was' : `${sweep.replayed} scenarios were`} replayed, since delays or standbys that switch by themselves matter there; the others are exact in a pass.`,
        ]),
    `Policy ${describePolicy(sweep.policy, sweep.scale)}`,
  ];
};

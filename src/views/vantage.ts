// `report vantage`: figures by where an outage happened and where it was felt, and the accounts of it, each with its source and its own figure.
import { nameOf, type Scale } from '#domain/impact/scale.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { END_OF_TIME, type Duration } from '#domain/time/instant.ts';
import { describePolicy } from '#domain/time/policy.ts';
import type { Figures } from '#domain/time/availability.ts';
import { compare, percent, type Ratio } from '#domain/time/ratio.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Account } from '#projections/accounts.ts';
import type { Range } from '#projections/ranges.ts';
import type { VantageReport, VantageRow } from '#projections/vantage.ts';
import type { Answer } from './answer.ts';
import { rangeJson } from './ranges.ts';
import { instantJson, instantText, type Style } from './style.ts';
import { tablesPage } from './html/tables-page.tsx';
import { heading, list, markdownPage, markdownTable } from './markdown.ts';
import { csvText, textTable, type Column } from './table.ts';

export const vantageAnswer = (found: VantageReport): Answer => ({
  json: {
    from: formatInstant(found.report.from),
    to: formatInstant(found.report.to),
    now: formatInstant(found.report.now),
    policy: { name: found.report.policy.name, description: describePolicy(found.report.policy, found.report.scale) },
    places: found.rows.map((row) => rowJson(row, found)),
    accounts: found.accounts.map((account) => accountJson(account, found)),
  },
  csv: () =>
    csvText(
      [
        'place',
        'name',
        'sites',
        'vantage',
        'account',
        'source',
        'raw_downtime_ms',
        'least_ms',
        'most_ms',
        'availability',
        'least_availability',
        'most_availability',
      ],
      [
        ...found.rows.map(({ service, name, sites, together }) => {
          const { rawDowntime } = together.figures;
          const { least, most } = together.range?.raw ?? { least: rawDowntime, most: rawDowntime };
          const ends = together.range?.availability ?? { least: together.availability, most: together.availability };
          return [
            service,
            name,
            sites,
            '',
            '',
            '',
            rawDowntime,
            least,
            most,
            share(together.availability, found) ?? '',
            share(ends.least, found) ?? '',
            share(ends.most, found) ?? '',
          ];
        }),
        ...found.accounts.map(({ component, name, vantage, account, source, figures, least, most }) => [
          component,
          name,
          1,
          vantage,
          account ?? '',
          source ?? '',
          figures.rawDowntime,
          Math.min(least.rawDowntime, figures.rawDowntime),
          Math.max(most.rawDowntime, figures.rawDowntime),
          share(figures.availability, found) ?? '',
          ...availabilityEnds([figures, least, most], found),
        ]),
      ],
    ),
  text: (style) => {
    const [places, accounts] = [placesTable(found), accountsTable(found)];
    return [
      titleOf(found, style),
      '',
      textTable(places.columns, places.rows, style),
      '',
      ...(found.accounts.length === 0
        ? [NO_ACCOUNT]
        : [ACCOUNTS, '', textTable(accounts.columns, accounts.rows, style), '', ...saysLines(found, style).map((line) => `  ${line}`)]),
      '',
      ...footLines(found),
    ].join('\n');
  },
  markdown: (style) => {
    const [places, accounts] = [placesTable(found), accountsTable(found)];
    const told =
      found.accounts.length === 0
        ? [NO_ACCOUNT]
        : [heading(2, ACCOUNTS), markdownTable(accounts.columns, accounts.rows), list(saysLines(found, style))];
    return markdownPage(titleOf(found, style), [markdownTable(places.columns, places.rows), ...told], footLines(found));
  },
  html: (style) =>
    tablesPage({
      title: titleOf(found, style),
      sections: [
        { head: 'Places', ...placesTable(found), none: 'No services.', said: [] },
        { head: ACCOUNTS, ...accountsTable(found), none: NO_ACCOUNT, said: saysLines(found, style) },
      ],
      foot: footLines(found),
    }),
});

const ACCOUNTS = 'Accounts, and the figure each would give on its own';
const NO_ACCOUNT = 'No account of it is on record.';

const titleOf = ({ report }: VantageReport, style: Style): string =>
  `Where it happened and where it was felt, from ${instantText(report.from, style)} to ${instantText(report.to, style)} (${style.zone})`;

const footLines = ({ report }: VantageReport): readonly string[] => [
  `Policy ${describePolicy(report.policy, report.scale)}`,
  `Counted to ${formatInstant(report.now)}.`,
];

const saysLines = ({ accounts, report }: VantageReport, style: Style): readonly string[] =>
  accounts.map((account) => saysLine(account, report.scale, style));

const share = (availability: Ratio | 'no data', { report }: VantageReport): string | undefined =>
  availability === 'no data' ? undefined : percent(availability, report.policy.decimals);

/** The least and the most of an account's own figures. */
const availabilityEnds = (figures: readonly Figures[], found: VantageReport): readonly string[] => {
  const known = figures.flatMap(({ availability }) => (availability === 'no data' ? [] : [availability])).toSorted(compare);
  return [known.at(0), known.at(-1)].map((end) => (end === undefined ? '' : (share(end, found) ?? '')));
};

const length = (time: Duration): string => (time === 0 ? '0' : spokenDuration(time));

const ranged = (best: Duration, least: Duration, most: Duration): string =>
  least === most ? length(best) : `${length(best)} (${length(least)} to ${length(most)})`;

const between = ({ least, most }: Range<Duration>): string => (least === most ? length(least) : `${length(least)} to ${length(most)}`);

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

const placesTable = (found: VantageReport): Table => ({
  columns: [
    { head: 'Place' },
    { head: 'Sites', align: 'right' },
    { head: 'Down, each (least to most)', align: 'right' },
    { head: 'Down, together (least to most)', align: 'right' },
    { head: 'Availability %', align: 'right' },
    { head: 'Least to most %', align: 'right' },
  ],
  rows: found.rows.map((row) => {
    const { sites, each, eachRange, together, name } = row;
    const { figures, range, restsOn } = together;
    const { least, most } = range?.raw ?? { least: figures.rawDowntime, most: figures.rawDowntime };
    const about = restsOn.downtime.length > 0 ? '~' : '';
    return [
      name,
      String(sites),
      `${about}${between(each)}${eachRange === undefined ? '' : ` (${between(eachRange)})`}`,
      `${about}${ranged(figures.rawDowntime, least, most)}`,
      share(together.availability, found) ?? 'no data',
      range?.availability === undefined
        ? ''
        : `${share(range.availability.least, found) ?? ''} to ${share(range.availability.most, found) ?? ''}`,
    ];
  }),
});

const accountsTable = (found: VantageReport): Table => ({
  columns: [
    { head: 'Whose' },
    { head: 'About' },
    { head: 'Down (least to most)', align: 'right' },
    { head: 'Availability %', align: 'right' },
    { head: 'Source' },
  ],
  rows: found.accounts.map((account) => {
    const { name, figures, least, most, source, approximate } = account;
    return [
      whose(account),
      name,
      `${approximate ? '~' : ''}${ranged(figures.rawDowntime, Math.min(least.rawDowntime, figures.rawDowntime), Math.max(most.rawDowntime, figures.rawDowntime))}`,
      share(figures.availability, found) ?? 'no data',
      source ?? '',
    ];
  }),
});

const whose = ({ account, vantage }: Account): string =>
  account === undefined || account === vantage ? vantage : `${account} (${vantage})`;

/** What an account says, in one line. */
const saysLine = (account: Account, scale: Scale, style: Style): string => {
  const said = account.says.map(({ from, to, level }) => {
    const until = to === END_OF_TIME ? 'on' : `to ${instantText(to, style)}`;
    return `${nameOf(scale, level)} from ${instantText(from, style)} ${until}`;
  });
  return `${whose(account)}: ${said.join('; ')}`;
};

const rowJson = ({ service, name, sites, each, eachRange, together }: VantageRow, found: VantageReport): object => ({
  service,
  name,
  sites,
  eachLeastMs: each.least,
  eachMostMs: each.most,
  eachRange: eachRange === undefined ? null : { leastMs: eachRange.least, mostMs: eachRange.most },
  rawDowntimeMs: together.figures.rawDowntime,
  countedDowntimeMs: together.figures.countedDowntime,
  availability: share(together.availability, found) ?? null,
  range: rangeJson(together.range, found.report.policy.decimals, together.ranges),
  restsOn: together.restsOn.downtime.map(({ fact }) => fact.id),
});

const accountJson = (account: Account, found: VantageReport): object => {
  const { figures, least, most } = account;
  return {
    component: account.component,
    name: account.name,
    vantage: account.vantage,
    account: account.account ?? null,
    source: account.source ?? null,
    binding: account.binding,
    says: account.says.map(({ from, to, level }) => ({
      level: nameOf(found.report.scale, level),
      from: instantJson(from),
      to: to === END_OF_TIME ? null : instantJson(to),
    })),
    approximate: account.approximate,
    rawDowntimeMs: figures.rawDowntime,
    leastRawMs: Math.min(least.rawDowntime, figures.rawDowntime),
    mostRawMs: Math.max(most.rawDowntime, figures.rawDowntime),
    availability: share(figures.availability, found) ?? null,
    facts: account.facts.map(({ fact }) => fact.id),
  };
};

// Writes a county's estate of 2009 as a model, before or after its community network and its second server farm: 147 sites, of which 131 are
// general practices (62 in the east, 69 in the west). Which sites are the largest, and which line each has, is not told: drawn from a seed.
// Usage: county.ts before|after > examples/hertfordshire-2009/before.yaml
import { philox } from '#domain/simulate/philox.ts';

const SITES = 147;
const RESILIENT = 67;
const SEED = [2009, 147] as const;

/** Clinical systems by area: SystmOne and what else is named; the rest on others. */
const PRACTICES = [
  { area: 'east', systems: { systmone: 15, emis: 30, vision: 7, other: 10 } },
  { area: 'west', systems: { systmone: 4, emis: 42, vision: 12, other: 11 } },
] as const;

interface Site {
  readonly id: string;
  readonly kind: string;
  readonly area: string;
  readonly system: string;
}

const practices = PRACTICES.flatMap(({ area, systems }) =>
  Object.entries(systems)
    .flatMap(([system, count]) => Array.from({ length: count }, () => system))
    .map((system, index): Site => ({ id: `${area}-${String(index + 1).padStart(2, '0')}`, kind: 'practice', area, system })),
);
const sites: readonly Site[] = [
  ...practices,
  ...Array.from({ length: SITES - practices.length }, (_, index): Site => {
    const hospital = index < 6;
    return {
      id: hospital ? `hospital-${index + 1}` : `clinic-${index - 5}`,
      kind: hospital ? 'community-hospital' : 'community-clinic',
      area: index % 2 === 0 ? 'east' : 'west',
      system: hospital ? 'ipm' : 'carenotes',
    };
  }),
];

const draw = (index: number): number => philox([index, 0, 0, 0], SEED)[0] ?? 0;
/** The largest sites, by a draw; hospitals are among them. */
const bySize = sites
  .map((site, index) => ({ id: site.id, size: draw(index) + (site.kind === 'community-hospital' ? 2 ** 32 : 0) }))
  .toSorted((a, b) => b.size - a.size);
const largest = new Set(bySize.slice(0, RESILIENT).map(({ id }) => id));

const HOSTED: Readonly<Record<string, string>> = {
  systmone: 'SystmOne',
  emis: 'EMIS',
  ipm: 'iPM',
  carenotes: 'CareNotes',
  pacs: 'PACS',
  nhsmail: 'NHSmail',
};

const lineOf = (id: string, index: number): string =>
  `  line-${id}: { kind: ${largest.has(id) || draw(index + SITES) % 2 === 0 ? 'leased-line' : 'adsl'} }`;

const linesOf = (after: boolean): readonly string[] =>
  sites.flatMap(({ id, area }, index) => {
    if (!after || !largest.has(id)) return [lineOf(id, index)];
    return [
      `  coin-${id}-a: { kind: coin-line, requires: coin-${area} }`,
      `  coin-${id}-b: { kind: coin-line, requires: coin-${area === 'east' ? 'west' : 'east'} }`,
    ];
  });

const siteOf = ({ id, kind, system }: Site, after: boolean): string => {
  const line = after && largest.has(id) ? `{ any: [coin-${id}-a, coin-${id}-b] }` : `line-${id}`;
  const works = HOSTED[system] === undefined ? [] : ['n3', 'smartcards', system];
  const requires = [line, ...works, '{ on: shared-files, effect: soft }', '{ on: nhsmail, effect: soft }'];
  return `  ${id}: { kind: ${kind}, requires: { all: [${requires.join(', ')}] }, service: { hours: surgery } }`;
};

const said = process.argv[2];
if (said !== 'before' && said !== 'after') throw new Error('expected before or after');
const after = said === 'after';

console.log(
  [
    `# Made by scripts/examples/county.ts ${said}: 147 sites ${after ? 'after' : 'before'} the community network and the second server farm.`,
    'knockon: 1',
    `since: ${after ? '2009-09-01' : '2008-01-01'}T00:00:00Z`,
    'calendars:',
    "  surgery: { zone: Europe/London, weekly: { mon-fri: '08:00-18:30' }, holidays: GB-ENG }",
    'components:',
    '  n3: { name: National network N3, kind: network }',
    '  smartcards: { name: Smartcards, kind: registration-authority, requires: n3 }',
    ...Object.entries(HOSTED).map(([id, name]) => `  ${id}: { name: ${name}, kind: hosted-system, requires: n3 }`),
    '  farm-1: { name: Server farm, kind: data-centre }',
    ...(after
      ? [
          '  farm-2: { name: Second server farm, kind: data-centre }',
          '  coin-east: { name: Community network in the east, kind: network }',
          '  coin-west: { name: Community network in the west, kind: network }',
          '  shared-files: { name: Shared files, kind: application, requires: { standby: [farm-1, farm-2], mode: automatic, switchover: PT15M } }',
        ]
      : ['  shared-files: { name: Shared files, kind: application, requires: farm-1 }']),
    ...linesOf(after),
    ...sites.map((site) => siteOf(site, after)),
    'groups:',
    `  practices: [${practices.map(({ id }) => id).join(', ')}]`,
    `  hospitals: [${sites.flatMap(({ id, kind }) => (kind === 'community-hospital' ? [id] : [])).join(', ')}]`,
  ].join('\n'),
);

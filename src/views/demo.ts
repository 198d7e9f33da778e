// The demo's report: the month, what each outage is owed to, redundancy lost, ours beside what was published, and three what ifs.
import { nameOf } from '#domain/impact/scale.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { CaseReport } from '#projections/case-report.ts';
import type { Comparison } from '#projections/comparison.ts';
import { withData } from '#projections/published.ts';
import type { Answer } from './answer.ts';
import { availabilityJson, detailedTable, footLines } from './availability.ts';
import { comparisonJson, comparisonTable } from './comparison.ts';
import { outagesJson, outagesTable } from './outages.ts';
import { publicationJson, publicationSections } from './publications.ts';
import { section } from './section.ts';
import type { Style } from './style.ts';
import { textTable } from './table.ts';

/** How a reader does the same from where they are: what the command is called, and where the case's files are. */
export interface Hint {
  readonly command: string;
  readonly folder: string;
}

export const demoAnswer = (demo: CaseReport, { command, folder }: Hint): Answer => ({
  approximate: demo.outages.approximate,
  json: {
    case: demo.name,
    now: formatInstant(demo.now),
    availability: availabilityJson(demo.availability),
    downtime: outagesJson(demo.outages),
    lostRedundancy: lostRedundancy(demo).map(({ service, name, atRisk, uncertain }) => ({ service, name, rawMs: atRisk, uncertain })),
    published: demo.publications.map((publication) => publicationJson(withData(publication))),
    whatIfs: demo.whatIfs.map(comparisonJson),
  },
  text: (style) =>
    [
      'A power circuit trips on a Saturday evening, 16 January 2016; its UPS lasts 3 h 15 min. From examples/hcpc-2016.',
      ...section('The month, by the facts', detailedTable(demo.availability, style), ...footLines(demo.availability, style)),
      ...section('The outages, and what each is owed to by first cause', outagesTable(demo.outages, style)),
      ...section('Full service all month, with redundancy lost for a time', lostRedundancyTable(demo, style)),
      ...demo.publications.flatMap((publication) => publicationSections(withData(publication), style)),
      ...demo.whatIfs.flatMap((whatIf) => whatIfSection(whatIf, style)),
      '',
      `Try the same yourself: ${command} import ${folder}/model.yaml ${folder}/facts.jsonl`,
      `then: ${command} explain online-renewals --at 2016-01-17T10:00:00Z`,
      `or, for the meeting: ${command} import ${folder}/incident.jsonl`,
      `and: ${command} review power-2016-01 --format html --out review.html`,
    ].join('\n'),
});

/** Services that were never down and yet at risk. */
const lostRedundancy = ({ availability }: CaseReport) =>
  availability.services.flatMap(({ service, name, overall }) => {
    const { rawDowntime, rawAtRisk } = overall.figures;
    return rawDowntime > 0 || rawAtRisk === 0 ? [] : [{ service, name, atRisk: rawAtRisk, uncertain: overall.restsOn.atRisk.length > 0 }];
  });

const lostRedundancyTable = (demo: CaseReport, style: Style): string => {
  const { scale } = demo.availability;
  return textTable(
    [{ head: 'Service' }, { head: scale.atRisk === undefined ? '' : `Time ${nameOf(scale, scale.atRisk)}`, align: 'right' }],
    lostRedundancy(demo).map(({ name, atRisk, uncertain }) => [name, `${uncertain ? '~' : ''}${spokenDuration(atRisk)}`]),
    style,
  );
};

const whatIfSection = (whatIf: Comparison, style: Style): readonly string[] => [
  ...section(
    `What if ${whatIf.changes.join(' and ')}`,
    comparisonTable(whatIf, style),
    ...whatIf.assumptions.map((assumption) => `Assumed: ${assumption}.`),
  ),
];

// `log history` as people and programs read it.
import { reportedAt } from '#domain/facts/fact.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { FactHistory, HistoryEntry, Standing } from '#projections/fact-history.ts';
import type { Answer } from './answer.ts';
import { partJson, partText } from './parts.ts';
import { saidOf } from './said.ts';
import { factText, instantJson, instantText, type Style } from './style.ts';
import { inOneLine } from './shown.ts';

export const factHistoryAnswer = ({ first, now, entries }: FactHistory): Answer => ({
  json: {
    fact: first.fact.id,
    type: first.fact.type,
    counts: now !== undefined,
    now: now ?? null,
    entries: entries.map(({ recorded, standing, parts, factCounts }) => ({
      fact: recorded.fact.id,
      type: recorded.fact.type,
      reportedAt: instantJson(reportedAt(recorded)),
      recordedAt: formatInstant(recorded.recordedAt),
      by: recorded.fact.by ?? null,
      source: recorded.fact.source ?? null,
      import: recorded.fact.import ?? null,
      reason: recorded.fact.reason ?? null,
      parts: parts.map(partJson),
      factCounts,
      standing,
    })),
  },
  text: (style) =>
    [
      `${style.bold(factText(first, style))} (fact ${first.fact.id})`,
      ...entries.flatMap((entry, index) => ['', ...entryLines(entry, index === 0, style).map(inOneLine)]),
      '',
      now === undefined ? style.yellow('It counts no more.') : `It counts${entries.some(changes) ? ', as changed' : ' as first recorded'}.`,
    ].join('\n'),
});

const changes = ({ recorded, standing }: HistoryEntry): boolean => recorded.fact.type === 'Corrected' && standing === 'counts';

const entryLines = (entry: HistoryEntry, isFirst: boolean, style: Style): readonly string[] => {
  const { recorded, parts, factCounts, standing } = entry;
  const { fact, recordedAt } = recorded;
  const known = reportedAt(recorded);
  const reported = known === recordedAt ? '' : `reported ${instantText(known, style)}, `;
  const who = fact.by === undefined ? '' : ` by ${fact.by}`;
  const where = fact.source === undefined ? '' : `, from ${fact.source}`;
  const brought = fact.import === undefined ? '' : `, with import ${fact.import}`;
  const head = isFirst ? fact.type : `${fact.type} (fact ${fact.id})`;
  const why = fact.reason ?? saidOf(fact, style);
  const state = factCounts ? [] : ['the fact counted no more'];
  return [
    `${head}: ${reported}recorded ${instantText(recordedAt, style)}${who}${where}${brought}${STANDING[standing]}`,
    ...(why === undefined ? [] : [`  ${fact.reason === undefined ? '' : 'why: '}${why}`]),
    ...[...parts.map(partText), ...state].map((line) => `  ${line}`),
  ];
};

const STANDING: Readonly<Record<Standing, string>> = {
  counts: '',
  superseded: '; a later correction counts instead',
  retracted: '; retracted',
  'without-effect': '; without effect',
};

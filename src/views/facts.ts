// `facts` as people and programs read it: each fact with the short id by which other commands take it.
import { reportedAt } from '#domain/facts/fact.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { ListedFact } from '#projections/fact-list.ts';
import type { Answer } from './answer.ts';
import { saidOf } from './said.ts';
import { instantJson, occurrenceJson, occurrenceText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

/** So many characters of an id; `length`: where that would not tell facts apart, more. */
const SHORT = 8;

export const factsAnswer = (found: readonly ListedFact[]): Answer => {
  const short = shortIds(found.map(({ recorded }) => recorded.fact.id));
  return {
    json: {
      facts: found.map(({ recorded: { fact, recordedAt, ...rest }, standing }) => ({
        fact: fact.id,
        short: short(fact.id),
        type: fact.type,
        occurredAt: fact.occurredAt === undefined ? null : occurrenceJson(fact.occurredAt),
        component: 'component' in fact.data ? fact.data.component : null,
        reportedAt: instantJson(reportedAt({ fact, recordedAt, ...rest })),
        recordedAt: formatInstant(recordedAt),
        by: fact.by ?? null,
        source: fact.source ?? null,
        import: fact.import ?? null,
        standing,
      })),
    },
    csv: () =>
      csvText(
        ['fact', 'type', 'occurred_at', 'component', 'reported_at', 'recorded_at', 'by', 'source', 'standing'],
        found.map(({ recorded, standing }) => {
          const { fact } = recorded;
          return [
            fact.id,
            fact.type,
            fact.occurredAt === undefined ? null : (instantJson(fact.occurredAt.best) ?? 'beginning'),
            'component' in fact.data ? fact.data.component : null,
            instantJson(reportedAt(recorded)) ?? 'beginning',
            formatInstant(recorded.recordedAt),
            fact.by ?? null,
            fact.source ?? null,
            standing,
          ];
        }),
      ),
    text: (style) =>
      found.length === 0
        ? 'No fact fits.'
        : [
            textTable(
              [{ head: 'Fact' }, { head: 'When' }, { head: 'Type' }, { head: 'What' }],
              found.map(({ recorded: { fact }, standing }) => [
                short(fact.id),
                fact.occurredAt === undefined ? '' : occurrenceText(fact.occurredAt, style),
                fact.type,
                `${whatText(fact, style)}${standing === 'counts' ? '' : ` (${standing})`}`,
              ]),
              style,
            ),
            '',
            found.length === 1 ? '1 fact' : `${found.length.toLocaleString('en-GB')} facts`,
          ].join('\n'),
  };
};

const whatText = (fact: ListedFact['recorded']['fact'], style: Style): string => {
  const said = saidOf(fact, style);
  if (said !== undefined) return said;
  const { data } = fact;
  const component = 'component' in data ? data.component : 'name' in data ? data.name : '';
  const fault = 'fault' in data && data.fault !== undefined ? `/${data.fault}` : '';
  const level = 'level' in data ? ` ${data.level}` : '';
  const cause = 'cause' in data && data.cause !== undefined ? `: ${data.cause}` : '';
  const to = 'to' in data && data.to !== undefined && 'component' in data ? ` to ${data.to}` : '';
  return `${component}${fault}${level}${to}${cause}`;
};

/** The shortest beginnings of ids, at least {@link SHORT} characters, that tell these facts apart. O(n log n). */
const shortIds = (ids: readonly string[]): ((id: string) => string) => {
  const sorted = ids.toSorted();
  const lengths = new Map<string, number>();
  sorted.forEach((id, place) => {
    const needed = Math.max(
      SHORT,
      ...[sorted[place - 1], sorted[place + 1]].map((other) => (other === undefined ? 0 : sharedWith(id, other) + 1)),
    );
    lengths.set(id, needed);
  });
  return (id) => id.slice(0, lengths.get(id) ?? SHORT);
};

const sharedWith = (one: string, other: string): number => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
};

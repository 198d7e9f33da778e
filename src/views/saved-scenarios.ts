// `scenario list` and `scenario show` as people and programs read them.
import { isRefusal } from '#domain/refusal.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { SavedScenario, ShownScenario } from '#projections/saved-scenarios.ts';
import type { Answer } from './answer.ts';
import { section } from './section.ts';
import { instantText, occurrenceText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const savedScenariosAnswer = (all: readonly SavedScenario[]): Answer => ({
  json: { scenarios: all.map(savedJson) },
  csv: () =>
    csvText(
      ['scenario', 'fact', 'saved_at', 'by', 'until', 'root', 'changes', 'earlier'],
      all.map(({ name, last: { fact }, earlier }) => [
        name,
        fact.id,
        formatInstant(fact.occurredAt.best),
        fact.by ?? null,
        fact.data.base.until === undefined ? null : formatInstant(fact.data.base.until),
        fact.data.base.root ?? null,
        fact.data.changes.length,
        earlier.length,
      ]),
    ),
  text: (style) =>
    all.length === 0
      ? 'No scenario has been saved; whatif … --save NAME saves one.'
      : textTable(
          [
            { head: 'Scenario' },
            { head: 'Saved' },
            { head: 'By' },
            { head: 'On the log as of' },
            { head: 'Changes', align: 'right' },
            { head: 'Times saved', align: 'right' },
          ],
          all.map(({ name, last: { fact }, earlier }) => [
            name,
            occurrenceText(fact.occurredAt, style),
            fact.by ?? '–',
            fact.data.base.until === undefined ? 'as it is' : instantText(fact.data.base.until, style),
            String(fact.data.changes.length),
            String(earlier.length + 1),
          ]),
          style,
        ),
});

export const savedScenarioAnswer = (shown: ShownScenario): Answer => {
  const { name, last, earlier, said } = shown;
  return {
    json: {
      ...savedJson(shown),
      editions: [...earlier, last].map(({ fact }) => ({
        fact: fact.id,
        savedAt: formatInstant(fact.occurredAt.best),
        by: fact.by ?? null,
      })),
      refused: isRefusal(said) ? said.refused : null,
      said: isRefusal(said) ? [] : said.changes,
      assumptions: isRefusal(said) ? [] : said.assumptions,
    },
    text: (style) =>
      [
        `${style.bold(name)}: saved ${occurrenceText(last.fact.occurredAt, style)} by ${last.fact.by ?? 'nobody named'} (${style.zone}), fact ${last.fact.id}`,
        baseText(shown, style),
        ...(earlier.length === 0
          ? []
          : [`It was saved before, ${earlier.map(({ fact }) => occurrenceText(fact.occurredAt, style)).join(', ')}; the last one counts.`]),
        ...(isRefusal(said)
          ? section('It cannot be asked of that base', said.refused)
          : [
              ...section('Changes', ...said.changes.map((change) => `- ${change}`)),
              ...section('Assumed', ...(said.assumptions.length === 0 ? ['nothing'] : said.assumptions.map((one) => `- ${one}`))),
            ]),
        '',
        `To ask it again: knockon whatif '${name}', of the log as it is: --on today`,
      ].join('\n'),
  };
};

const baseText = ({ last: { fact } }: SavedScenario, style: Style): string => {
  const { until, root } = fact.data.base;
  const when = until === undefined ? 'the log as it is' : `the log as it held things at ${instantText(until, style)}`;
  return `It stands on ${when}${root === undefined ? '' : `, whose root was ${root}`}.`;
};

const savedJson = ({ name, last: { fact }, earlier }: SavedScenario): object => ({
  scenario: name,
  fact: fact.id,
  savedAt: formatInstant(fact.occurredAt.best),
  by: fact.by ?? null,
  until: fact.data.base.until === undefined ? null : formatInstant(fact.data.base.until),
  root: fact.data.base.root ?? null,
  changes: fact.data.changes.length,
  earlier: earlier.length,
});

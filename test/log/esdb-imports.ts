// Small imports one behind the other, over four streams each, and what must be so of them at any moment whatever was killed: an import counts
// whole or not at all, one that was acknowledged counts, and no fact stands twice.
import * as assert from 'uvu/assert';
import { publicHolidays } from '#calendars/holidays.ts';
import type { Placed } from '#commands/ports.ts';
import { importFacts } from '#commands/record.ts';
import type { FactDraft } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import type { EventLog } from '#log/event-log.ts';
import { recordsOf } from '#log/records.ts';
import { foundIn, verified } from '#log/verify.ts';
import { visibleFacts } from '#log/visible.ts';
import { decodeData } from '#wire/data.ts';
import { identify, importIdOf, sameContent } from '#wire/identity.ts';

const AT = Date.UTC(2025, 0, 1);
/** Facts of one import, without its completion. */
const FACTS = 6;

const draftsOf = (n: number): readonly Placed<FactDraft>[] =>
  [0, 1, 2].flatMap((part) => {
    const component = `c-${n}-${part}`;
    const declared = { type: 'ComponentDeclared', occurredAt: exactly(AT), data: { component, definition: {} } };
    const note = { type: 'NoteAdded', occurredAt: exactly(AT), data: { about: { component }, text: `import ${n}` } };
    return [declared, note].map((value) => ({ value: value as FactDraft, place: `import ${n}` }));
  });

/** Imports the `n`th; what was imported already adds nothing. */
export const importOnce = async (log: EventLog, n: number): Promise<void> => {
  const drafts = draftsOf(n);
  const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const recording = { log, now: AT + n, identify, sameContent, importIdOf, decode: decodeData, holidays: publicHolidays, wait };
  const result = await importFacts(() => drafts, recording);
  if (!('added' in result)) throw new Error(`import ${n} was refused: ${JSON.stringify(result)}`);
};

/** Checks all of it, where the imports before `acknowledged` were said to be done. */
export const checkImports = async (log: EventLog, acknowledged: number): Promise<void> => {
  const records = await recordsOf(log);
  const { facts } = visibleFacts(records);
  const counted = new Map<string, number>();
  for (const { fact } of facts) {
    if (fact.type !== 'ComponentDeclared' && fact.type !== 'NoteAdded') continue;
    const component = fact.type === 'NoteAdded' && 'component' in fact.data.about ? fact.data.about.component : undefined;
    const n = (fact.type === 'ComponentDeclared' ? fact.data.component : (component ?? '')).split('-')[1] ?? '';
    counted.set(n, (counted.get(n) ?? 0) + 1);
  }
  for (const [n, count] of counted) assert.is(count, FACTS, `import ${n} is seen half`);
  for (let n = 0; n < acknowledged; n++) assert.is(counted.get(String(n)), FACTS, `import ${n} was acknowledged and is gone`);
  const ids = records.map(({ fact }) => fact.id);
  assert.is(new Set(ids).size, ids.length, 'a fact stands twice');
};

/** Checks the chains of all streams. */
export const checkChains = async (log: EventLog): Promise<void> => {
  assert.equal((await verified(foundIn(log))).breaks, []);
};

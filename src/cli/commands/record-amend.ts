// knockon record correct|retract: facts about facts. A correction counts alone (S5.4), so one that is typed carries on what the last
// one said and does not change now.
import { isDeepStrictEqual } from 'node:util';
import { Command } from 'commander';
import type { Known } from '#commands/known.ts';
import type { Json } from '#domain/facts/types.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { parseScalar } from '#intake/scalar.ts';
import { contentOf } from '#wire/content.ts';
import { revisedObject } from '#wire/revise.ts';
import { repeatable, type Options } from '../context.ts';
import type { Act } from '../act.ts';
import { recordOne, saidOccurrence, signed, uncertain, type Said } from './record-fact.ts';

const FACT = 'id of the fact, its first digits (6 or more), or the name of the fault it began: trip, circuit-b/trip';

export const correct = (act: Act): Command => {
  const command = uncertain(signed(new Command('correct'), 'required').option('--at <instant>', 'when it really happened'))
    .description('what a fact says was wrong: from now on it says this instead; what it said stays in the log')
    .argument('<fact>', FACT)
    .addOption(repeatable('--set <path=value>', 'one part of its data: level=degraded'))
    .option('--data <json>', 'all of its data, as a facts file has it')
    .addHelpText('after', '\nExample: knockon record correct 019523fe --at 2016-01-17T07:30:00Z --reason "the log of the switch says so"');
  act(command, (context, [called = ''], options) =>
    recordOne(context, options, (known) => {
      const id = known.factId(called);
      return isRefusal(id) ? [id] : correctionOf(id, options, saidOccurrence(options, context), known);
    }),
  );
  return command;
};

export const retract = (act: Act): Command => {
  const command = signed(new Command('retract'), 'required')
    .description('a fact, a correction, a retraction or a whole import was wrong and counts no more; it stays in the log')
    .argument('[fact]', FACT)
    .option('--import <id>', 'a whole import, by its id or the beginning of it')
    .addHelpText('after', '\nExample: knockon record retract 019523fe --reason "recorded for the wrong component"');
  act(command, (context, [called], options) => {
    const imported = options['import'] as string | undefined;
    if ((called === undefined) === (imported === undefined)) {
      return Promise.resolve([refuse('expected either the id of a fact or --import ID')]);
    }
    return recordOne(context, options, (known) => {
      if (called !== undefined) return retractionOf('fact', known.factId(called));
      return retractionOf('importId', known.importId(imported ?? ''));
    });
  });
  return command;
};

const retractionOf = (what: 'fact' | 'importId', id: string | Refusal): Said | readonly Refusal[] =>
  isRefusal(id) ? [id] : { type: 'Retracted', data: { [what]: id } };

const correctionOf = (id: string, options: Options, when: unknown, known: Known): Said | readonly Refusal[] => {
  const { first, now } = known.fact(id);
  const [was, is] = [contentOf(first), contentOf(now ?? first)];
  const data = replacedData(is.data, options);
  if (isRefusal(data)) return [data];
  if (data === undefined && when === undefined) return [refuse('this corrects nothing; expected --at (or another time), --set or --data')];
  const kept = <T>(before: T, current: T): T | undefined => (isDeepStrictEqual(before, current) ? undefined : current);
  return {
    type: 'Corrected',
    data: { fact: id, occurredAt: when ?? kept(was.occurredAt, is.occurredAt), data: data ?? kept(was.data, is.data) },
  };
};

type JsonObject = { readonly [key: string]: Json };

/** The data that `--data` gives or `--set` makes of the present one; undefined where neither is said. */
const replacedData = (present: JsonObject, options: Options): JsonObject | undefined | Refusal => {
  const [whole, parts] = [options['data'] as string | undefined, options['set'] as readonly string[]];
  if (whole !== undefined && parts.length > 0)
    return refuse('says all of the data, and --set a part of it; expected one of the two', '--data');
  if (whole !== undefined) return wholeData(whole);
  if (parts.length === 0) return undefined;
  return parts.reduce<JsonObject | Refusal>((data, part) => (isRefusal(data) ? data : withPart(data, part)), present);
};

const wholeData = (text: string): JsonObject | Refusal => {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // said below, as for every other text that is no object
  }
  return refuse(`expected a JSON object such as {"component":"web","level":"down"}, found ${text}`, '--data');
};

const withPart = (data: JsonObject, said: string): JsonObject | Refusal => {
  const equals = said.indexOf('=');
  if (equals < 1) return refuse(`"${said}" is no part of a fact's data; expected PATH=VALUE such as level=degraded`, '--set');
  const value = parseScalar(said.slice(equals + 1));
  if (isRefusal(value)) return refuse(value.refused, '--set');
  const revised = revisedObject(data, said.slice(0, equals), value.value as Json);
  return isRefusal(revised) ? refuse(`${said.slice(0, equals)} ${revised.refused}`, '--set') : revised;
};

// What all commands that record one fact share: the options that say when and from where, and the way from words to a recorded fact.
import type { Command } from 'commander';
import type { Known } from '#commands/known.ts';
import { record } from '#commands/record.ts';
import type { FactDraft } from '#domain/facts/fact.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import { whatChanged } from '#queries/what-changed.ts';
import { recordedAnswer } from '#views/recorded.ts';
import { contentOf } from '#wire/content.ts';
import { isDraft, parseDraft } from '#wire/draft.ts';
import { newFactId } from '#wire/identity.ts';
import { pathText } from '#wire/problem.ts';
import { WITHOUT_ROWS, instantOption, withCommonOptions, type Context, type Options, type Outcome } from '../context.ts';
import { recordingIn } from '../recording.ts';

/** Who says so, since when it is known, and why. */
export const signed = (command: Command, reason: 'required' | 'optional' = 'optional'): Command => {
  const common = withCommonOptions(command, WITHOUT_ROWS)
    .option('--reported-at <instant>', 'when it became known (default: now)')
    .option('--source <text>', 'where it is known from')
    .option('--by <name>', 'who records it');
  return reason === 'required'
    ? common.requiredOption('--reason <text>', 'why (required)')
    : common.option('--reason <text>', 'why it is recorded');
};

/** Signed, with all the ways to say when something happened. */
export const timed = (command: Command): Command =>
  uncertain(signed(command).option('--at <instant>', 'when it happened (default: now)')).option(
    '--day <date>',
    'only the day is known: 2015-12-17, in the zone of --zone',
  );

export const uncertain = (command: Command): Command =>
  command
    .option('--about', 'the instant is approximate, no range is known')
    .option('--plus-minus <duration>', 'the instant is known to so much either way: PT15M')
    .option('--earliest <instant>', 'the earliest it can have happened')
    .option('--latest <instant>', 'the latest it can have happened');

/** The time options as a facts file would say them; now, if none is given. */
export const occurrenceOf = (options: Options, context: Context): unknown => saidOccurrence(options, context) ?? formatInstant(context.now);

/** The time options as a facts file would say them; undefined if none is given. */
export const saidOccurrence = (options: Options, { now, style }: Context): unknown => {
  const at = options['at'] as string | undefined;
  // With an instant beside it a day says too much; both are handed on, to be refused as a facts file's would be.
  if (options['day'] !== undefined)
    return { day: options['day'], zone: style.zone, ...(at === undefined ? {} : { at: spokenInstant(at, style.zone) }) };
  const ranged = {
    plusMinus: options['plusMinus'],
    earliest: spokenInstant(options['earliest'], style.zone),
    latest: spokenInstant(options['latest'], style.zone),
  };
  const given = withoutAbsent(ranged);
  const said = spokenInstant(at, style.zone);
  if (options['about'] === true) return { at: said ?? formatInstant(now), about: true, ...given };
  return Object.keys(given).length > 0 ? { ...(said === undefined ? {} : { at: said }), ...given } : said;
};

/** A bare date or local form as an instant a facts file could hold; what cannot be read stays as it is, to be refused with its place. */
export const spokenInstant = (said: unknown, zone: string): unknown => {
  const text = said as string | undefined;
  const read = instantOption('', text, zone);
  return isRefusal(read) || read === undefined ? text : formatInstant(read);
};

const withoutAbsent = (options: Options): Options => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** A fact in words, before it has been read. */
export interface Said {
  readonly type: string;
  readonly data: Options;
  readonly occurredAt?: unknown;
}

/** `say` may look at what the log knows; it is asked again whenever somebody else wrote meanwhile. */
export const recordOne = async (context: Context, options: Options, say: (known: Known) => Said | readonly Refusal[]): Promise<Outcome> => {
  const id = newFactId(context.now, context.shell.randomBytes(16));
  const draftOf = (known: Known): FactDraft | readonly Refusal[] => {
    const said = say(known);
    return 'type' in said ? understood({ ...said, data: withIds(said.data, known, context.now) }, id, options, context) : said;
  };
  const result = await recordingIn(context, 'write', (recording) => record(draftOf, '', recording));
  if (isRefusal(result)) return [result];
  if (!('added' in result)) return result.map(withoutEmptyPlace);
  const [fact] = result.added;
  if (fact === undefined) return [refuse('a fact with this id is known already')];
  return { answer: recordedAnswer({ fact, ...whatChanged(result, context.now, context.style.zone, contentOf) }) };
};

/** Components by their ids, however they were called. */
const withIds = (data: Options, known: Known, now: Instant): Options => {
  const idOf = (called: unknown): unknown => (typeof called === 'string' ? known.componentId(called, now) : called);
  const { component, to, components, about } = data;
  return {
    ...data,
    ...(component === undefined ? {} : { component: idOf(component) }),
    ...(typeof to === 'string' && component !== undefined ? { to: idOf(to) } : {}),
    ...(Array.isArray(components) ? { components: components.map(idOf) } : {}),
    ...(typeof about === 'object' && about !== null && 'component' in about ? { about: { component: idOf(about.component) } } : {}),
  };
};

const understood = ({ type, data, occurredAt }: Said, id: string, options: Options, context: Context): FactDraft | readonly Refusal[] => {
  const reported = instantOption('--reported-at', options['reportedAt'] as string | undefined, context.style.zone);
  if (isRefusal(reported)) return [reported];
  const parsed = parseDraft({
    id,
    type,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    data: withoutAbsent(data),
    ...(reported === undefined ? {} : { reportedAt: formatInstant(reported) }),
    ...withoutAbsent({ source: options['source'], by: options['by'], reason: options['reason'] }),
  });
  return isDraft(parsed) ? parsed : parsed.map(({ path, sentence }) => refuse(`${pathText(path)} ${sentence}`.trim()));
};

/** What is typed has no place but the line it was typed on. */
const withoutEmptyPlace = ({ refused, place }: Refusal): Refusal =>
  place === undefined || place === '' ? refuse(refused) : refuse(refused, place.replace(/^: /, ''));

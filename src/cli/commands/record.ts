// knockon record: one fact, said in words; the answer says what it changed.
import { Command } from 'commander';
import { record } from '#commands/record.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { formatInstant } from '#domain/time/text.ts';
import { whatChanged } from '#queries/what-changed.ts';
import { recordedAnswer } from '#views/recorded.ts';
import { isDraft, parseDraft } from '#wire/draft.ts';
import { newFactId } from '#wire/identity.ts';
import { pathText } from '#wire/problem.ts';
import { instantOption, withCommonOptions, type Context, type Options, type Outcome } from '../context.ts';
import { recordingIn } from '../recording.ts';
import type { Act } from '../run.ts';

export const recordCommand = (act: Act): Command =>
  new Command('record')
    .description('record one fact, and say what it changed')
    .addCommand(begin(act))
    .addCommand(end(act))
    .addCommand(failover(act))
    .addCommand(failback(act));

const begin = (act: Act): Command => {
  const command = timed(new Command('begin'))
    .description('an outage of a component began')
    .argument('<component>', 'id of the component')
    .option('--level <level>', 'how bad it is', 'down')
    .option('--fault <name>', 'name of the fault, to end it by (default: the id of the fact)')
    .option('--cause <text>', 'what happened, in words')
    .option('--duration <duration>', 'how long it lasted, which implies its end: PT18M')
    .option('--consequence-of <origin>', 'what it came from: COMPONENT/FAULT, loss:COMPONENT, or the id of a fact')
    .option('--planned [maintenance]', 'it was planned, perhaps as part of a maintenance')
    .option('--unplanned', 'it was not planned, though a maintenance was going on')
    .option('--tag <key=value>', 'a tag (may be given again)', (tag: string, before: readonly string[]) => [...before, tag], [])
    .addHelpText(
      'after',
      '\nExample: knockon record begin circuit-b --at 2016-01-16T19:30:00Z --about --fault trip --cause "the power circuit tripped"',
    );
  act(command, (context, [component], options) => {
    const tags = tagsOf(options['tag'] as readonly string[]);
    if (isRefusal(tags)) return Promise.resolve([tags]);
    const { level, fault, cause, duration } = options;
    const planned = options['unplanned'] === true ? false : options['planned'];
    const consequenceOf = originOf(options['consequenceOf'] as string | undefined);
    return recordOne('OutageBegan', { component, level, fault, cause, duration, planned, consequenceOf, tags }, options, context);
  });
  return command;
};

const end = (act: Act): Command => {
  const command = timed(new Command('end'))
    .description('one fault of a component ended; without --fault: the component works again')
    .argument('<component>', 'id of the component')
    .option('--fault <name>', 'only this fault')
    .addHelpText(
      'after',
      '\nExample: knockon record end circuit-b --fault trip --earliest 2016-01-16T22:45:00Z --latest 2016-01-18T08:00:00Z',
    );
  act(command, (context, [component], options) => recordOne('OutageEnded', { component, fault: options['fault'] }, options, context));
  return command;
};

const failover = (act: Act): Command => {
  const command = timed(new Command('failover'))
    .description('a component was switched over to a standby; the instant is when the switch was complete')
    .argument('<component>', 'id of the component that requires the standby')
    .argument('<to>', 'id of the member it was switched to')
    .addHelpText('after', '\nExample: knockon record failover online-register register-dr --at 2016-01-17T08:00:00Z --about');
  act(command, (context, [component, to], options) => recordOne('FailedOver', { component, to }, options, context));
  return command;
};

const failback = (act: Act): Command => {
  const command = timed(new Command('failback'))
    .description('a component was switched back to the first member of its standby, or to the one named')
    .argument('<component>', 'id of the component that requires the standby')
    .argument('[to]', 'id of the member it was switched to')
    .addHelpText('after', '\nExample: knockon record failback online-register --at 2016-01-18T15:15:00Z');
  act(command, (context, [component, to], options) => recordOne('FailedBack', { component, to }, options, context));
  return command;
};

const timed = (command: Command): Command =>
  withCommonOptions(command)
    .option('--at <instant>', 'when it happened (default: now)')
    .option('--about', 'the instant is approximate, no range is known')
    .option('--plus-minus <duration>', 'the instant is known to so much either way: PT15M')
    .option('--earliest <instant>', 'the earliest it can have happened')
    .option('--latest <instant>', 'the latest it can have happened')
    .option('--day <date>', 'only the day is known: 2015-12-17, in the zone of --zone')
    .option('--reported-at <instant>', 'when it became known (default: now)')
    .option('--source <text>', 'where it is known from')
    .option('--by <name>', 'who records it')
    .option('--reason <text>', 'why it is recorded');

/** The time options as a facts file would say them. */
const occurrenceOf = (options: Options, { now, style }: Context): unknown => {
  const at = options['at'] as string | undefined;
  const instant = (text: string | undefined): unknown => {
    const read = instantOption('--at', text, style.zone);
    return isRefusal(read) || read === undefined ? text : formatInstant(read);
  };
  if (options['day'] !== undefined) return { day: options['day'], zone: style.zone };
  const ranged = {
    plusMinus: options['plusMinus'],
    earliest: instant(options['earliest'] as string),
    latest: instant(options['latest'] as string),
  };
  const given = Object.fromEntries(Object.entries(ranged).filter(([, value]) => value !== undefined));
  if (options['about'] === true) return { at: instant(at) ?? formatInstant(now), about: true, ...given };
  if (Object.keys(given).length > 0) return { ...(at === undefined ? {} : { at: instant(at) }), ...given };
  return instant(at) ?? formatInstant(now);
};

const recordOne = async (type: string, data: Options, options: Options, context: Context): Promise<Outcome> => {
  const said = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  const reported = instantOption('--reported-at', options['reportedAt'] as string | undefined, context.style.zone);
  if (isRefusal(reported)) return [reported];
  const parsed = parseDraft({
    id: newFactId(context.now, context.shell.randomBytes(16)),
    type,
    occurredAt: occurrenceOf(options, context),
    data: said,
    ...(reported === undefined ? {} : { reportedAt: formatInstant(reported) }),
    ...Object.fromEntries(['source', 'by', 'reason'].filter((key) => options[key] !== undefined).map((key) => [key, options[key]])),
  });
  if (!isDraft(parsed)) return parsed.map(({ path, sentence }) => refuse(`${pathText(path)} ${sentence}`.trim()));
  const result = await recordingIn(context, 'write', (recording) => record({ value: parsed, place: 'record' }, recording));
  if (isRefusal(result)) return [result];
  if (!('added' in result)) return result.map(({ refused }) => refuse(refused));
  const [fact] = result.added;
  if (fact === undefined) return [refuse('a fact with this id is known already')];
  return { answer: recordedAnswer({ fact, difference: whatChanged(result, context.now, context.style.zone) }) };
};

const originOf = (text: string | undefined): unknown => {
  if (text === undefined) return undefined;
  if (text.startsWith('loss:')) return { loss: text.slice('loss:'.length) };
  const slash = text.lastIndexOf('/');
  return slash < 1 ? text : { component: text.slice(0, slash), fault: text.slice(slash + 1) };
};

const tagsOf = (texts: readonly string[]): Readonly<Record<string, string>> | undefined | Refusal => {
  if (texts.length === 0) return undefined;
  const wrong = texts.find((text) => text.indexOf('=') < 1);
  if (wrong !== undefined) return refuse(`"${wrong}" is no tag; expected KEY=VALUE`, '--tag');
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
};

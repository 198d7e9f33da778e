// The options every command takes, read once (interface: "Commands"): the log's address, the form of the answer, the zone times are
// shown in, the one instant called now, and, where a command reads, up to when things had been reported or recorded.
import { Option, type Command } from 'commander';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { parseInstantOrDate } from '#domain/time/text.ts';
import { isZone, unknownZone } from '#domain/time/zone.ts';
import type { KnownBy } from '#queries/source.ts';
import type { SpanText } from '#queries/span.ts';
import type { Answer, Format } from '#views/answer.ts';
import { styleOf, type Style } from '#views/style.ts';
import type { Shell } from './shell.ts';

export interface CommonOptions {
  readonly log: string;
  readonly format: Format;
  readonly zone: string;
  readonly now?: string;
  readonly asKnownAt?: string;
  readonly asRecordedAt?: string;
}

export interface Context {
  readonly shell: Shell;
  readonly log: string;
  readonly format: Format;
  readonly style: Style;
  readonly now: Instant;
  readonly by: KnownBy;
}

/** What a command came to: an answer, and whether the answer is no (exit 1); why it refuses (exit 2); or it has printed its answer. */
export type Outcome = { readonly answer: Answer; readonly isNo?: boolean } | readonly Refusal[] | 'printed';

export type Options = Readonly<Record<string, unknown>>;

/** Where facts are kept unless `--log` says otherwise. */
const DEFAULT_LOG = 'sqlite:knockon.db';
const LOG_OPTION = 'address of the log: sqlite:PATH, memory: or esdb://HOST:PORT#NAME';

/** Forms of an answer that is no rows. */
export const WITHOUT_ROWS: readonly Format[] = ['table', 'json'];
/** Forms of an answer that is handed on as a page, too. */
export const PAGES: readonly Format[] = ['table', 'json', 'csv', 'md', 'html'];
/** Forms of an answer that is a graph, and no rows. */
export const DRAWN: readonly Format[] = [...WITHOUT_ROWS, 'mermaid', 'dot', 'svg'];
/** Forms of an answer that is rows, and no page. */
const WITH_ROWS: readonly Format[] = [...WITHOUT_ROWS, 'csv'];

/** `forms`: those the command's answer has; where it is no rows there is no `csv`. `zone`: the one shown by default. */
export const withAnswerOptions = (command: Command, forms: readonly Format[] = WITH_ROWS, zone = 'UTC'): Command =>
  command
    .addOption(new Option('--format <form>', 'form of the answer').choices(forms).default(forms[0] ?? 'table'))
    .option('--zone <zone>', 'zone in which times are shown', zone)
    .option('--now <instant>', 'the instant taken for now (default: the clock, read once)');

export const withCommonOptions = (command: Command, forms: readonly Format[] = WITH_ROWS): Command =>
  withAnswerOptions(command.option('--log <url>', LOG_OPTION, DEFAULT_LOG), forms);

export const withReadingOptions = (command: Command, forms: readonly Format[] = WITH_ROWS): Command =>
  withCommonOptions(command, forms)
    .option('--as-known-at <instant>', 'count only what had been reported by then')
    .option('--as-recorded-at <instant>', 'count only what the log itself held by then');

export const contextOf = (options: CommonOptions, shell: Shell): Context | Refusal => {
  if (!isZone(options.zone)) return { ...unknownZone(options.zone), place: '--zone' };
  const known = instantOption('--as-known-at', options.asKnownAt, options.zone);
  const recorded = instantOption('--as-recorded-at', options.asRecordedAt, options.zone);
  const said = instantOption('--now', options.now, options.zone);
  for (const value of [said, known, recorded]) if (isRefusal(value)) return value;
  // nothing behind the instant at which it was known was known, whatever is taken for now
  const now = Math.min(...[said ?? shell.clock(), known, recorded].filter((one) => typeof one === 'number'));
  return {
    shell,
    log: options.log,
    format: options.format,
    style: styleOf(options.zone, shell.colour && options.format === 'table', undefined, shell.width),
    now,
    by: { known: known as Instant | undefined, recorded: recorded as Instant | undefined },
  };
};

/** Reads an instant or a bare date (midnight in `zone`) that an option gave. */
export const instantOption = <T extends string | undefined>(
  option: string,
  text: T,
  zone: string,
): Instant | Refusal | (T extends undefined ? undefined : never) => {
  type Answered = Instant | Refusal | (T extends undefined ? undefined : never);
  if (text === undefined) return undefined as Answered;
  const at = parseInstantOrDate(text, zone);
  return isRefusal(at) ? refuse(at.refused, option) : at;
};

/** The instant `--at` says; default: now. */
export const atOption = (options: Options, { now, style }: Context): Instant | Refusal =>
  instantOption('--at', options['at'] as string | undefined, style.zone) ?? now;

/** An option that may be given again; its values stand in a list, empty where it is not given. */
export const repeatable = (flags: string, description: string): Option =>
  new Option(flags, `${description} (may be given again)`)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], 'none');

export const withSpan = (command: Command, fromDefault: string, toDefault: string): Command =>
  command
    .option('--from <instant>', `where it begins: an instant, a date or a month (default: ${fromDefault})`)
    .option('--to <instant>', `where it ends, not included (default: ${toDefault})`)
    .option('--period <name>', 'a period by its name, in place of both: last-month, 2025-10, 2025-Q4, FY2025/26');

export const spanOptions = (options: Options): SpanText => ({
  from: options['from'] as string | undefined,
  to: options['to'] as string | undefined,
  period: options['period'] as string | undefined,
});

/** `several`: figures by several policies can be set side by side. */
export const withServices = (command: Command, policies: 'one' | 'several' = 'one'): Command =>
  command
    .addOption(
      policies === 'one'
        ? new Option('--policy <name>', 'the counting policy').default('default')
        : repeatable('--policy <name>', 'the counting policy; several stand side by side').default([], 'default'),
    )
    .addOption(repeatable('--service <name>', 'only this service or group'));

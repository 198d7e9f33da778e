// The span a report covers: --from and --to (not included), as instants, dates or months in a zone; what is left out has a default.
import type { Command } from 'commander';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import { instantOption } from './context.ts';

export const withSpan = (command: Command, fromDefault: string, toDefault: string): Command =>
  command
    .option('--from <instant>', `where it begins: an instant, a date or a month (default: ${fromDefault})`)
    .option('--to <instant>', `where it ends, not included (default: ${toDefault})`);

/** Reads the span; dates and months begin at midnight in `zone`. */
export const spanOf = (
  options: Readonly<Record<string, unknown>>,
  zone: string,
  otherwise: { readonly from: Instant; readonly to: Instant },
): Interval | Refusal => {
  const from = instantOption('--from', options['from'] as string | undefined, zone) ?? otherwise.from;
  const to = instantOption('--to', options['to'] as string | undefined, zone) ?? otherwise.to;
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  if (from >= to)
    return refuse(`the span ends (${formatInstant(to)}) before it begins (${formatInstant(from)}); expected --from before --to`);
  return { from, to };
};

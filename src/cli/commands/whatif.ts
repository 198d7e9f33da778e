// knockon whatif: the real history with components changed or failures injected, folded in memory and compared with what happened.
import { Command } from 'commander';
import type { Recorded } from '#domain/facts/fact.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { isRefusal } from '#domain/refusal.ts';
import { horizonOf } from '#domain/simulate/horizon.ts';
import { catalogueOf } from '#projections/catalogue.ts';
import { extentOf } from '#projections/extent.ts';
import { policyNamed } from '#projections/policies.ts';
import { selectedServices } from '#projections/selected.ts';
import { compare } from '#queries/compare.ts';
import { comparisonAnswer } from '#views/comparison.ts';
import { changesAsked, type AskedChanges } from '../changes.ts';
import { withReadingOptions, type Context, type Outcome } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../run.ts';
import { spanOf, withSpan } from '../span.ts';

const again = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const whatIfCommand = (act: Act): Command => {
  const command = withSpan(
    withReadingOptions(new Command('whatif')),
    'the first failure injected, else the first fact',
    'when nothing follows from the failures any more, else now',
  )
    .description('what would have been: the same history with a component changed or a failure injected, compared with what was')
    .option(
      '--set <path=value>',
      'change part of a component, as its model would say it: ups-b.holdUp=PT6H (may be given again)',
      again,
      [],
    )
    .option('--fail <component@instant>', 'inject a failure (may be given again)', again, [])
    .option('--for <duration>', 'how long each injected failure lasts: PT2H (default: it does not end)')
    .option('--level <level>', 'level of the injected failures (default: down)')
    .option('--policy <name>', 'the counting policy', 'default')
    .option('--service <name>', 'only this service or group (may be given again)', again, [])
    .addHelpText(
      'after',
      '\nExamples:\n  knockon whatif --set ups-b.holdUp=PT6H\n  knockon whatif --fail circuit-b@2016-02-03T10:00:00Z --for PT2H --set ups-b.holdUp=PT30M',
    );
  act(command, (context, _args, options) => reading(context, ({ facts }) => compared(facts, context, options)));
  return command;
};

const compared = (facts: readonly Recorded[], { now, shell, style }: Context, options: Readonly<Record<string, unknown>>): Outcome => {
  const catalogue = catalogueOf(facts);
  const scale = scaleOf(facts);
  const policy = policyNamed(catalogue, scale, options['policy'] as string, now);
  if (isRefusal(policy)) return [policy];
  const changes = changesAsked(catalogue, scale, style, options as unknown as AskedChanges);
  if (isRefusal(changes)) return [changes];
  const fails = changes.some((change) => change.kind === 'fail');
  const { from } = extentOf(facts, now);
  const span = spanOf(options, policy.zone, fails ? horizonOf(facts, changes) : { from, to: Math.max(now, from) + 1 });
  if (isRefusal(span)) return [span];
  const services = selectedServices(catalogue, options['service'] as readonly string[], span.to - 1);
  if (isRefusal(services)) return [services];
  const comparison = compare({ facts, changes, services, span, policy, holidays: shell.holidays });
  return isRefusal(comparison) ? [comparison] : { answer: comparisonAnswer(comparison) };
};

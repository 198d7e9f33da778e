// knockon demo: a real outage end to end, in a log that is thrown away: import, report, blame, what was published, what ifs.
import { Command } from 'commander';
import { join } from 'node:path';
import { importAll } from '#commands/import-files.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import { startOfDay } from '#domain/time/zone.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { availabilityOf, type AvailabilityReport } from '#projections/availability.ts';
import { catalogueOf, type Catalogue } from '#projections/catalogue.ts';
import type { Comparison } from '#projections/comparison.ts';
import { outageReport } from '#projections/outage-report.ts';
import { policyNamed } from '#projections/policies.ts';
import { publicationsIn } from '#projections/published.ts';
import { servicesOf } from '#projections/services.ts';
import { compare } from '#queries/compare.ts';
import type { History } from '#queries/history.ts';
import { demoAnswer } from '#views/demo.ts';
import { styleOf } from '#views/style.ts';
import { changesAsked } from '../changes.ts';
import { withCommonOptions, type Context, type Outcome } from '../context.ts';
import { inputsFrom } from '../inputs.ts';
import { reading } from '../reading.ts';
import { recordingIn } from '../recording.ts';
import type { Act } from '../run.ts';

const CASE = 'hcpc-2016';
const FILES = ['model.yaml', 'facts.jsonl', 'published.jsonl'];
const ZONE = 'Europe/London';
const POLICY = 'board';

/** What an architect would ask after this outage, as it would be typed. */
const WHAT_IFS: readonly (readonly string[])[] = [
  ['ups-b.holdUp=PT6H'],
  ['ups-b.requires={ any: [circuit-b, circuit-a] }'],
  ['online-register.requires.all[1].mode=automatic', 'online-register.requires.all[1].switchover=PT15M'],
];

export const demoCommand = (act: Act): Command => {
  const command = withCommonOptions(new Command('demo'))
    .description('a real outage of January 2016 end to end, in a log that is thrown away: figures, blame, what was published, what ifs')
    .addHelpText('after', '\nThe model and the facts it reads are in examples/hcpc-2016.');
  act(command, async (context) => {
    const { url, discard } = await context.shell.throwAwayLog();
    try {
      const shown = { ...context, log: url, style: styleOf(ZONE, context.shell.colour && context.format === 'table') };
      const refused = await imported(shown);
      return refused ?? (await reading(shown, (history) => told(history, shown)));
    } finally {
      await discard();
    }
  });
  return command;
};

const imported = async (context: Context): Promise<readonly Refusal[] | undefined> => {
  const inputs = await inputsFrom(
    FILES.map((file) => join(context.shell.examples, CASE, file)),
    context.shell,
  );
  if (!('models' in inputs)) return inputs;
  const outcome = await recordingIn(context, 'write', async (recording) => {
    const result = await importAll({ ...inputs, prune: false }, recording);
    return 'added' in result ? { answer: { json: {}, text: () => '' } } : result;
  });
  return 'answer' in outcome ? undefined : outcome;
};

const told = ({ facts }: History, { now, style, shell }: Context): Outcome => {
  const { holidays } = shell;
  const catalogue = catalogueOf(facts);
  const policy = policyNamed(catalogue, scaleOf(facts), POLICY, now);
  const january = monthsFrom('2016-01-01');
  const both = monthsFrom('2015-12-01');
  for (const read of [policy, january, both]) if (isRefusal(read)) return [read];
  const [counted, month, months] = [policy as Policy, january as Interval, both as Interval];
  const services = servicesOf(catalogue);
  const replayed = replay(facts, { until: now });
  const reportOver = (span: Interval): AvailabilityReport | Refusal =>
    availabilityOf({ facts, replayed, services, span, unit: 'month', policy: counted, now, holidays });
  const availability = reportOver(month);
  const compared = reportOver(months);
  const outages = outageReport({ facts, services, span: month, policy: counted, now, holidays });
  if (isRefusal(availability)) return [availability];
  if (isRefusal(compared)) return [compared];
  if (isRefusal(outages)) return [outages];
  const whatIfs: Comparison[] = [];
  for (const set of WHAT_IFS) {
    const comparison = whatIf(facts, catalogue, services, month, counted, set, { style, shell });
    if (isRefusal(comparison)) return [comparison];
    whatIfs.push(comparison);
  }
  return { answer: demoAnswer({ name: CASE, now, availability, outages, publications: publicationsIn(facts, compared), whatIfs }) };
};

const whatIf = (
  facts: readonly Recorded[],
  catalogue: Catalogue,
  services: readonly ComponentId[],
  span: Interval,
  policy: Policy,
  set: readonly string[],
  { style, shell }: Pick<Context, 'style' | 'shell'>,
): Comparison | Refusal => {
  const changes = changesAsked(catalogue, scaleOf(facts), style, { set });
  return isRefusal(changes) ? changes : compare({ facts, changes, services, span, policy, holidays: shell.holidays });
};

/** From a day to the end of the case's records. */
const monthsFrom = (day: string): Interval | Refusal => {
  const [from, to] = [startOfDay(day, ZONE), startOfDay('2016-02-01', ZONE)];
  if (isRefusal(from)) return from;
  return isRefusal(to) ? to : { from, to };
};

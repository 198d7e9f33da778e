// knockon whatif: the real history with components changed or failures injected, folded in memory and compared with what happened.
import { Command } from 'commander';
import { scaleOf } from '#domain/impact/replay.ts';
import { levelNamed, nameOf, UP, type Scale } from '#domain/impact/scale.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { branchOf, type Change } from '#domain/simulate/branch.ts';
import { horizonOf } from '#domain/simulate/horizon.ts';
import { parseDuration, spokenDuration } from '#domain/time/duration.ts';
import type { Duration, Interval } from '#domain/time/instant.ts';
import { danglingNames, definitionProblems } from '#domain/topology/check.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { parseScalar } from '#intake/scalar.ts';
import { allVersions, catalogueOf, type Catalogue } from '#projections/catalogue.ts';
import { comparisonOf } from '#projections/comparison.ts';
import { extentOf } from '#projections/extent.ts';
import { policyNamed } from '#projections/policies.ts';
import { selectedServices } from '#projections/selected.ts';
import { comparisonAnswer } from '#views/comparison.ts';
import { instantText } from '#views/style.ts';
import { revisedDefinition } from '#wire/revise.ts';
import { instantOption, withReadingOptions, type Context } from '../context.ts';
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

const compared = (facts: readonly Recorded[], context: Context, options: Readonly<Record<string, unknown>>) => {
  const catalogue = catalogueOf(facts);
  const scale = scaleOf(facts);
  const policy = policyNamed(catalogue, scale, options['policy'] as string, context.now);
  if (isRefusal(policy)) return [policy];
  const changes = changesOf(catalogue, scale, context, options);
  if (isRefusal(changes)) return [changes];
  const injected = changes.filter((change) => change.kind === 'fail');
  const otherwise = injected.length === 0 ? upToNow(facts, context) : horizonOf(facts, changes);
  const span = spanOf(options, policy.zone, otherwise);
  if (isRefusal(span)) return [span];
  const services = selectedServices(catalogue, options['service'] as readonly string[], span.to - 1);
  if (isRefusal(services)) return [services];
  const branch = branchOf(facts, changes, span.to);
  const said = changes.map((change) => wordsFor(change, context));
  const comparison = comparisonOf({ facts, branch, changes: said, services, span, policy, holidays: context.shell.holidays });
  return isRefusal(comparison) ? [comparison] : { answer: comparisonAnswer(comparison) };
};

const upToNow = (facts: readonly Recorded[], { now }: Context): Interval => {
  const { from } = extentOf(facts, now);
  return { from, to: Math.max(now, from) + 1 };
};

type AskedChange = Change & { readonly said?: string };

const wordsFor = (change: AskedChange, context: Context): string =>
  change.kind === 'revise'
    ? (change.said ?? change.component)
    : `${change.component} is ${change.level} from ${instantText(change.at, context.style)}${change.for === undefined ? ' on' : ` for ${spokenDuration(change.for)}`}`;

const changesOf = (
  catalogue: Catalogue,
  scale: Scale,
  context: Context,
  options: Readonly<Record<string, unknown>>,
): readonly AskedChange[] | Refusal => {
  const lasting = options['for'] === undefined ? undefined : parseDuration(options['for'] as string);
  if (isRefusal(lasting)) return refuse(lasting.refused, '--for');
  const level = (options['level'] as string | undefined) ?? nameOf(scale, scale.down);
  if (levelNamed(scale, level) <= UP) {
    return refuse(`"${level}" is no level of an outage; expected one of ${scale.names.slice(1).join(', ')}`, '--level');
  }
  const asked: readonly (AskedChange | Refusal)[] = [
    ...(options['set'] as readonly string[]).map((text) => setting(text, catalogue, scale)),
    ...(options['fail'] as readonly string[]).map((text) => failure(text, catalogue, lasting, level, context)),
  ];
  const refused = asked.find(isRefusal);
  if (refused !== undefined) return refused;
  if (asked.length === 0) return refuse('nothing is changed; expected --set PATH=VALUE or --fail COMPONENT@INSTANT');
  if (lasting !== undefined && (options['fail'] as readonly string[]).length === 0)
    return refuse('there is no --fail whose length it would be', '--for');
  return asked.filter((change): change is AskedChange => !isRefusal(change));
};

/** `COMPONENT.PATH=VALUE`; the longest component id that fits is meant, since ids may have dots. */
const setting = (text: string, catalogue: Catalogue, scale: Scale): AskedChange | Refusal => {
  const equals = text.indexOf('=');
  if (equals < 1) return refuse(`"${text}" sets nothing; expected COMPONENT.PATH=VALUE, such as ups-b.holdUp=PT6H`, '--set');
  const target = text.slice(0, equals);
  const component = [...catalogue.components.keys()].filter((id) => target.startsWith(`${id}.`)).toSorted((a, b) => b.length - a.length)[0];
  if (component === undefined) {
    const [id = ''] = target.split('.');
    return refuse(`there is no component "${id}"${didYouMean(id, catalogue.components.keys())}`, `--set ${target}`);
  }
  const path = target.slice(component.length + 1);
  const value = parseScalar(text.slice(equals + 1));
  if (isRefusal(value)) return refuse(value.refused, `--set ${target}`);
  for (const definition of allVersions(catalogue.components, component)) {
    const revised = revisedDefinition(definition, path, value.value);
    if (isRefusal(revised)) return refuse(revised.refused, `--set ${target}${revised.place === undefined ? '' : ` (${revised.place})`}`);
    const [problem] = [...definitionProblems(revised, scale), ...danglingNames(revised, new Set(catalogue.components.keys()))];
    if (problem !== undefined) return refuse(problem.refused, `--set ${target} (${problem.place})`);
  }
  return {
    kind: 'revise',
    component,
    said: `${target} is ${text.slice(equals + 1)}`,
    revised: (definition) => {
      const revised = revisedDefinition(definition, path, value.value);
      if (isRefusal(revised)) throw new Error(`${target} was checked and is refused: ${revised.refused}`);
      return revised;
    },
  };
};

const failure = (
  text: string,
  catalogue: Catalogue,
  lasting: Duration | undefined,
  level: string,
  context: Context,
): AskedChange | Refusal => {
  const place = text.lastIndexOf('@');
  if (place < 1) return refuse(`"${text}" says no instant; expected COMPONENT@INSTANT, such as circuit-b@2016-02-03T10:00:00Z`, '--fail');
  const component: ComponentId = text.slice(0, place);
  if (!catalogue.components.has(component)) {
    return refuse(`there is no component "${component}"${didYouMean(component, catalogue.components.keys())}`, '--fail');
  }
  const at = instantOption('--fail', text.slice(place + 1), context.style.zone);
  return isRefusal(at) ? at : { kind: 'fail', component, at, for: lasting, level };
};

// knockon record begin|end|failover|failback: what happened to a component.
import { Command } from 'commander';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Known } from '#commands/known.ts';
import { repeatable } from '../context.ts';
import type { Act } from '../act.ts';
import { occurrenceOf, recordOne, timed } from './record-fact.ts';

export const begin = (act: Act): Command => {
  const command = timed(new Command('begin'))
    .description('an outage of a component began')
    .argument('<component>', 'id, name or alias of the component')
    .option('--level <level>', 'how bad it is', 'down')
    .option('--fault <name>', 'name of the fault, to end it by (default: the id of the fact)')
    .option('--cause <text>', 'what happened, in words')
    .option('--duration <duration>', 'how long it lasted, which implies its end: PT18M')
    .option('--consequence-of <origin>', 'what it came from: COMPONENT/FAULT, loss:COMPONENT, or the id of a fact')
    .option('--planned [maintenance]', 'it was planned, perhaps as part of a maintenance')
    .option('--unplanned', 'it was not planned, though a maintenance was going on')
    .addOption(repeatable('--tag <key=value>', 'a tag'))
    .addHelpText(
      'after',
      '\nExample: knockon record begin circuit-b --at 2016-01-16T19:30:00Z --about --fault trip --cause "the power circuit tripped"',
    );
  act(command, (context, [component], options) => {
    const tags = tagsOf(options['tag'] as readonly string[]);
    if (isRefusal(tags)) return Promise.resolve([tags]);
    const { level, fault, cause, duration } = options;
    const planned = options['unplanned'] === true ? false : options['planned'];
    return recordOne(context, options, (known) => {
      const consequenceOf = originOf(options['consequenceOf'] as string | undefined, known);
      if (isRefusal(consequenceOf)) return [consequenceOf];
      const data = { component, level, fault, cause, duration, planned, consequenceOf, tags };
      return { type: 'OutageBegan', occurredAt: occurrenceOf(options, context), data };
    });
  });
  return command;
};

export const end = (act: Act): Command => {
  const command = timed(new Command('end'))
    .description('one fault of a component ended; without --fault: the component works again')
    .argument('<component>', 'id, name or alias of the component')
    .option('--fault <name>', 'only this fault')
    .addHelpText(
      'after',
      '\nExample: knockon record end circuit-b --fault trip --earliest 2016-01-16T22:45:00Z --latest 2016-01-18T08:00:00Z',
    );
  act(command, (context, [component], options) =>
    recordOne(context, options, () => ({
      type: 'OutageEnded',
      occurredAt: occurrenceOf(options, context),
      data: { component, fault: options['fault'] },
    })),
  );
  return command;
};

export const failover = (act: Act): Command => {
  const command = timed(new Command('failover'))
    .description('a component was switched over to a standby; the instant is when the switch was complete')
    .argument('<component>', 'the component that requires the standby, by its id, name or alias')
    .argument('<to>', 'the member it was switched to')
    .addHelpText('after', '\nExample: knockon record failover online-register register-dr --at 2016-01-17T08:00:00Z --about');
  return switching(command, 'FailedOver', act);
};

export const failback = (act: Act): Command => {
  const command = timed(new Command('failback'))
    .description('a component was switched back to the first member of its standby, or to the one named')
    .argument('<component>', 'the component that requires the standby, by its id, name or alias')
    .argument('[to]', 'the member it was switched to')
    .addHelpText('after', '\nExample: knockon record failback online-register --at 2016-01-18T15:15:00Z');
  return switching(command, 'FailedBack', act);
};

const switching = (command: Command, type: string, act: Act): Command => {
  act(command, (context, [component, to], options) =>
    recordOne(context, options, () => ({ type, occurredAt: occurrenceOf(options, context), data: { component, to } })),
  );
  return command;
};

const originOf = (text: string | undefined, known: Known): unknown => {
  if (text === undefined) return undefined;
  if (text.startsWith('loss:')) return { loss: text.slice('loss:'.length) };
  const slash = text.lastIndexOf('/');
  return slash < 1 ? known.factId(text) : { component: text.slice(0, slash), fault: text.slice(slash + 1) };
};

const tagsOf = (texts: readonly string[]): Readonly<Record<string, string>> | undefined | Refusal => {
  if (texts.length === 0) return undefined;
  const wrong = texts.find((text) => text.indexOf('=') < 1);
  if (wrong !== undefined) return refuse(`"${wrong}" is no tag; expected KEY=VALUE`, '--tag');
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
};

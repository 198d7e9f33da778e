// knockon record incident …|note: what people make of what happened.
import { Command } from 'commander';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Known } from '#commands/known.ts';
import { repeatable, type Context, type Options, type Outcome } from '../context.ts';
import { suggestion } from '#queries/incidents.ts';
import type { Act } from '../act.ts';
import { reading } from '../reading.ts';
import { recordOne, signed, spokenInstant, type Said } from './record-fact.ts';

export const incident = (act: Act): Command =>
  new Command('incident')
    .description('an incident: what people call a disturbance as a whole')
    .addCommand(open(act))
    .addCommand(link(act))
    .addCommand(severity(act))
    .addCommand(simple('close', 'IncidentClosed', 'the incident is over', act))
    .addCommand(simple('reopen', 'IncidentReopened', 'the incident is not over after all', act));

const dated = (name: string): Command =>
  signed(new Command(name)).option('--at <instant>', 'when (default: when it became known)').argument('<incident>', 'name of the incident');

type Say = (known: Known) => Said | readonly Refusal[];

const atItsTime = (context: Context, options: Options, say: Say): Promise<Outcome> =>
  recordOne(context, options, (known) => {
    const said = say(known);
    const at = spokenInstant(options['at'], context.style.zone);
    return 'type' in said && at !== undefined ? { ...said, occurredAt: at } : said;
  });

const open = (act: Act): Command => {
  const command = dated('open')
    .description('an incident begins')
    .requiredOption('--title <text>', 'what it is about')
    .addHelpText(
      'after',
      '\nExample: knockon record incident open kpr-2016-01 --title "Power lost in the machine room" --at 2016-01-16T20:00:00Z',
    );
  act(command, (context, [name], options) =>
    atItsTime(context, options, () => ({ type: 'IncidentOpened', data: { incident: name, title: options['title'] } })),
  );
  return command;
};

const link = (act: Act): Command => {
  const command = dated('link')
    .description('facts belong to an incident')
    .argument('<fact...>', 'names of faults, ids of facts, or their first digits (6 or more)')
    .option('--suggested', 'also what incident suggest finds from them, which are names or facts of faults')
    .addHelpText('after', '\nExample: knockon record incident link kpr-2016-01 019523fe 0195240a');
  act(command, async (context, [name, ...called], options) => {
    const suggested = options['suggested'] === true ? await reading(context, (source) => suggestion(source, called)) : undefined;
    if (isRefusal(suggested)) return [suggested];
    const ids = suggested?.connections.map(({ recorded }) => recorded.fact.id);
    return atItsTime(context, options, (known) => {
      const facts = ids ?? called.map((one) => known.factId(one));
      const unknown = facts.filter(isRefusal);
      return unknown.length > 0 ? unknown : { type: 'IncidentLinked', data: { incident: name, facts } };
    });
  });
  return command;
};

const severity = (act: Act): Command => {
  const command = dated('severity')
    .description('how bad an incident is')
    .argument('<severity>', 'in your own words: major, 1, P2')
    .addHelpText('after', '\nExample: knockon record incident severity kpr-2016-01 major');
  act(command, (context, [name, how], options) =>
    atItsTime(context, options, () => ({ type: 'IncidentSeveritySet', data: { incident: name, severity: how } })),
  );
  return command;
};

const simple = (verb: string, type: string, description: string, act: Act): Command => {
  const command = dated(verb).description(description).addHelpText('after', `\nExample: knockon record incident ${verb} kpr-2016-01`);
  act(command, (context, [name], options) => atItsTime(context, options, () => ({ type, data: { incident: name } })));
  return command;
};

export const note = (act: Act): Command => {
  const command = signed(new Command('note'))
    .description('a remark on a component, an incident or a fact')
    .argument('<text>', 'what there is to say')
    .option('--component <id>', 'about this component')
    .option('--incident <name>', 'about this incident')
    .option('--fact <id>', 'about this fact: its id, its first digits, or the name of the fault it began')
    .addOption(repeatable('--evidence <where>', 'where it can be read: a file, an address'))
    .option('--at <instant>', 'when (default: when it became known)')
    .addHelpText('after', '\nExample: knockon record note "Battery replaced in May" --component ups-b --evidence invoice-4711.pdf');
  act(command, (context, [text], options) => {
    const { component, incident: name, fact } = options as Readonly<Record<string, string | undefined>>;
    const given = [component, name, fact].filter((one) => one !== undefined);
    if (given.length !== 1) return Promise.resolve([refuse('expected one of --component, --incident and --fact')]);
    return atItsTime(context, options, (known) => {
      const id = fact === undefined ? undefined : known.factId(fact);
      if (isRefusal(id)) return [id];
      const about = component !== undefined ? { component } : name !== undefined ? { incident: name } : { fact: id };
      const evidence = options['evidence'] as readonly string[];
      return { type: 'NoteAdded', data: { about, text, ...(evidence.length === 0 ? {} : { evidence }) } };
    });
  });
  return command;
};

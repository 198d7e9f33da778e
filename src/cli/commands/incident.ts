// knockon incident list|show|suggest: what people call a disturbance as a whole, and what may belong to one.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { incident, incidents, suggestion } from '#queries/incidents.ts';
import { incidentAnswer, incidentsAnswer, suggestionAnswer } from '#views/incidents.ts';
import { WITHOUT_ROWS, withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const incidentCommand = (act: Act): Command =>
  new Command('incident')
    .description('incidents: those there are, what one did, which facts may belong to one')
    .addCommand(listCommand(act))
    .addCommand(showCommand(act))
    .addCommand(suggestCommand(act));

const listCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('list'))
    .description('every incident, with its severity and span')
    .addHelpText('after', '\nExample: knockon incident list');
  act(command, async (context) => {
    const found = await reading(context, incidents);
    return isRefusal(found) ? [found] : { answer: incidentsAnswer(found) };
  });
  return command;
};

const showCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('show'), WITHOUT_ROWS)
    .description('one incident: its facts and notes, what they impaired, how bad it is')
    .argument('<incident>', 'name of the incident')
    .addHelpText('after', '\nExample: knockon incident show kpr-2016-01');
  act(command, async (context, [name = '']) => {
    const found = await reading(context, (source) => incident(source, name));
    return isRefusal(found) ? [found] : { answer: incidentAnswer(found) };
  });
  return command;
};

const suggestCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('suggest'))
    .description('which facts may belong to an incident: those connected to a fault by consequence, shared outage and time')
    .argument('<fault...>', 'names of faults, ids of their facts, or the first digits of these (6 or more)')
    .addHelpText('after', '\nExample: knockon incident suggest trip');
  act(command, async (context, called) => {
    const found = await reading(context, (source) => suggestion(source, called));
    return isRefusal(found) ? [found] : { answer: suggestionAnswer(found) };
  });
  return command;
};

// knockon record: one fact, said in words; the answer says what it changed.
import { Command } from 'commander';
import type { Act } from '../act.ts';
import { correct, retract } from './record-amend.ts';
import { incident, note } from './record-incident.ts';
import { observe, release } from './record-observation.ts';
import { begin, end, failback, failover } from './record-outage.ts';
import { cancel, maintain, records } from './record-plan.ts';

const KINDS = [begin, end, failover, failback, observe, release, maintain, cancel, incident, note, records, correct, retract];

export const recordCommand = (act: Act): Command => {
  const command = new Command('record').description('record one fact, and say what it changed');
  for (const kind of KINDS) command.addCommand(kind(act));
  return command;
};

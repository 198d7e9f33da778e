// knockon record: one fact, said in words; the answer says what it changed.
import { Command } from 'commander';
import type { Act } from '../run.ts';
import { correct, retract } from './record-amend.ts';
import { begin, end, failback, failover } from './record-outage.ts';

export const recordCommand = (act: Act): Command => {
  const command = new Command('record').description('record one fact, and say what it changed');
  for (const kind of [begin, end, failover, failback, correct, retract]) command.addCommand(kind(act));
  return command;
};

// knockon log history: who changed what a fact says, when and why.
import { Command } from 'commander';
import { isRefusal } from '#domain/refusal.ts';
import { historyOfFact } from '#queries/fact-history.ts';
import { factHistoryAnswer } from '#views/fact-history.ts';
import { contentOf } from '#wire/content.ts';
import { WITHOUT_ROWS, withReadingOptions } from '../context.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';

export const historyCommand = (act: Act): Command => {
  const command = withReadingOptions(new Command('history'), WITHOUT_ROWS)
    .description('who changed what a fact says: the fact, its corrections and retractions, in order of report, with reasons')
    .argument('<fact>', 'id of the fact, its first digits (6 or more), or the name of the fault it began: trip, circuit-b/trip')
    .addHelpText('after', '\nExample: knockon log history 019523fe');
  act(command, async (context, [called = '']) => {
    const found = await reading(context, (source) => historyOfFact(source, called, contentOf));
    return isRefusal(found) ? [found] : { answer: factHistoryAnswer(found) };
  });
  return command;
};

// knockon log: what a log holds.
import { Command } from 'commander';
import { logContents } from '#projections/contents.ts';
import { contentsAnswer } from '#views/contents.ts';
import { readRecords } from '#queries/history.ts';
import { visibleFacts } from '#log/visible.ts';
import { withReadingOptions } from '../context.ts';
import type { Act } from '../run.ts';

export const logCommand = (act: Act): Command => new Command('log').description('the log itself').addCommand(info(act));

const info = (act: Act): Command => {
  const command = withReadingOptions(new Command('info')).description(
    'how many facts of which type a log holds, in how many streams, from when to when',
  );
  act(command, async (context) => {
    const log = await context.shell.openLog(context.log, 'read');
    if ('refused' in log) return [log];
    try {
      const records = await readRecords(log);
      const { facts, unrecognised, pending } = visibleFacts(records, context.by);
      return { answer: contentsAnswer(logContents({ url: log.url, records: records.length, facts, unrecognised, pending })) };
    } finally {
      await log.close();
    }
  });
  return command;
};

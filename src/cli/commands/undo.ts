// knockon undo: takes back the fact that somebody recorded last.
import { Command } from 'commander';
import { refuse } from '#domain/refusal.ts';
import type { Act } from '../act.ts';
import { recordOne, signed } from './record-fact.ts';

export const undoCommand = (act: Act): Command => {
  const command = signed(new Command('undo'))
    .description('take back the fact recorded last, by --by or by nobody named: it is retracted, and stays in the log')
    .addHelpText('after', '\nExample: knockon undo --by jo --reason "typed the wrong component"');
  act(command, (context, _args, options) => {
    const by = options['by'] as string | undefined;
    const whose = by === undefined ? 'without --by' : `by "${by}"`;
    return recordOne(context, { ...options, reason: options['reason'] ?? 'taken back by undo' }, (known) => {
      const last = known.lastBy(by);
      if (last === undefined) return [refuse(`the log holds no fact recorded ${whose} that still counts`)];
      const { id, type, import: imported } = last.fact;
      if (imported !== undefined)
        return [
          refuse(
            `the last fact recorded ${whose} (${type}, ${id}) came with an import; record retract --import ${imported} takes all of it back, record retract ${id} that fact alone`,
          ),
        ];
      return { type: 'Retracted', data: { fact: id } };
    });
  });
  return command;
};

// knockon whatif: the real history with components changed or failures injected, folded in memory and compared with what happened.
import { Command, Option } from 'commander';
import { isRefusal, refuse } from '#domain/refusal.ts';
import { drill } from '#queries/drill.ts';
import { whatIf } from '#queries/what-if.ts';
import { comparisonAnswer } from '#views/comparison.ts';
import { drillAnswer } from '#views/drill.ts';
import { repeatable, spanOptions, withReadingOptions, withServices, withSpan } from '../context.ts';
import { editor } from '../editor.ts';
import { reading } from '../reading.ts';
import type { Act } from '../act.ts';
import { comparedScenarios } from './whatif-scenarios.ts';

export const whatIfCommand = (act: Act): Command => {
  const spanned = withSpan(
    withReadingOptions(new Command('whatif')),
    'the first failure injected, else the first fact',
    'when nothing follows from the failures any more, else now',
  );
  const command = withServices(spanned)
    .description('what would have been: the same history with a component changed or a failure injected, compared with what was')
    .argument(
      '[scenario...]',
      'scenario files (.yaml, .json) or the names of saved scenarios, compared with each other and with what the options change',
    )
    .addOption(repeatable('--set <path=value>', 'change part of a component, as its model would say it: ups-b.holdUp=PT6H'))
    .addOption(repeatable('--add <component=definition>', 'add a component, as its model would say it: circuit-c={ kind: power-circuit }'))
    .addOption(
      repeatable('--without <fact>', 'a fault or another fact that did not happen: a fault by its name, a fact by its id or first digits'),
    )
    .addOption(repeatable('--move <fact=instant>', 'a fact that happened at another instant: trip=2016-01-16T21:00:00Z'))
    .addOption(
      repeatable(
        '--fail <component@instant>',
        'inject a failure: of a component, or of all at once: kind=ups@T, tag.site=town-hall@T, group=public@T',
      ),
    )
    .addOption(
      repeatable(
        '--for <duration>',
        'how long the injected failures last, one for all or one for each: PT2H, 3 working days (default: they do not end, and are followed to now)',
      ),
    )
    .option('--level <level>', 'level of the injected failures (default: down)')
    .option('--save <name>', 'record the scenario under a name, with the log it stands on')
    .option('--by <who>', 'who saves it')
    .addOption(
      new Option('--on <base>', 'what saved scenarios stand on: the log as it was then, or as it is')
        .choices(['own', 'today'])
        .default('own'),
    )
    .option('--recovery', 'what follows from the failures against the continuity plan, and in which order to bring back what failed')
    .addHelpText(
      'after',
      '\nExamples:\n  knockon whatif --set ups-b.holdUp=PT6H\n  knockon whatif --fail circuit-b@2016-02-03T10:00:00Z --for PT2H --set ups-b.holdUp=PT30M\n  knockon whatif --fail office-power@2016-06-14T09:10:00+01:00 --for "3 working days" --recovery',
    );
  act(command, async (context, args, options) => {
    const request = {
      ...spanOptions(options),
      policy: options['policy'] as string,
      service: options['service'] as readonly string[],
      set: options['set'] as readonly string[],
      add: options['add'] as readonly string[],
      without: options['without'] as readonly string[],
      move: options['move'] as readonly string[],
      fail: options['fail'] as readonly string[],
      for: options['for'] as readonly string[],
      level: options['level'] as string | undefined,
      zone: context.style.zone,
    };
    if (options['by'] !== undefined && options['save'] === undefined)
      return [refuse('nothing is saved, so nobody saves it; expected --save NAME', '--by')];
    if (options['recovery'] === true) {
      const drilled = await reading(context, (source) => drill(source, request, editor));
      return isRefusal(drilled) ? [drilled] : { answer: drillAnswer(drilled) };
    }
    if (args.length > 0 || options['save'] !== undefined) return comparedScenarios(context, args, request, options);
    const found = await reading(context, (source) => whatIf(source, request, editor));
    return isRefusal(found) ? [found] : { answer: comparisonAnswer(found) };
  });
  return command;
};

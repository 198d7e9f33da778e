// knockon whatif with scenarios: files and saved definitions read, compared in one table, and, with `--save`, recorded.
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { scenarios, type AskedScenario } from '#queries/scenarios.ts';
import type { WhatIfRequest } from '#queries/what-if.ts';
import { scenariosAnswer } from '#views/scenarios.ts';
import { encodeData } from '#wire/data.ts';
import type { Context, Options, Outcome } from '../context.ts';
import { editor } from '../editor.ts';
import { reading } from '../reading.ts';
import { isScenarioFile, scenarioOfFile } from '../scenario-input.ts';
import { occurrenceOf, recordOne } from './record-fact.ts';

export const comparedScenarios = async (
  context: Context,
  args: readonly string[],
  request: WhatIfRequest,
  options: Options,
): Promise<Outcome> => {
  const asked: AskedScenario[] = [];
  for (const arg of args) {
    const one: AskedScenario | readonly Refusal[] = isScenarioFile(arg) ? await scenarioOfFile(arg, context) : { kind: 'saved', name: arg };
    if ('kind' in one) asked.push(one);
    else return one;
  }
  const { set = [], add = [], without = [], move = [], fail = [] } = request;
  if ([set, add, without, move, fail].some((some) => some.length > 0)) asked.push({ kind: 'typed', asked: request });
  const name = options['save'] as string | undefined;
  if (asked.length === 0) return [refuse('there is no scenario to save; expected a file or a change such as --set PATH=VALUE', '--save')];
  if (name !== undefined && asked.length > 1) return [refuse('several scenarios cannot be saved under one name; expected one', '--save')];
  const on = options['on'] === 'today' ? 'today' : 'own';
  const found = await reading(context, (source) => scenarios(source, { ...request, on }, asked, editor));
  if (isRefusal(found)) return [found];
  if (name === undefined) return { answer: scenariosAnswer(found) };
  const [comparison] = found.comparisons;
  const changes = comparison?.definition ?? [];
  const base = { root: found.root, until: comparison?.until ?? context.now };
  const recorded = await recordOne(context, { by: options['by'] }, () => ({
    type: 'ScenarioSaved',
    data: encodeData('ScenarioSaved', { scenario: name, base, changes }) as Readonly<Record<string, unknown>>,
    occurredAt: occurrenceOf({}, context),
  }));
  return typeof recorded === 'object' && 'answer' in recorded ? { answer: scenariosAnswer(found, name) } : recorded;
};

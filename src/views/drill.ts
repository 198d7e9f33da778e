// `whatif … --recovery`: what follows from failures, how that goes against the continuity plan, and in which order to bring back what failed.
import { displayName } from '#domain/facts/catalogue.ts';
import { nameOf } from '#domain/impact/scale.ts';
import { spokenDuration } from '#domain/time/duration.ts';
import { describePolicy } from '#domain/time/policy.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { CascadeRow } from '#projections/cascade.ts';
import type { Drill } from '#projections/drill.ts';
import type { PlannedService, PlannedStep, RecoveryPlan } from '#projections/recovery-plan.ts';
import type { Answer } from './answer.ts';
import { comparisonJson, comparisonTable } from './comparison.ts';
import { objectiveDetails, objectivesTable, serviceObjectivesJson } from './objectives.ts';
import { section } from './section.ts';
import { instantText, levelText, type Style } from './style.ts';
import { csvText, textTable } from './table.ts';

export const drillAnswer = (drill: Drill): Answer => ({
  json: {
    ...comparisonJson(drill.comparison),
    cascade: drill.cascade.map((row) => cascadeJson(row, drill)),
    objectives: drill.objectives.services.map(serviceObjectivesJson),
    recovery: recoveryJson(drill.recovery),
  },
  csv: () =>
    csvText(
      ['place', 'component', 'work', 'from', 'back', 'waited_for', 'service'],
      drill.recovery.steps.map(({ component, work, from, back, waitedFor, service }, index) => [
        index + 1,
        component,
        work,
        formatInstant(from),
        formatInstant(back),
        waitedFor ?? '',
        service ?? '',
      ]),
    ),
  text: (style) => {
    const { comparison, recovery } = drill;
    return [
      `What if ${comparison.changes.join(' and ')}`,
      `from ${instantText(comparison.from, style)} to ${instantText(comparison.to, style)} (${style.zone})`,
      '',
      comparisonTable(comparison, style),
      ...section('What follows', cascadeTable(drill, style)),
      ...section('Against the objectives', objectivesTable(drill.objectives, style), ...objectiveDetails(drill.objectives, style)),
      ...section(
        `In which order to bring it back, all repairs begun ${instantText(recovery.begun, style)}`,
        ...failoverLines(drill),
        recoveryTable(drill, style),
        '',
        ...promiseLines(recovery, style),
        ...pathLines(drill, style),
      ),
      '',
      ...comparison.assumptions.map((assumption) => `Assumed: ${assumption}.`),
      `Policy ${describePolicy(comparison.policy, comparison.scale)}`,
    ].join('\n');
  },
});

const cascadeTable = (drill: Drill, style: Style): string =>
  textTable(
    [{ head: 'From' }, { head: 'To' }, { head: 'Component' }, { head: 'Level' }, { head: 'Lasts', align: 'right' }],
    drill.cascade.map(({ component, from, to, level, open }) => [
      instantText(from, style),
      open ? 'not over' : instantText(to, style),
      nameIn(drill, component),
      levelText(level, drill.comparison.scale, style),
      spokenDuration(to - from),
    ]),
    style,
  );

const nameIn = ({ catalogue, comparison }: Drill, component: string): string => displayName(catalogue, component, comparison.to - 1);

const failoverLines = (drill: Drill): readonly string[] => {
  const lines = drill.recovery.failovers.map(
    ({ name, from, to }) => `Fail over by hand: ${name} from ${nameIn(drill, from)} to ${nameIn(drill, to)}`,
  );
  return lines.length === 0 ? [] : [...lines, ''];
};

const recoveryTable = (drill: Drill, style: Style): string =>
  textTable(
    [
      { head: '', align: 'right' },
      { head: 'Component' },
      { head: 'Work' },
      { head: 'From' },
      { head: 'Back' },
      { head: 'Waited for' },
      { head: 'First for' },
    ],
    drill.recovery.steps.map(({ name, work, from, back, waitedFor, service }, index) => [
      `${index + 1}.`,
      name,
      work,
      instantText(from, style),
      instantText(back, style),
      waitedFor === undefined ? '' : nameIn(drill, waitedFor),
      service === undefined ? '' : nameIn(drill, service),
    ]),
    style,
  );

const promiseLines = ({ services }: RecoveryPlan, style: Style): readonly string[] =>
  services.map(({ name, back, impact, due, met }) => {
    const reached = impact === undefined ? '' : `, impact ${impact}`;
    const against =
      due === undefined
        ? ''
        : met === true
          ? `, ${style.green(`✓ due ${instantText(due, style)}`)}`
          : `, ${style.red(`✗ due ${instantText(due, style)}`)}`;
    return `${name}: back ${instantText(back, style)}${against}${reached}`;
  });

const pathLines = (drill: Drill, style: Style): readonly string[] => {
  const { criticalPath, cycles } = drill.recovery;
  const named = (ids: readonly string[]): string => ids.map((id) => nameIn(drill, id)).join(' → ');
  return [
    '',
    `Critical path: ${named(criticalPath)}`,
    ...cycles.map((cycle) => style.yellow(`Cycle, which may not start by itself: ${named([...cycle, cycle[0] ?? ''])}`)),
  ];
};

const cascadeJson = ({ component, from, to, level, open }: CascadeRow, { comparison }: Drill): object => ({
  component,
  level: nameOf(comparison.scale, level),
  from: formatInstant(from),
  to: formatInstant(to),
  open,
});

const recoveryJson = ({ begun, failovers, steps, services, criticalPath, cycles }: RecoveryPlan): object => ({
  begun: formatInstant(begun),
  failovers,
  steps: steps.map(({ component, name, work, from, back, waitedFor, service }: PlannedStep) => ({
    component,
    name,
    work,
    from: formatInstant(from),
    back: formatInstant(back),
    waitedFor: waitedFor ?? null,
    service: service ?? null,
  })),
  services: services.map(({ service, name, back, impact, due, met }: PlannedService) => ({
    service,
    name,
    back: formatInstant(back),
    impact: impact ?? null,
    due: due === undefined ? null : formatInstant(due),
    met: met ?? null,
  })),
  criticalPath,
  cycles: cycles.map((components) => ({ components })),
});

// Facts as a monitor or a person would tell them, taken in and counted by the command line: what presets are held against.
import * as assert from 'uvu/assert';
import type { AvailabilityJson } from '../support/answers.ts';
import { world, type World } from '../support/shell.ts';

export type Line = Readonly<Record<string, unknown>>;

export const told = async (model: object, facts: readonly Line[]): Promise<World> => {
  const made = world();
  made.now = Date.UTC(2026, 0, 1);
  const lines = facts.map((fact) => JSON.stringify(fact)).join('\n');
  const { exit, err } = await made.knockon('import', made.file('model.json', JSON.stringify(model)), made.file('facts.jsonl', lines));
  assert.is(exit, 0, err);
  return made;
};

export const figure = async (
  made: World,
  policy: string,
  from: string,
  to: string,
  service: string,
): Promise<string | null | undefined> => {
  const span = ['--from', from, '--to', to, '--now', to];
  const { services } = await made.json<AvailabilityJson>('report', 'availability', ...span, '--policy', policy, '--service', service);
  return services[0]?.overall.availability;
};

export const planned = (component: string, from: string, to: string, reportedAt: string, maintenance = `${component} ${from}`): Line => ({
  type: 'MaintenancePlanned',
  reportedAt,
  data: { maintenance, components: [component], from, to },
});
export const seen = (component: string, at: string, level: string): Line => ({
  type: 'StatusObserved',
  occurredAt: at,
  reportedAt: at,
  data: { component, level, vantage: 'monitor' },
});
export const outage = (component: string, from: string, to: string | undefined, level = 'down'): readonly Line[] => {
  const fault = `${level} ${from}`;
  const began = { type: 'OutageBegan', occurredAt: from, reportedAt: from, data: { component, level, fault } };
  return to === undefined ? [began] : [began, { type: 'OutageEnded', occurredAt: to, reportedAt: to, data: { component, fault } }];
};

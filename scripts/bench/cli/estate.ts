// A made-up estate of 5,000 services over 20 power circuits, 100 switches, 1,500 hosts and 3,000 applications, and 20,000 facts of a year: 10,000
// faults of a minute to a day, most of them short, one in 500 of a circuit. The first three faults belong to one incident. Always the same.
import { dice } from '../layers.ts';

const YEAR = Date.UTC(2025, 0, 1);
const DAY = 86_400_000;

export const estate = (): { readonly model: string; readonly facts: string } => {
  const roll = dice(12_345);
  const part = (): number => roll(1_000_003) / 1_000_003;
  const any = (kind: string, count: number): string => `${kind}-${roll(count)}`;
  const components = new Map<string, object>();
  const some = (count: number, kind: string, of: (index: number) => object): void => {
    for (let index = 0; index < count; index++) components.set(`${kind}-${index}`, { kind, ...of(index) });
  };
  some(20, 'circ', () => ({}));
  some(100, 'sw', (index) => ({ requires: { any: [`circ-${index % 20}`, `circ-${(index + 7) % 20}`] } }));
  some(1500, 'host', () => ({ requires: { all: [any('circ', 20), any('sw', 100)] }, startUp: 'PT3M' }));
  some(3000, 'app', (index) => {
    const hosts = [...new Set([any('host', 1500), any('host', 1500), any('host', 1500)])];
    if (index % 3 === 0 && hosts.length === 3) return { requires: { atLeast: 2, of: hosts } };
    return { requires: index % 3 === 1 ? { any: hosts.slice(0, 2) } : (hosts[0] as string) };
  });
  some(5000, 'svc', (index) => ({
    name: `Business service ${index}`,
    requires: {
      all: [
        ...new Set(Array.from({ length: 2 + roll(4) }, () => any('app', 3000))),
        ...(index > 200 ? [{ on: any('svc', 200), effect: 'soft' }] : []),
      ],
    },
    service: { hours: index % 2 === 0 ? 'office' : 'always', target: 99.5 },
  }));
  const calendars = { office: { zone: 'Europe/London', weekly: { 'mon-fri': '08:00-18:00' }, holidays: 'GB-ENG' } };
  const model = { knockon: 1, since: '2024-01-01T00:00:00Z', components: Object.fromEntries(components), calendars };

  const struck = [...components.keys()].slice(20, 4520);
  const facts: object[] = [];
  const fact = (type: string, at: number, data: object): void => {
    const when = new Date(at).toISOString();
    facts.push({ type, occurredAt: when, reportedAt: when, data });
  };
  for (let index = 0; index < 10_000; index++) {
    const component = index % 500 === 0 ? any('circ', 20) : (struck[roll(struck.length)] as string);
    const at = YEAR + Math.floor(part() * 365 * DAY);
    const fault = `f${index}`;
    fact('OutageBegan', at, { component, level: roll(5) === 0 ? 'degraded' : 'down', fault, cause: 'something broke' });
    fact('OutageEnded', at + 60_000 + Math.floor(part() ** 3 * DAY), { component, fault });
  }
  const linked = Array.from({ length: 3 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`);
  linked.forEach((id, index) => {
    const began = facts.findIndex((one) => (one as { readonly type: string }).type === 'OutageBegan' && !('id' in one));
    facts[began] = { ...facts[began], id };
    if (index === 2) fact('IncidentOpened', YEAR + 365 * DAY, { incident: 'big', title: 'The big one' });
  });
  fact('CallLogged', YEAR + DAY, { system: 'svc-7', severity: 'P2', count: 1 });
  fact('IncidentLinked', YEAR + 365 * DAY, { incident: 'big', facts: linked });
  return { model: JSON.stringify(model), facts: `${facts.map((one) => JSON.stringify(one)).join('\n')}\n` };
};

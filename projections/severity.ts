// How bad an incident is, by rule. 1, critical systems broken: a critical service was down. 2, normal business disrupted: another service
// was down or degraded within its agreed service time. 3: the rest, redundancy lost or nobody at work. A service is critical once its
// outage has lasted until its impact stands at `critical`, `severe` or `high`; one that states no impact is critical if it is promised
// around the clock. Time at `unknown` is neither. O(stretches).
import type { Catalogue } from '#domain/facts/catalogue.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { HoursBook } from '#domain/time/hours-book.ts';
import { checkObjective } from '#domain/time/objective.ts';
import { whenOver } from '#domain/time/working-time.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Impairment } from './at-work.ts';
import { promisedAt } from './services.ts';

export interface Severity {
  readonly severity: '1' | '2' | '3';
  /** The services that make it so, in the order given. */
  readonly owing: readonly ComponentId[];
}

const CRITICAL = /^(critical|severe|high|very high|major)$/i;

/** `services`: those that were impaired. */
export const severityOf = (
  impaired: ReadonlyMap<ComponentId, readonly Impairment[]>,
  services: readonly ComponentId[],
  scale: Scale,
  catalogue: Catalogue,
  book: HoursBook,
): Severity => {
  const outagesOf = (service: ComponentId): readonly Impairment[] =>
    joined((impaired.get(service) ?? []).filter(({ level }) => level === scale.down));
  const critical = services.filter((service) => outagesOf(service).some((outage) => isCritical(service, outage, catalogue, book)));
  if (critical.length > 0) return { severity: '1', owing: critical };
  const disrupted = services.filter((service) => {
    const hours = book.ofComponent(service);
    return (impaired.get(service) ?? []).some(
      ({ from, to, level }) => level >= scale.impaired && level !== scale.unknown && (isRefusal(hours) || hours.timeBetween(from, to) > 0),
    );
  });
  return disrupted.length > 0 ? { severity: '2', owing: disrupted } : { severity: '3', owing: services };
};

const isCritical = (service: ComponentId, { from, to }: Impairment, catalogue: Catalogue, book: HoursBook): boolean => {
  const promised = promisedAt(catalogue, service, from);
  if (promised === undefined) return false;
  if (promised.impact === undefined || promised.impact.length === 0) return (promised.hours ?? 'always') === 'always';
  const hours = book.ofComponent(service);
  if (isRefusal(hours)) return false;
  const zone = book.zoneOf(service, from) ?? 'UTC';
  const { impact } = checkObjective({ from, to, open: false }, promised, (wait) => whenOver(from, wait, hours, zone));
  return impact.some(({ level }) => CRITICAL.test(level));
};

/** Stretches that touch, as one. */
const joined = (rows: readonly Impairment[]): readonly Impairment[] => {
  const found: Impairment[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last !== undefined && last.to === row.from) found[found.length - 1] = { ...last, to: row.to };
    else found.push(row);
  }
  return found;
};

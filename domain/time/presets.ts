// Counting policies that reproduce what known systems print for the same history (S7). What a system calls warning, degraded performance or
// a partial outage is every level of the scale that is worse than full service and better than `down`, `unknown` aside. On a scale with a
// status page's own levels, a status page counts from its partial outage on. Maintenance is all time in its windows, whenever a fault began,
// as those systems have no causes. Sources and what is not told by them: docs/reference/presets.md.
import { nameOf, type Scale } from '../impact/scale.ts';
import type { PolicyDefinition, Treatment } from './definitions.ts';

export interface Preset {
  readonly name: string;
  /** Whose figures it gives. */
  readonly of: string;
  readonly definition: (scale: Scale) => PolicyDefinition;
}

interface Rules {
  readonly maintenance: NonNullable<PolicyDefinition['maintenance']>;
  /** Share of impaired time that counts as down. */
  readonly impaired: number;
  readonly unknown: Treatment;
  readonly noData: Treatment;
  readonly beforeExistence?: 'in';
  /** A status page, which has levels of its own that do not count. */
  readonly page?: true;
}

const preset = (name: string, of: string, { impaired, page, ...rules }: Rules): Preset => ({
  name,
  of,
  definition: (scale) => {
    const all = impairedLevels(scale);
    const counted = page === true ? all.slice(firstCounted(all)) : all;
    return {
      hours: 'always',
      decimals: 4,
      planned: 'window',
      ...rules,
      weights: Object.fromEntries(all.map((level) => [level, counted.includes(level) ? impaired : 0])),
      ...(impaired > 0 && counted[0] !== undefined ? { countFrom: counted[0] } : {}),
    };
  },
});

/** The place of a status page's partial outage among impaired levels; without one, of the first that is none of its lesser levels. */
const firstCounted = (levels: readonly string[]): number => {
  const plain = levels.map((level) => level.toLowerCase().replace(/[^a-z]/g, ''));
  const partial = plain.findIndex((level) => PARTIAL.has(level));
  return partial >= 0 ? partial : plain.findLastIndex((level) => LESSER.has(level)) + 1;
};

const PARTIAL = new Set(['partialoutage', 'minoroutage']);
const LESSER = new Set(['undermaintenance', 'maintenance', 'degradedperformance']);

const impairedLevels = (scale: Scale): readonly string[] =>
  scale.names.flatMap((_, level) =>
    level >= scale.impaired && level < scale.down && level !== scale.unknown ? [nameOf(scale, level)] : [],
  );

export const PRESETS: readonly Preset[] = [
  preset('zabbix-6', 'Zabbix 6 SLA', { maintenance: 'excluded', impaired: 1, unknown: 'up', noData: 'up' }),
  preset('icinga-db', 'Icinga DB SLA of a service', { maintenance: 'up', impaired: 0, unknown: 'down', noData: 'excluded' }),
  preset('checkmk-ok', 'Checkmk availability, share of OK', { maintenance: 'separate', impaired: 1, unknown: 'down', noData: 'down' }),
  preset('checkmk-undisturbed', 'Checkmk availability, downtimes excluded and WARN as OK', {
    maintenance: 'excluded',
    impaired: 0,
    unknown: 'down',
    noData: 'down',
  }),
  preset('centreon-mbi', 'Centreon MBI availability of a service', {
    maintenance: 'excluded',
    impaired: 0,
    unknown: 'excluded',
    noData: 'excluded',
  }),
  preset('servicenow-spm', 'ServiceNow Service Portfolio Management, without a schedule', {
    maintenance: 'up',
    impaired: 0,
    unknown: 'up',
    noData: 'up',
  }),
  preset('uptime-kuma', 'Uptime Kuma', { maintenance: 'excluded', impaired: 0, unknown: 'excluded', noData: 'excluded' }),
  preset('gatus', 'Gatus', { maintenance: 'down', impaired: 0, unknown: 'excluded', noData: 'excluded' }),
  preset('instatus', 'Instatus', { maintenance: 'up', impaired: 0.3, unknown: 'up', noData: 'up', beforeExistence: 'in', page: true }),
  preset('incident-io', 'incident.io status pages', { maintenance: 'up', impaired: 1, unknown: 'up', noData: 'up', page: true }),
  preset('upptime', 'Upptime', { maintenance: 'up', impaired: 1, unknown: 'up', noData: 'up' }),
  preset('statuspage', 'Atlassian Statuspage, a partial outage at 30 %', {
    maintenance: 'up',
    impaired: 0.3,
    unknown: 'up',
    noData: 'up',
    page: true,
  }),
];

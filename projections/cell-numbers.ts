// The numbers of a cell that are counted again where times are uncertain (S4.4), by name. More downtime raises `raw`, `counted`, `longest`
// and `burn` and lowers `availability`, `met` and `left`. It may raise or lower the others: an outage that lasts longer may run into the
// next, and one that begins earlier may add to a mean or be left out of it. O(outages).
import { meetsTarget, type Figures } from '#domain/time/availability.ts';
import { countedOutages } from '#domain/time/outages.ts';
import { ONE, ratio, ZERO, type Ratio } from '#domain/time/ratio.ts';
import { errorBudgetOf, reliabilityOf } from '#domain/time/reliability.ts';
import type { Counted } from './ranges.ts';

const TIMES = ['raw', 'counted'] as const;
const MEANS = ['failures', 'restorations', 'mttr', 'mtbf'] as const;

export const NOT_MONOTONE: ReadonlySet<string> = new Set(['outages', ...TIMES.flatMap((time) => MEANS.map((name) => `${time} ${name}`))]);

/** `means`: those of reliability among them. `availability` is the period's, which months may make up. */
export const cellNumbers = (figures: Figures, availability: Ratio | 'no data', target: number | undefined, means: boolean): Counted => {
  const known = availability === 'no data' ? undefined : availability;
  const budget = target === undefined ? undefined : errorBudgetOf(figures, target);
  const { count, longest } = countedOutages(figures.outages);
  return {
    raw: ratio(figures.rawDowntime),
    counted: ratio(figures.countedDowntime),
    availability: known,
    met: known === undefined || target === undefined ? undefined : meetsTarget(known, target) ? ONE : ZERO,
    left: budget?.left,
    burn: budget?.burn,
    longest: ratio(longest),
    outages: ratio(count),
    ...(means ? { ...reliabilityNumbers(figures, 'raw'), ...reliabilityNumbers(figures, 'counted') } : {}),
  };
};

const reliabilityNumbers = (figures: Figures, time: (typeof TIMES)[number]): Counted => {
  const { failures, restorations, mttr, mtbf, longest } = reliabilityOf(figures, time);
  return {
    [`${time} failures`]: ratio(failures),
    [`${time} restorations`]: ratio(restorations),
    [`${time} mttr`]: mttr,
    [`${time} mtbf`]: mtbf,
    [`${time} longest`]: ratio(longest),
  };
};

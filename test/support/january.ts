// January 2016 of case hcpc-2016 as `report availability` tells it: the words that ask for it, and a service's figures in the answer.
import type { AvailabilityJson, CellJson } from './answers.ts';

export const JANUARY: readonly string[] = ['--from', '2016-01', '--to', '2016-02', '--policy', 'board'];

/** The figures of a service's first period; throws for a service that has none. */
export const cellOf = (report: AvailabilityJson, service: string): CellJson => {
  const found = report.services.find((one) => one.service === service)?.periods[0];
  if (found === undefined) throw new Error(`no figures for ${service}`);
  return found;
};

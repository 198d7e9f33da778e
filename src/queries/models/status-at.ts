// Status at an instant from the history's ledger: one segment of it is read, and the faults that are shown. What does not depend on the instant
// is loaded once for as long as the model is held. O(components + turns of a segment).
import { catalogueOf } from '#domain/facts/catalogue.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Instant } from '#domain/time/instant.ts';
import { approximateInstants } from '#projections/approximate.ts';
import { factNumberOf, faultFrom, type FaultNumber } from '#projections/history/numbered.ts';
import { censusOf, standingRows, statusFrom } from '#projections/history/status.ts';
import { NOTHING, type Standing, type Turns } from '#projections/history/turns.ts';
import type { Status } from '#projections/status.ts';
import type { ModelStore } from '#store/model-store.ts';
import { countingFacts, modelFacts } from './counting-facts.ts';
import { type HistoryModel } from './history-model.ts';
import { HISTORY } from './made-from.ts';
import { segmentOf, standingAt, turnsOf } from './segments.ts';

const NO_TURNS: Turns = { at: new Float64Array(), ...NOTHING };

export interface HeldHistory {
  /** Undefined: the history does not reach as far. */
  status(at: Instant, everything: boolean): Promise<Status | undefined>;
}

export const heldHistory = async (model: HistoryModel, store: ModelStore): Promise<HeldHistory> => {
  const { index, changed, scale, until } = model;
  const census = censusOf(catalogueOf(await modelFacts(index, changed)), index.components);
  const uncertain = await countingFacts(
    index,
    changed,
    [...new Set([...index.uncertain, ...changed.keys()])].sort((a, b) => a - b),
  );
  const approximate = approximateInstants(uncertain);

  const faultsOf = async (numbers: ReadonlySet<FaultNumber>): Promise<ReadonlyMap<FaultNumber, Fault>> => {
    const facts = new Map((await countingFacts(index, changed, [...numbers].map(factNumberOf))).map((one) => [one.number, one]));
    return new Map(
      [...numbers].flatMap((number): [FaultNumber, Fault][] => {
        const fact = facts.get(factNumberOf(number));
        return fact === undefined ? [] : [[number, faultFrom(number, fact, scale, 0)]];
      }),
    );
  };

  return {
    async status(at, everything) {
      if (at >= until) return undefined;
      const ledger = await store.reading(HISTORY, (rows): { before: Standing; turns: Turns } => {
        const start = segmentOf(rows, at);
        return start === undefined
          ? { before: NOTHING, turns: NO_TURNS }
          : { before: standingAt(rows, start), turns: turnsOf(rows, start) };
      });
      const rows = standingRows(ledger, { at, everything }, census);
      const owed = new Set(rows.flatMap(({ owedTo }) => owedTo ?? []));
      return statusFrom(rows, await faultsOf(owed), { at, scale, approximate });
    },
  };
};

// What the tick simulator remembers of a component from one unit of time to the next.
import type { FactOf, Recorded } from '#domain/facts/fact.ts';
import type { ComponentDefinition, ScaleDefinition } from '#domain/topology/definition.ts';
import { standbysIn, type Standbys } from './tick-requirement.ts';
import { freshStandby } from './tick-standby.ts';

/** What a full reserve holds: a number that every length of 1…16 units divides, so that amounts stay whole. */
export const FULL = 720_720;

export interface Fault {
  readonly name: string;
  readonly level: number;
  readonly recorded: Recorded<FactOf<'OutageBegan' | 'StatusObserved'>>;
  /** When it began: its fact; of a vantage that fell silent, when that was. */
  readonly beganAt: number;
  /** How many faults had begun before it, in fold order. */
  readonly place: number;
  readonly endsAt: number;
  /** What it is a consequence of; `null` once nothing was found. */
  origin: Fault | null | undefined;
}

/** What a vantage says (S5.7), as the fault it may count as. */
export interface Said {
  readonly fault: Fault;
  readonly binding: boolean;
  readonly expectedBy: number;
}

export interface State {
  definition: ComponentDefinition;
  readonly declaredAt: number;
  faults: Fault[];
  standbys: Standbys;
  /** For each level, how full the reserve against anything worse is, of FULL. */
  reserves: number[];
  latchedAt: number | undefined;
  startingSince: number | undefined;
  releasedAt: number | undefined;
  /** By vantage. */
  said: Map<string, Said>;
  /** As last settled: its level (and what it would be but for what is observed), its requirement's, what it sees of that, and whether it would see `down` were nobody in its cycle starting. */
  level: number;
  derived: number;
  requirement: number;
  sees: number;
  wouldSeeDown: boolean;
  /** The same of the unit before. */
  before: { readonly level: number; readonly sees: number };
  /** Whose fault it was that what it sees last turned down; that this latched it; that it turned down itself. */
  lostBy: Fault | undefined;
  latchedBy: Fault | undefined;
  downBy: Fault | undefined;
}

export type World = Map<string, State>;

export const standbysOf = (definition: ComponentDefinition): ReturnType<typeof standbysIn> =>
  definition.requires === undefined ? [] : standbysIn(definition.requires, '');

export const atRest = (definition: ComponentDefinition, now: number, scale: ScaleDefinition): State => ({
  definition,
  declaredAt: now,
  faults: [],
  standbys: new Map(standbysOf(definition).map(([place, gate]) => [place, freshStandby(gate)])),
  reserves: scale.levels.map(() => FULL),
  latchedAt: undefined,
  startingSince: undefined,
  releasedAt: undefined,
  said: new Map(),
  level: 0,
  derived: 0,
  requirement: 0,
  sees: 0,
  wouldSeeDown: false,
  before: { level: 0, sees: 0 },
  lostBy: undefined,
  latchedBy: undefined,
  downBy: undefined,
});

// What a reader should know of a model before trusting it: components that do not exist, cycles (allowed, S2.6), cycles whose members all
// restart by themselves (a cold-start hazard: in the world each may wait for the other), and standbys and thresholds nothing can reach.
// O(components + requirements).
import type { ComponentId } from './definition.ts';
import { isCycle, type Component, type Model } from './model.ts';
import { gatesInsideOut, type StandbyNode } from './requirement.ts';

export type Finding =
  | { readonly kind: 'absent'; readonly component: ComponentId; readonly required: ComponentId }
  | {
      readonly kind: 'cycle';
      readonly components: readonly ComponentId[];
      readonly coldStartHazard: boolean;
      readonly throughStandby: boolean;
    }
  | {
      readonly kind: 'unreachable-threshold';
      readonly component: ComponentId;
      readonly place: string;
      readonly threshold: number;
      /** What all its members weigh together at their worst. */
      readonly most: number;
    }
  | { readonly kind: 'unreachable-standby'; readonly component: ComponentId; readonly place: string; readonly member: string };

export const findingsIn = (model: Model): readonly Finding[] => [
  ...[...model.components.values()].flatMap((component) => absentIn(component, model)),
  ...model.order.filter(isCycle).map(cycleFinding),
  ...[...model.components.values()].flatMap((component) => component.standbys.flatMap((gate) => unreachableIn(component.id, gate))),
  ...[...model.components.values()].flatMap((component) => beyondReachIn(component)),
];

const beyondReachIn = ({ id, requirement }: Component): readonly Finding[] =>
  (requirement === undefined ? [] : gatesInsideOut(requirement)).flatMap((gate) => {
    if (gate.kind !== 'score') return [];
    const most = gate.members.reduce((sum, { weights }) => sum + Math.max(0, ...weights), 0);
    return gate.thresholds.flatMap(([, threshold]): readonly Finding[] =>
      threshold > most ? [{ kind: 'unreachable-threshold', component: id, place: gate.place, threshold, most }] : [],
    );
  });

const absentIn = ({ id, requires }: Component, { components }: Model): readonly Finding[] =>
  requires.filter((required) => !components.has(required)).map((required) => ({ kind: 'absent', component: id, required }));

const cycleFinding = (group: readonly Component[]): Finding => ({
  kind: 'cycle',
  components: group.map(({ id }) => id),
  coldStartHazard: group.every(({ restartsByHand }) => !restartsByHand),
  throughStandby: group.some(
    ({ standbys, requires }) => standbys.length > 0 && requires.some((id) => group.some((other) => other.id === id)),
  ),
});

/** A gate as a member has no name that a fail-over could say; only an automatic switch-over reaches it. */
const unreachableIn = (component: ComponentId, gate: StandbyNode): readonly Finding[] =>
  gate.automatic
    ? []
    : gate.members
        .slice(1)
        .filter(({ node }) => node.kind !== 'component')
        .map(({ label }) => ({ kind: 'unreachable-standby', component, place: gate.place, member: label }));

// In which order what failed comes back, and what holds it up: the instants after which each component works again if every repair is begun
// at once, by the gates of the model (a gate is met when enough of its members are back), with start-ups; then the order in which to work,
// what is needed before what needs it, and among what can be begun the one whose services are hurt most, then whose objective is nearest.
// In a cycle members start side by side, as in the engine (S3.2); cycles are reported, since they may not start from cold. Standbys count
// as met by any member: failing over is a way to recover. Hold-ups only delay a loss. Only `down` and not down are told apart; what would be
// down without any failure (for an absent member) is left out. O(gates + failed · dependents + cycles · members²).
import type { EffectTable } from '../impact/effect.ts';
import { UP, type Scale } from '../impact/scale.ts';
import type { Duration } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import { isCycle, type Component, type Model } from '../topology/model.ts';
import type { GateMember } from '../topology/requirement.ts';

/** What has to be done before a component works again. */
export type RecoveryWork = 'repair' | 'start by hand' | 'starts by itself';

export interface RecoveryStep {
  readonly component: ComponentId;
  readonly work: RecoveryWork;
  /** From when it can be done: what it needs is back. A repair is begun at once. */
  readonly from: Duration;
  /** When it works again. */
  readonly back: Duration;
  /** What it waited for last; undefined where its own repair took longest. */
  readonly waitedFor: ComponentId | undefined;
  /** The affected service that puts it in its place; undefined where no service is affected through it. */
  readonly service: ComponentId | undefined;
}

export interface Recovery {
  /** What is down, in the order in which to bring it back. */
  readonly steps: readonly RecoveryStep[];
  /** The chain that decides when the last of it is back, from its first repair. */
  readonly criticalPath: readonly ComponentId[];
  /** Cycles among what is down. */
  readonly cycles: readonly (readonly ComponentId[])[];
}

/** How much an affected service matters, by when it is back: higher is worse; of equals the nearer objective comes first. */
export interface Urgency {
  readonly impact: number;
  readonly objective: Duration;
}

/** `failed`: how long each repair takes. `urgencyOf` is asked of the services among what is down; undefined: no service. */
export const recoveryOf = (
  model: Model,
  scale: Scale,
  failed: ReadonlyMap<ComponentId, Duration>,
  urgencyOf: (component: ComponentId, back: Duration) => Urgency | undefined,
): Recovery => {
  const returns = returnsOf(model, scale, failed);
  const down = [...returns].flatMap(([id, { back }]) => (Number.isFinite(back) && (back > 0 || failed.has(id)) ? [id] : []));
  const isDown = new Set(down);
  const drivers = driversOf(model, down, isDown, (id) => urgencyOf(id, returns.get(id)?.back ?? 0));
  const ordered = inOrder(model, down, isDown, returns, drivers);
  return {
    steps: ordered.map((component): RecoveryStep => {
      const { from, back, waitedFor } = returnOf(returns, component);
      return { component, work: workOf(component, model, failed), from, back, waitedFor, service: drivers.get(component)?.service };
    }),
    criticalPath: criticalPathOf(down, returns),
    cycles: model.order
      .filter((group) => isCycle(group) && group.some(({ id }) => isDown.has(id)))
      .map((group) => group.map(({ id }) => id)),
  };
};

interface Return {
  readonly from: Duration;
  readonly back: Duration;
  readonly waitedFor: ComponentId | undefined;
}

const AT_ONCE: Return = { from: 0, back: 0, waitedFor: undefined };

const returnOf = (returns: ReadonlyMap<ComponentId, Return>, id: ComponentId): Return => returns.get(id) ?? AT_ONCE;

const workOf = (id: ComponentId, model: Model, failed: ReadonlyMap<ComponentId, Duration>): RecoveryWork => {
  if (failed.has(id)) return 'repair';
  return model.components.get(id)?.restartsByHand === true ? 'start by hand' : 'starts by itself';
};

/**
 * When each component is back, in settling order. In a cycle: first when each could begin its start-up, were its fellows to need none;
 * then when each is back, its fellows' start-ups counted. Both are least fixpoints, reached in as many rounds as it has members.
 */
const returnsOf = (model: Model, scale: Scale, failed: ReadonlyMap<ComponentId, Duration>): ReadonlyMap<ComponentId, Return> => {
  const returns = new Map<ComponentId, Return>();
  const own = ({ id }: Component): Duration => failed.get(id) ?? 0;
  for (const group of model.order) {
    const repaired = new Map(group.map((component) => [component.id, own(component)]));
    const waitFor = (component: Component): Wait => waitOf(component, scale, (id) => repaired.get(id) ?? backOf(returns, id, model));
    untilStill(group, (component) => raise(repaired, component.id, Math.max(own(component), waitFor(component).at)));
    const starts = group.map((component) => [component.id, waitFor(component)] as const);
    for (const [id, start] of starts) {
      const component = model.components.get(id);
      const started = component === undefined || start.at === 0 ? 0 : start.at + component.startUp;
      const back = Math.max(failed.get(id) ?? 0, started);
      returns.set(id, {
        from: failed.has(id) ? 0 : start.at,
        back,
        waitedFor: started === back ? start.waitedFor : undefined,
      });
    }
    untilStill(group, (component) => {
      const known = returnOf(returns, component.id);
      const wait = waitOf(component, scale, (id) => backOf(returns, id, model));
      if (wait.at <= known.back) return false;
      returns.set(component.id, { ...known, back: wait.at, waitedFor: wait.waitedFor });
      return true;
    });
  }
  return returns;
};

/** Does so with every member again and again, until none says that it moved. */
const untilStill = (group: readonly Component[], move: (component: Component) => boolean): void => {
  for (let moved = true; moved;) {
    moved = false;
    for (const component of group) moved = move(component) || moved;
  }
};

const raise = (times: Map<ComponentId, Duration>, id: ComponentId, to: Duration): boolean => {
  if ((times.get(id) ?? 0) >= to) return false;
  times.set(id, to);
  return true;
};

/** An absent component never comes back. */
const backOf = (returns: ReadonlyMap<ComponentId, Return>, id: ComponentId, model: Model): Duration =>
  model.components.has(id) ? (returns.get(id)?.back ?? 0) : Number.POSITIVE_INFINITY;

interface Wait {
  readonly at: Duration;
  readonly waitedFor: ComponentId | undefined;
}

/** When the requirement is better than `down` again. Depth is bounded where models are read. */
const waitOf = ({ requirement }: Component, scale: Scale, back: (id: ComponentId) => Duration): Wait =>
  requirement === undefined ? { at: 0, waitedFor: undefined } : memberWait(requirement, scale, back);

const memberWait = ({ node, effect }: GateMember, scale: Scale, back: (id: ComponentId) => Duration): Wait => {
  if (survives(effect, scale)) return { at: 0, waitedFor: undefined };
  if (node.kind === 'component') return { at: back(node.id), waitedFor: back(node.id) > 0 ? node.id : undefined };
  const waits = node.members.map((member) => ({ member, wait: memberWait(member, scale, back) })).toSorted((a, b) => a.wait.at - b.wait.at);
  switch (node.kind) {
    case 'standby':
      return waits[0]?.wait ?? { at: 0, waitedFor: undefined };
    case 'atLeast': {
      let weight = 0;
      for (const { member, wait } of waits) {
        weight += member.weight;
        if (weight >= node.needed) return wait;
      }
      return { at: Number.POSITIVE_INFINITY, waitedFor: waits.at(-1)?.wait.waitedFor };
    }
    case 'score': {
      const limit = node.thresholds.find(([level]) => level === scale.down)?.[1] ?? Number.POSITIVE_INFINITY;
      let sum = node.members.reduce((total, member) => total + (member.weights[scale.down] ?? 0), 0);
      if (sum < limit) return { at: 0, waitedFor: undefined };
      for (const { member, wait } of waits) {
        sum += (member.weights[UP] ?? 0) - (member.weights[scale.down] ?? 0);
        if (sum < limit) return wait;
      }
      return { at: Number.POSITIVE_INFINITY, waitedFor: waits.at(-1)?.wait.waitedFor };
    }
  }
};

/** Whether a member that is down counts as better than down. */
const survives = (effect: EffectTable, scale: Scale): boolean => (effect[scale.down] ?? scale.down) < scale.down;

interface Driver extends Urgency {
  readonly service: ComponentId;
}

/** For each component the most urgent service that is down through it, itself included. */
const driversOf = (
  model: Model,
  down: readonly ComponentId[],
  isDown: ReadonlySet<ComponentId>,
  urgencyOf: (component: ComponentId) => Urgency | undefined,
): ReadonlyMap<ComponentId, Driver> => {
  const drivers = new Map<ComponentId, Driver>();
  const services = down
    .flatMap((service): Driver[] => {
      const urgency = urgencyOf(service);
      return urgency === undefined ? [] : [{ ...urgency, service }];
    })
    .toSorted(byUrgency);
  for (const driver of services) {
    const pending = [driver.service];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (drivers.has(id)) continue;
      drivers.set(id, driver);
      pending.push(...(model.components.get(id)?.requires ?? []).filter((required) => isDown.has(required)));
    }
  }
  return drivers;
};

const byUrgency = (a: Driver, b: Driver): number =>
  b.impact - a.impact || compareDurations(a.objective, b.objective) || (a.service < b.service ? -1 : 1);

/** Also where both are without end. */
const compareDurations = (a: Duration, b: Duration): number => (a === b ? 0 : a < b ? -1 : 1);

/** What can be begun next, the most urgent first: a component after those it waits for, but for its fellows in a cycle. */
const inOrder = (
  model: Model,
  down: readonly ComponentId[],
  isDown: ReadonlySet<ComponentId>,
  returns: ReadonlyMap<ComponentId, Return>,
  drivers: ReadonlyMap<ComponentId, Driver>,
): readonly ComponentId[] => {
  const needs = (id: ComponentId): readonly ComponentId[] =>
    (model.components.get(id)?.requires ?? []).filter(
      (required) =>
        isDown.has(required) &&
        model.placeOf.get(required) !== model.placeOf.get(id) &&
        returnOf(returns, required).back <= returnOf(returns, id).back,
    );
  const waiting = new Map(down.map((id) => [id, needs(id).length]));
  const ready = down.filter((id) => waiting.get(id) === 0);
  const ordered: ComponentId[] = [];
  while (ready.length > 0) {
    let best = 0;
    for (let index = 1; index < ready.length; index++) {
      if (comesBefore(ready[index] as ComponentId, ready[best] as ComponentId, drivers, returns)) best = index;
    }
    const [next] = ready.splice(best, 1) as [ComponentId];
    ordered.push(next);
    for (const dependent of model.dependents.get(next) ?? []) {
      if (!isDown.has(dependent) || !needs(dependent).includes(next)) continue;
      const left = (waiting.get(dependent) ?? 1) - 1;
      waiting.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  return ordered;
};

const comesBefore = (
  a: ComponentId,
  b: ComponentId,
  drivers: ReadonlyMap<ComponentId, Driver>,
  returns: ReadonlyMap<ComponentId, Return>,
): boolean => {
  const [one, other] = [drivers.get(a), drivers.get(b)];
  if (one === undefined || other === undefined) {
    if (one !== other) return one !== undefined;
  } else {
    const order = byUrgency(one, other);
    if (one.service !== other.service) return order < 0;
  }
  const order = compareDurations(returnOf(returns, a).back, returnOf(returns, b).back);
  return order === 0 ? a < b : order < 0;
};

/** From the component that is back last, through what each waited for, back to the first; told from the first. */
const criticalPathOf = (down: readonly ComponentId[], returns: ReadonlyMap<ComponentId, Return>): readonly ComponentId[] => {
  let last: ComponentId | undefined;
  for (const id of down) if (last === undefined || returnOf(returns, id).back > returnOf(returns, last).back) last = id;
  const path: ComponentId[] = [];
  for (let id = last; id !== undefined && !path.includes(id); id = returnOf(returns, id).waitedFor) path.unshift(id);
  return path;
};

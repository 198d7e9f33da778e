// Settles a cycle without clocks, choices and observations at the cost of what changes in it, not of its size. Its levels are a greatest fixpoint
// (S2.6). Who waits, whoever is not at its best and depends on such a one, and so on, may get better: they are put at their best; nobody else can,
// since what does not change holds the others where they are. From there levels only get worse until nothing changes (Knaster and Tarski).
import { passOn, passOnWithin, wait } from './counting.ts';
import { noteSettled, type Kernel } from './kernel.ts';
import { UP } from './scale.ts';
import { note } from './transitions.ts';

/** Settles the cycle of that rank, whose waiting members are known. */
export const settlePlainCycle = (kernel: Kernel, rank: number): void => {
  const { components, members } = kernel;
  takeWaiters(kernel, rank);
  kernel.settling = rank;
  // The list grows while it is walked.
  for (let index = 0; index < members.length; index++) visitBehind(kernel, members[index] as number);
  const raised = members.length;
  for (let index = 0; index < raised; index++) {
    const member = members[index] as number;
    if (components.level[member] === UP) continue;
    components.level[member] = UP;
    passOnWithin(kernel, member);
  }
  for (let index = 0; index < raised; index++) wait(kernel, members[index] as number);
  worsen(kernel);
  for (const member of members) keep(kernel, member);
  kernel.settling = -1;
  for (const member of members) {
    components.visited[member] = 0;
    if (components.before[member] === components.level[member]) continue;
    note(kernel.transitions, member, kernel.now, components.level[member] as number);
    passOn(kernel, member);
  }
};

/** Lets go of who waits in a cycle that is settled as a whole. */
export const forgetWaiters = (kernel: Kernel, rank: number): void => {
  takeWaiters(kernel, rank);
  for (const member of kernel.members) kernel.components.visited[member] = 0;
};

const takeWaiters = ({ components, waiters, members }: Kernel, rank: number): void => {
  members.length = 0;
  for (let next = waiters[rank] as number; next !== 0; next = components.nextWaiter[next - 1] as number) {
    members.push(next - 1);
    components.before[next - 1] = components.level[next - 1] as number;
  }
  waiters[rank] = 0;
};

const visit = ({ components, members }: Kernel, member: number): void => {
  if (components.visited[member] === 1) return;
  components.visited[member] = 1;
  components.before[member] = components.level[member] as number;
  members.push(member);
};

/** Visits those in the cycle that name a member and are, as it is, not at their best. */
const visitBehind = (kernel: Kernel, member: number): void => {
  const { components, settling } = kernel;
  if (components.level[member] === UP) return;
  const { nodes, slots, gates, uses } = kernel.graph;
  const end = (nodes.firstUse[member] as number) + (nodes.useCount[member] as number);
  for (let use = nodes.firstUse[member] as number; use < end; use++) {
    const owner = gates.owner[slots.gate[uses[use] as number] as number] as number;
    if (nodes.rank[owner] === settling && components.level[owner] !== UP) visit(kernel, owner);
  }
};

/** Looks at everybody who waits, and at whoever counts worse through them, until nobody waits. */
const worsen = (kernel: Kernel): void => {
  const { components, queue } = kernel;
  for (let next = 0; next < kernel.queueSize; next++) {
    const member = queue[next % queue.length] as number;
    components.queued[member] = 0;
    visit(kernel, member);
    const level = Math.max(components.own[member] as number, components.required[member] as number);
    if (level === components.level[member]) continue;
    components.level[member] = level;
    passOnWithin(kernel, member);
  }
  kernel.queueSize = 0;
};

const keep = (kernel: Kernel, member: number): void => {
  const { components, now, down } = kernel;
  const required = components.required[member] as number;
  const level = components.level[member] as number;
  noteSettled(kernel, member);
  if (level !== components.before[member]) {
    components.levelSince[member] = now;
    if (level === down) components.lossAt[member] = now;
  }
  if (required === components.requirement[member]) return;
  components.requirementSince[member] = now;
  if (required === down && components.seen[member] !== down) components.lostAt[member] = now;
  components.requirement[member] = required;
  components.seen[member] = required;
  components.seenBare[member] = required;
};

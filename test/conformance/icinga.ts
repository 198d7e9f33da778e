// The operators of Icinga's business process module as requirements: https://github.com/Icinga/icingaweb2-module-businessprocess
import type { Member, ScaleDefinition } from '#domain/topology/definition.ts';

/** Their states in their order, and `LESSENED`, which reads as their WARNING: what DEGRADED makes of a CRITICAL (docs/reference/other-systems.md). */
export const ICINGA: ScaleDefinition = {
  levels: ['OK', 'PENDING', 'WARNING', 'UNKNOWN', 'LESSENED', 'CRITICAL'],
  roles: { unknown: 'UNKNOWN', down: 'CRITICAL' },
};

export const and = (members: readonly Member[]): Member => ({ all: members });
export const or = (members: readonly Member[]): Member => ({ any: members });

/** As their manual says it: the k-th best. */
export const kthBest = (k: number, members: readonly Member[]): Member => ({ atLeast: k, of: members });

/** As their program does it: OK if k are OK, else the worst. The better of the worst and of "k are OK, or nothing is". */
export const enoughOrWorst = (k: number, members: readonly Member[]): Member => ({
  any: [{ all: members }, { atLeast: k, of: members.map((member) => onlyBest(member)) }],
});

const onlyBest = (member: Member): Member => ({ all: [member], effect: { PENDING: 'CRITICAL' } });

export const degraded = (members: readonly Member[]): Member => ({ all: members, effect: { CRITICAL: 'LESSENED' } });

// What is wrong, or worth knowing, with a model or with a log as it is known now (S5.5, S2.6).
import { refusedFacts, type RefusedFact } from '#domain/facts/decisions/refused.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { replay, type InapplicableFact } from '#domain/impact/replay.ts';
import { findingsIn, type Finding } from '#domain/topology/findings.ts';
import type { Model } from '#domain/topology/model.ts';

export interface Health {
  /** What was checked: a file, or the log. */
  readonly subject: string;
  readonly components: number;
  readonly findings: readonly Finding[];
  /** Facts without effect, and why. */
  readonly inapplicable: readonly InapplicableFact[];
  readonly pendingImports: readonly string[];
  /** Types this version does not know, with how many facts there are of each. */
  readonly unrecognised: ReadonlyMap<string, number>;
}

export const isFaulty = ({ findings, inapplicable, pendingImports }: Health): boolean =>
  findings.some(({ kind }) => kind === 'absent') || inapplicable.length > 0 || pendingImports.length > 0;

export const healthOfModel = (subject: string, model: Model): Health => ({
  subject,
  components: model.components.size,
  findings: findingsIn(model),
  inapplicable: [],
  pendingImports: [],
  unrecognised: new Map(),
});

/** What loading a log sets aside. */
interface SetAside {
  readonly inapplicable: readonly InapplicableFact[];
  readonly pendingImports: readonly string[];
  readonly unrecognised: readonly { readonly fact: { readonly type: string } }[];
}

/** Checks the whole history and the model at its end. One replay. */
export const healthOfLog = (
  subject: string,
  facts: readonly Recorded[],
  setAside: SetAside,
  progress: (done: number, total: number) => void,
): Health => {
  const { world, inapplicable } = replay(facts, { progress });
  const unrecognised = new Map<string, number>();
  for (const { fact } of setAside.unrecognised) unrecognised.set(fact.type, (unrecognised.get(fact.type) ?? 0) + 1);
  return {
    subject,
    components: world.model.components.size,
    findings: findingsIn(world.model),
    inapplicable: [...setAside.inapplicable, ...inapplicable, ...refusedFacts(facts).filter(hasNoEffect)],
    pendingImports: setAside.pendingImports,
    unrecognised,
  };
};

/** A fault whose maintenance was taken out is a fault all the same. */
const hasNoEffect = ({ recorded }: RefusedFact): boolean => recorded.fact.type !== 'OutageBegan';

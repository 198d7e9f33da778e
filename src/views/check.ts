// `check` as people and programs read it: faults (exit 1) first, then what is allowed but worth knowing.
import type { Finding } from '#domain/topology/findings.ts';
import type { InapplicableFact } from '#domain/impact/replay.ts';
import { formatInstant } from '#domain/time/text.ts';
import { isFaulty, type Health } from '#projections/health.ts';
import type { Answer } from './answer.ts';
import { instantText, type Style } from './style.ts';

export const checkAnswer = (report: Health): Answer => ({
  json: {
    subject: report.subject,
    components: report.components,
    ok: !isFaulty(report),
    findings: report.findings,
    inapplicable: report.inapplicable.map(({ recorded, why }) => ({
      fact: recorded.fact.id,
      type: recorded.fact.type,
      occurredAt: recorded.fact.occurredAt === undefined ? null : formatInstant(recorded.fact.occurredAt.best),
      why,
    })),
    pendingImports: report.pendingImports,
    unrecognised: Object.fromEntries(report.unrecognised),
  },
  text: (style) => {
    const faults = [
      ...report.findings.filter(({ kind }) => kind === 'absent').map(sentence),
      ...report.inapplicable.map((fact) => inapplicableText(fact, style)),
      ...report.pendingImports.map((id) => `import ${id} was begun and not completed; run it again, its facts do not count until then`),
    ].map((text) => style.red(`✗ ${text}`));
    const notes = [
      ...report.findings.filter(({ kind }) => kind !== 'absent').map(sentence),
      ...[...report.unrecognised].map(([type, count]) => `${count} of type ${type}, which this version does not know: kept, not counted`),
    ].map((text) => style.yellow(`! ${text}`));
    const verdict =
      faults.length === 0
        ? style.green(`✓ ${report.subject}: ${report.components} components, no fault found`)
        : `${report.subject}: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} found`;
    return [...faults, ...notes, verdict].join('\n');
  },
});

const sentence = (finding: Finding): string => {
  switch (finding.kind) {
    case 'absent':
      return `${finding.component} requires ${finding.required}, which does not exist and counts as down`;
    case 'cycle': {
      const ring =
        finding.components.length === 1
          ? `${finding.components[0]} requires itself`
          : `cycle: ${listed(finding.components)} require one another`;
      const hazard = finding.coldStartHazard
        ? '; cold-start hazard: all restart by themselves, and after a common loss each may wait for the other'
        : '';
      const standby = finding.throughStandby ? '; it runs through a standby, which switches by itself at most once an instant' : '';
      return `${ring}${hazard}${standby}`;
    }
    case 'unreachable-threshold':
      return `${finding.component}: nothing reaches the threshold ${finding.threshold} of ${finding.place}; its members weigh ${finding.most} together at their worst`;
    case 'unreachable-standby':
      return `${finding.component}: member ${finding.member} of ${finding.place} is a gate, which no fail-over can name; make the standby automatic, or put a component before the gate`;
  }
};

/** The most members of a cycle that a sentence names. */
const MOST = 12;

const listed = (components: readonly string[]): string =>
  components.length <= MOST
    ? components.join(', ')
    : `${components.slice(0, MOST).join(', ')} and ${(components.length - MOST).toLocaleString('en-GB')} more`;

const inapplicableText = ({ recorded, why }: InapplicableFact, style: Style): string => {
  const { fact } = recorded;
  const when = fact.occurredAt === undefined ? '' : ` at ${instantText(fact.occurredAt.best, style)}`;
  return `${fact.type}${when} (fact ${fact.id}) has no effect: ${why}`;
};

// `log verify`, `log export` and `log copy` as people and programs read them.
import { isSound, type ChainBreak, type Verdict } from '#projections/verdict.ts';
import type { Answer } from './answer.ts';
import { csvText } from './table.ts';
import type { Style } from './style.ts';

export const verdictAnswer = (verdict: Verdict): Answer => ({
  json: {
    subject: verdict.subject,
    ok: isSound(verdict),
    facts: verdict.facts,
    streams: verdict.streams,
    root: verdict.root,
    expectedRoot: verdict.expected ?? null,
    breaks: verdict.breaks.map(({ stream, revision, ...rest }) => ({ stream: stream ?? null, revision: revision ?? null, ...rest })),
  },
  csv: () =>
    csvText(
      ['stream', 'revision', 'place', 'why', 'behind', 'also_broken'],
      verdict.breaks.map(({ stream, revision, place, why, behind, alsoBroken }) => [
        stream ?? null,
        revision ?? null,
        place,
        why,
        behind,
        alsoBroken,
      ]),
    ),
  text: (style) =>
    [...verdict.breaks.map((one) => style.red(`✗ ${breakText(one)}`)), ...rootLines(verdict, style), lastLine(verdict, style)].join('\n'),
});

const breakText = ({ stream, revision, place, why, behind, alsoBroken }: ChainBreak): string => {
  if (stream === undefined) return `${place}: ${why}; nobody can say whose fact it was`;
  const rest =
    behind === 0
      ? 'nothing of the stream stands behind it'
      : `behind it ${behind === 1 ? 'stands one fact' : `stand ${behind} facts`} of the stream, ${alsoBroken === 0 ? 'unbroken among themselves' : `with ${alsoBroken} more ${alsoBroken === 1 ? 'break' : 'breaks'}`}`;
  return `stream ${stream}, revision ${String(revision)} (${place}): ${why}; ${rest}`;
};

const rootLines = ({ root, expected }: Verdict, style: Style): readonly string[] => {
  if (expected === undefined) return [`root ${root}`];
  if (root === expected) return [style.green(`✓ root ${root}, as expected`)];
  return [style.red(`✗ root ${root}`), style.red(`  not  ${expected}: facts were altered, added or cut off since that was written down`)];
};

const lastLine = (verdict: Verdict, style: Style): string => {
  const { subject, facts, streams, breaks, expected } = verdict;
  const size = `${count(facts, 'fact')} in ${count(streams, 'stream')}`;
  if (breaks.length > 0) return `${subject}: ${size}, ${count(breaks.length, 'break')} found`;
  if (!isSound(verdict)) return `${subject}: ${size}, every chain holds, but it is not the log of that root`;
  const proof = expected === undefined ? '; give --root to see that nothing is missing at the end' : '';
  return style.green(`✓ ${subject}: ${size}, every chain holds${proof}`);
};

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly facts: number;
  readonly added: number;
  readonly root: string;
}

/** `chains`: whether the hash chains were walked on the way. */
export const transferAnswer = (transfer: Transfer, chains: 'verified' | 'not looked at'): Answer => ({
  json: { ...transfer },
  text: (style) => {
    const { from, to, facts, added, root } = transfer;
    const before = added === facts ? '' : `, ${facts - added} of which it held before`;
    return `${style.green(`✓ ${to} holds the ${count(facts, 'fact')} of ${from}${before}`)}\nroot ${root}${chains === 'verified' ? '' : `\nThe hash chains were not looked at; knockon log verify ${to} does.`}`;
  },
});

// What a review says downtime is owed to: for each service that was down a table of its faults by the five rules (S8), from whose differences a
// reader sees how much the answer depends on the question.
import { spokenDuration } from '#domain/time/duration.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { BlameCell } from '#projections/blame.ts';
import type { BlameShare } from '#projections/blame-share.ts';
import type { Review } from '#projections/review.ts';
import { BLAME_MEANING } from './blame.ts';
import type { Block, Cell, MakeCell } from './review-block.ts';
import { faultText, type Style } from './style.ts';

export const blameBlocks = ({ blames, detail }: Review, style: Style, cell: MakeCell): readonly Block[] => {
  const down = detail.affected.filter(({ isService, downtime }) => isService && downtime > 0);
  if (down.length === 0) return [{ kind: 'text', cell: { text: 'No service was down.' } }];
  const tables = down.map(({ component, name }): Block => {
    const cells = blames.map(({ services }) => services.find(({ service }) => service === component)?.cells[0]);
    const total = cells[0];
    return {
      kind: 'table',
      caption: `${name}: ${total === undefined ? 'no downtime' : totalText(total)}`,
      columns: [{ head: 'Owed to' }, ...blames.map(({ rule }) => ({ head: rule, align: 'right' as const }))],
      rows: causesOf(cells).map(({ cause, planned }): readonly Cell[] => [
        cause === undefined
          ? cell('unattributed')
          : cell(`${faultText(cause, style)}${planned ? ' (planned)' : ''}`, [cause.began.fact.id]),
        ...cells.map((own) => {
          const share = own?.shares.find((one) => isOf(one, cause, planned));
          return cell(share === undefined || own === undefined ? '–' : part(share, own));
        }),
      ]),
    };
  });
  return [...tables, { kind: 'list', items: blames.map(({ rule }) => ({ text: `${rule}: ${BLAME_MEANING[rule]}.` })) }];
};

/** Faults that have a share by any rule, in the order of the first rule that has them. */
const causesOf = (cells: readonly (BlameCell | undefined)[]): readonly Pick<BlameShare, 'cause' | 'planned'>[] => {
  const found: BlameShare[] = [];
  for (const share of cells.flatMap((own) => own?.shares ?? []))
    if (!found.some((one) => isOf(one, share.cause, share.planned))) found.push(share);
  return found.toSorted((a, b) => Number(a.cause === undefined) - Number(b.cause === undefined));
};

const isOf = (share: BlameShare, cause: BlameShare['cause'], planned: boolean): boolean =>
  share.cause?.began.fact.id === cause?.began.fact.id && share.planned === planned;

const totalText = (total: BlameCell): string =>
  total.raw === total.counted
    ? length(total.raw)
    : `${length(total.raw)}, of it in service time ${length(total.counted)} (so in brackets below)`;

/** Raw, and in service time where that is another figure for some of it. */
const part = ({ raw, counted, error }: Pick<BlameShare, 'raw' | 'counted' | 'error'>, own: BlameCell): string => {
  const said = `${length(raw)}${error === undefined ? '' : ` ± ${length(error.raw)}`}`;
  return own.raw === own.counted && raw === counted ? said : `${said} (${length(counted)})`;
};

const length = (ms: Duration): string => (ms === 0 ? '0' : ms < 0 ? `-${spokenDuration(-ms)}` : spokenDuration(ms));

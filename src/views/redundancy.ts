// What redundancy a component has left, in words and for programs: which single failures behind it would take it down, how soon and for how long.
import { spokenDuration } from '#domain/time/duration.ts';
import type { Explained } from '#projections/explained.ts';

type Left = Explained['redundancy'];

export const redundancyLines = (left: Left, nameOf: (id: string) => string): readonly string[] => {
  if (left === 'down') return ['Redundancy left: none, it is down.'];
  if (left === 'too many') return ['Redundancy left: not looked for, since too much stands behind it.'];
  const { tried, takenDownBy, goesDownAnyway } = left;
  const anyway =
    goesDownAnyway === undefined ? [] : [`Without any further failure it goes down ${soon(goesDownAnyway)}, unless something is repaired.`];
  if (tried.length === 0) return [...anyway, 'Redundancy left: nothing that could fail stands behind it.'];
  const spared = `of the ${String(tried.length)} components behind it that are not down,`;
  const earlier = goesDownAnyway === undefined ? '' : ' before that';
  if (takenDownBy.length === 0) return [...anyway, `Redundancy left: ${spared} any one could fail without taking it down${earlier}.`];
  return [
    ...anyway,
    `Redundancy left: ${spared} ${String(tried.length - takenDownBy.length)} could fail without taking it down${earlier}; one failure of these would:`,
    ...takenDownBy.map(
      ({ component, after, lasts }) =>
        `  ${nameOf(component)}: down ${soon(after)}${lasts === undefined ? '' : `, for ${spokenDuration(lasts)}`}`,
    ),
  ];
};

const soon = (after: number): string => (after === 0 ? 'at once' : `after ${spokenDuration(after)}`);

export const redundancyJson = (left: Left): object | null =>
  typeof left === 'string'
    ? null
    : {
        tried: left.tried,
        takenDownBy: left.takenDownBy.map(({ component, after, lasts }) => ({ component, afterMs: after, lastsMs: lasts ?? null })),
        goesDownAnywayMs: left.goesDownAnyway ?? null,
      };

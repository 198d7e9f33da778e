// Facts whose time is known only to a range, and what of each service's downtime hangs on it: the history is replayed with the fact at either
// end of its range, all else at best. Those that move the most come first; those that move nothing are told too. Two replays a fact.
import { isOfCondition, type Recorded } from '#domain/facts/fact.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import type { Duration, Interval } from '#domain/time/instant.ts';
import { clip, totalLength } from '#domain/time/intervals.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface OpenQuestion {
  readonly recorded: Recorded;
  readonly width: Duration;
  /** The services whose time worse than `up` it moves, and by how much at most; downtime apart. */
  readonly moves: readonly { readonly service: ComponentId; readonly down: Duration; readonly impaired: Duration }[];
}

const MOST = 40;

export const openQuestions = (
  facts: readonly Recorded[],
  linked: readonly Recorded[],
  services: readonly ComponentId[],
  span: Interval,
): readonly OpenQuestion[] => {
  const base = replay(facts, { until: span.to });
  const uncertain = linked
    .filter((one) => isOfCondition(one) && one.fact.occurredAt.earliest !== one.fact.occurredAt.latest)
    .slice(0, MOST);
  return uncertain
    .map((recorded): OpenQuestion => {
      const { earliest = 0, latest = 0 } = recorded.fact.occurredAt ?? {};
      const ends = [earliest, latest].map((at) =>
        replay(
          facts.map((one) =>
            one.fact.id === recorded.fact.id ? { ...one, fact: { ...one.fact, occurredAt: { best: at, earliest: at, latest: at } } } : one,
          ),
          { until: span.to },
        ),
      );
      const moves = services.flatMap((service) => {
        const [down, impaired] = ([true, false] as const).map((downOnly) => {
          const lengths = [base, ...ends].map((one) => lengthIn(one, service, span, downOnly));
          return Math.max(...lengths) - Math.min(...lengths);
        });
        return (down ?? 0) + (impaired ?? 0) === 0 ? [] : [{ service, down: down ?? 0, impaired: impaired ?? 0 }];
      });
      return { recorded, width: latest - earliest, moves };
    })
    .toSorted((a, b) => movedBy(b) - movedBy(a) || b.width - a.width);
};

const lengthIn = ({ timeline, scale }: Replay, service: ComponentId, span: Interval, downOnly: boolean): Duration =>
  totalLength(
    clip(
      (timeline.get(service) ?? []).filter(({ level }) => (downOnly ? level === scale.down : level > 0)),
      span,
    ),
  );

/** Downtime weighs before time at risk. */
const movedBy = ({ moves }: OpenQuestion): number => moves.reduce((sum, { down, impaired }) => sum + down * 1_000 + impaired, 0);

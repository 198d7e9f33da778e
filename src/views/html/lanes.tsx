// Lanes: one row a component, time from left to right, each stretch below `up` drawn in its level's pattern. What a lane shows it also says
// in words, for those who cannot see it. Widths are shares of the span, so that a lane fits any screen.
import type { ReactElement } from 'react';
import { nameOf, UP, type Level, type Scale } from '#domain/impact/scale.ts';
import type { LevelInterval } from '#domain/impact/timeline.ts';
import type { Interval } from '#domain/time/instant.ts';
import { clip } from '#domain/time/intervals.ts';
import { instantText, type Style } from '../style.ts';
import { COLOURS, lookOf, type Look } from './palette.ts';
import { ticksOf } from './ticks.ts';

export interface LaneRow {
  readonly id: string;
  readonly name: string;
  /** Rising and disjoint; what is left out is drawn as `up`. */
  readonly intervals: readonly LevelInterval[];
  /** Planned downtime, drawn over the levels. */
  readonly planned?: readonly Interval[];
  /** Time without records, drawn over both: nobody knows what it was. */
  readonly unrecorded?: readonly Interval[];
}

export interface LanesProps {
  readonly rows: readonly LaneRow[];
  readonly span: Interval;
  readonly scale: Scale;
  readonly style: Style;
}

export const Lanes = ({ rows, span, scale, style }: LanesProps): ReactElement => {
  const seen = new Set<Level>(
    rows.flatMap(({ intervals }) => clip(intervals, span).map(({ level }) => level)).filter((level) => level > UP),
  );
  const planned = rows.some((row) => (row.planned ?? []).length > 0);
  const unrecorded = rows.some((row) => (row.unrecorded ?? []).length > 0);
  return (
    <div className="lanes">
      <ul className="legend" aria-label="Legend">
        {[UP, ...[...seen].toSorted((a, b) => a - b)].map((level) => (
          <Key key={level} name={lookOf(level, scale).name} text={nameOf(scale, level)} />
        ))}
        {planned ? <Key name="planned" text="planned downtime" /> : null}
        {unrecorded ? <Key name="no-data" text="no records" /> : null}
      </ul>
      {rows.map((row) => (
        <div className="lane" key={row.id}>
          <div className="name">{row.name}</div>
          <svg role="img" aria-label={`${row.name}: ${inWords(row, span, scale, style)}`}>
            <rect width="100%" height="100%" fill={COLOURS.up.fill} />
            {clip(row.intervals, span)
              .filter(({ level }) => level > UP)
              .map((part) => (
                <Stretch
                  key={part.from}
                  part={part}
                  span={span}
                  name={lookOf(part.level, scale).name}
                  said={`${nameOf(scale, part.level)} ${fromTo(part, style)}`}
                />
              ))}
            {clip(row.planned ?? [], span).map((part) => (
              <Stretch
                key={`planned ${part.from}`}
                part={part}
                span={span}
                name="planned"
                said={`planned downtime ${fromTo(part, style)}`}
              />
            ))}
            {clip(row.unrecorded ?? [], span).map((part) => (
              <Stretch key={`no records ${part.from}`} part={part} span={span} name="no-data" said={`no records ${fromTo(part, style)}`} />
            ))}
          </svg>
        </div>
      ))}
      <div className="lane" aria-hidden="true">
        <div className="empty" />
        <svg className="axis" focusable="false">
          {ticksOf(span, style.zone).map(({ at, label, major }) => (
            <g key={at} className={major ? 'major' : 'minor'}>
              <line x1={share(at - span.from, span)} x2={share(at - span.from, span)} y2="100%" />
              <text x={share(at - span.from, span)} dx="4" y="1.2em">
                {label}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </div>
  );
};

const Key = ({ name, text }: { readonly name: Look['name']; readonly text: string }): ReactElement => (
  <li>
    <svg aria-hidden="true">
      <rect width="100%" height="100%" fill={`url(#look-${name})`} stroke="#8a8a8a" />
    </svg>
    {text}
  </li>
);

interface StretchProps {
  readonly part: Interval;
  readonly span: Interval;
  readonly name: Look['name'];
  readonly said: string;
}

/** The stroke keeps a stretch of minutes visible in a year. */
const Stretch = ({ part, span, name, said }: StretchProps): ReactElement => (
  <rect
    x={share(part.from - span.from, span)}
    width={share(part.to - part.from, span)}
    height="100%"
    fill={`url(#look-${name})`}
    stroke={name === 'down' ? COLOURS.down.fill : COLOURS[name].ink}
  >
    <title>{said}</title>
  </rect>
);

const share = (length: number, { from, to }: Interval): string => `${Math.round((length / (to - from)) * 1e6) / 1e4}%`;

const fromTo = ({ from, to }: Interval, style: Style): string => `from ${instantText(from, style)} to ${instantText(to, style)}`;

const MOST_WORDS = 12;

const inWords = ({ intervals, planned = [], unrecorded = [] }: LaneRow, span: Interval, scale: Scale, style: Style): string => {
  const parts = [
    ...clip(intervals, span)
      .filter(({ level }) => level > UP)
      .map((part) => `${nameOf(scale, part.level)} ${fromTo(part, style)}`),
    ...clip(planned, span).map((part) => `planned downtime ${fromTo(part, style)}`),
    ...clip(unrecorded, span).map((part) => `no records ${fromTo(part, style)}`),
  ];
  if (parts.length === 0) return `${nameOf(scale, UP)} throughout`;
  return parts.length <= MOST_WORDS ? parts.join('; ') : `${parts.slice(0, MOST_WORDS).join('; ')}; and ${parts.length - MOST_WORDS} more`;
};

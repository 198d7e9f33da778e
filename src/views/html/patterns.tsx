// The patterns by which levels differ where they are drawn without a word in them, defined once a page.
import type { ReactElement } from 'react';
import { COLOURS, type Look } from './palette.ts';

/** Strokes of each pattern, on a tile of 8 by 8. */
const STROKES: Readonly<Record<Look['name'], string | undefined>> = {
  up: undefined,
  'at-risk': 'M2 2h.1M6 6h.1',
  degraded: 'M-1 9L9 -1',
  unknown: 'M0 4h8',
  down: undefined,
  planned: 'M4 0v8',
  'no-data': 'M-1 9L9 -1M-1 -1L9 9',
};

export const Patterns = (): ReactElement => (
  <svg className="defs" aria-hidden="true" focusable="false">
    <defs>
      {Object.entries(COLOURS).map(([name, { fill, ink }]) => (
        <pattern key={name} id={`look-${name}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" fill={fill} />
          {STROKES[name as Look['name']] === undefined ? null : (
            <path d={STROKES[name as Look['name']]} stroke={ink} strokeWidth="1.6" strokeLinecap="round" fill="none" />
          )}
        </pattern>
      ))}
    </defs>
  </svg>
);

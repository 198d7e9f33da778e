// How levels look on pages: by role, so that any scale has them, each with a colour, a pattern and a mark; what is told by colour is told
// by pattern or mark too. Inks on their fills keep a contrast of 4.5 : 1 (WCAG 2.2 AA); fills beside the page's white, 3 : 1 but for `up`.
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import { levelMark } from '../style.ts';

export interface Look {
  /** Also the name of its CSS class and of its pattern. */
  readonly name: 'up' | 'at-risk' | 'degraded' | 'unknown' | 'down' | 'planned' | 'no-data';
  readonly mark: string;
}

/** Fill, and the ink of texts and patterns on it. */
export const COLOURS: Readonly<Record<Look['name'], { readonly fill: string; readonly ink: string }>> = {
  up: { fill: '#dcefe1', ink: '#14532d' },
  'at-risk': { fill: '#f2dc8c', ink: '#5a4300' },
  degraded: { fill: '#f2b36b', ink: '#532c00' },
  unknown: { fill: '#c9c6dd', ink: '#37305f' },
  down: { fill: '#b3261e', ink: '#ffffff' },
  planned: { fill: '#a9c9ec', ink: '#0b3a68' },
  'no-data': { fill: '#ececec', ink: '#4a4a4a' },
};

export const lookOf = (level: Level, scale: Scale): Look => ({ name: nameOfLook(level, scale), mark: levelMark(level, scale) });

const nameOfLook = (level: Level, scale: Scale): Look['name'] => {
  if (level === UP) return 'up';
  if (level === scale.down) return 'down';
  if (level === scale.unknown) return 'unknown';
  return level >= scale.impaired ? 'degraded' : 'at-risk';
};

// A part of a longer answer, under a heading.
import { inOneLine } from './shown.ts';

export const section = (title: string, ...lines: readonly string[]): readonly string[] => ['', `## ${inOneLine(title)}`, '', ...lines];

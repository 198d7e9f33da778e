// The words a blame report is asked for in.
import { BLAME_RULES } from '#domain/blame/rules.ts';
import { isGrouping } from '#projections/blame-groups.ts';

export const RULES: readonly string[] = BLAME_RULES;

export const isGroupingWord = isGrouping;

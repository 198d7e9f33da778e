// How a command is given what it does: with the context its options make, it comes to an outcome.
import type { Command } from 'commander';
import type { Context, Outcome } from './context.ts';

/** Adds a command's action: what it is called with, and how it comes to an outcome. */
export type Act = (
  command: Command,
  action: (context: Context, args: readonly string[], options: Readonly<Record<string, unknown>>) => Promise<Outcome>,
) => void;

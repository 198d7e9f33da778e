// knockon risk: analysis of a model.
import { Command } from 'commander';
import type { Act } from '../act.ts';
import { sweepCommand } from './risk-sweep.ts';

export const riskCommand = (act: Act): Command =>
  new Command('risk').description('analysis of a model: what could happen').addCommand(sweepCommand(act));

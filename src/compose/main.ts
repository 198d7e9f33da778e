// The command line's entry: composes the shell, runs, leaves the exit code.
import { run } from '#cli/run.ts';
import { composeShell } from './container.ts';

process.on('SIGINT', () => process.exit(130));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read our output has gone (`| head`): nothing is left to say.
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`knockon: the answer cannot be written: ${error.message}\n`);
  process.exit(2);
});
process.exitCode = await run(process.argv.slice(2), composeShell());

// Runs a TypeScript file of a clone in a child process: Node's `source` condition can only be given at its start.
// The child has this process's terminal, working directory, exit code and signals; nothing is built.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGINT'];

const loader = () => {
  try {
    return import.meta.resolve('tsx');
  } catch {
    console.error('knockon: this clone is not set up yet: run `npm ci` in it, or `npm run demo`, which does so.');
    return process.exit(2);
  }
};

/** Runs `file` with `args`; ends this process as the child ended. */
export const runFromSource = (file, args) => {
  // tsx would look for the compiler's options in the working directory, which may be anywhere
  const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) };
  const child = spawn(process.execPath, ['--conditions=source', '--import', loader(), file, ...args], { stdio: 'inherit', env });
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // Ctrl-C on a terminal reaches the child by itself: it should not hear it twice
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`knockon could not start ${process.execPath}: ${error.message}`);
    process.exitCode = 70;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 70;
      return;
    }
    for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
    process.kill(process.pid, signal);
  });
};

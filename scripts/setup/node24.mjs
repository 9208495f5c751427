import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { binFolder, root } from './paths.mjs';

const ORPHAN_CHECK_MS = 500;

export const node24 = join(binFolder, 'node');

/** Hands over to the Node 24 that set-up installed, whatever Node this is, and ends as it ends. */
export function handOver(script, args) {
  const child = spawn(node24, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}` },
  });
  endWith(child);
}

/**
 * Ends this process when `child` ends. A signal is passed on and then waited for, since it is the
 * child that has things to clean up. When npm itself is told to end, it ends no more than the shell
 * between, so being left behind by the parent counts as a signal too.
 */
export function endWith(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  const parent = process.ppid;
  const orphanCheck = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(orphanCheck);
    child.kill('SIGTERM');
  }, ORPHAN_CHECK_MS);
  child.on('error', (error) => {
    console.error(`Node 24 could not start: ${error.message}`);
    process.exit(1);
  });
  child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

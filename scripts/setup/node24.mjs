import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { binFolder, root } from './paths.mjs';

/**
 * Hands over to the Node 24 that set-up installed, whatever Node this is, and ends as it ends.
 * A signal is passed on and then waited for, since it is the child that has things to clean up.
 */
export function handOver(script, args) {
  const child = spawn(join(binFolder, 'node'), [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Node 24 could not start: ${error.message}`);
    process.exit(1);
  });
  child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

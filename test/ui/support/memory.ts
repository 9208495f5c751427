import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Server } from './server.ts';

/**
 * What the extension host of a server with one window has in memory, MiB; `undefined` on a system
 * without `/proc`.
 */
export function extensionHostMemory({ pid }: Server): number | undefined {
  if (!existsSync('/proc/self/status')) return undefined;
  for (const each of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = read(`/proc/${each}/status`);
    if (!status.includes(`PPid:\t${pid}\n`)) continue;
    if (!read(`/proc/${each}/cmdline`).includes('--type=extensionHost')) continue;
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  }
  throw new Error('there is no extension host');
}

/** Empty for a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

import { spawn } from 'node:child_process';
import { root } from '../setup/paths.mjs';

/** How a child process ended: its exit code, or a word for what ended it. */
export type Ending = number | string;

const GRACE_MS = 15_000;
let current: ReturnType<typeof spawn> | undefined;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopping = true;
    current?.kill(signal);
  });
}

/** Whether a signal asked for the end: nothing new is to be started then. */
export const interrupted = (): boolean => stopping;

/** Runs Node 24 on `args` with this terminal, for at most `limitMinutes`. */
export function runNode(
  args: readonly string[],
  limitMinutes: number,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ending> {
  return new Promise((resolve) => {
    let tooLong = false;
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    current = child;
    let kill: NodeJS.Timeout | undefined;
    const limit = setTimeout(() => {
      tooLong = true;
      child.kill('SIGTERM');
      kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    }, limitMinutes * 60_000);
    const end = (ending: Ending): void => {
      clearTimeout(limit);
      clearTimeout(kill);
      current = undefined;
      resolve(tooLong ? `its limit of ${limitMinutes} minutes` : ending);
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(code ?? signal ?? 'nothing'));
  });
}

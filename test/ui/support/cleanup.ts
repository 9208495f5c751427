// Everything that a run starts is ended with it: also when it fails, and also on Ctrl+C.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type End = () => Promise<void> | void;

const pending = new Set<End>();
const groups = new Set<number>();
const folders = new Set<string>();
let watching = false;

/** Registers `end` for the end of the process. The returned function does it now, and only once. */
export function endLater(end: End): () => Promise<void> {
  watchSignals();
  let running: Promise<void> | undefined;
  const once = (): Promise<void> => {
    pending.delete(once);
    running ??= Promise.resolve(end());
    return running;
  };
  pending.add(once);
  return once;
}

/** Ends what is still running, the newest first. */
export async function endAll(): Promise<void> {
  for (const end of [...pending].reverse()) await end();
}

/** A folder of its own under the system's temporary folder; gone at the end of the process. */
export function temporaryFolder(name: string): string {
  watchSignals();
  const folder = mkdtempSync(join(tmpdir(), `order-desk-${name}-`));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** A process group that must not outlive this process. */
export function ownGroup(pid: number): void {
  watchSignals();
  groups.add(pid);
}

export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    groups.delete(pid); // nobody is left in it
  }
}

export function disownGroup(pid: number): void {
  signalGroup(pid, 'SIGKILL');
  groups.delete(pid);
}

function watchSignals(): void {
  if (watching) return;
  watching = true;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    let ending = false;
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void endAll().finally(() => process.exit(code));
    });
  }
  process.on('exit', () => {
    for (const pid of groups) signalGroup(pid, 'SIGKILL');
    for (const folder of folders) removeFolder(folder);
  });
}

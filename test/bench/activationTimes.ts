import type { Workbench } from '../ui/support/index.ts';

/** What VS Code itself measured of an extension's activation, ms. */
export interface ActivationTimes {
  /** Reading the extension's code and running it up to its exports. */
  readonly load: number;
  /** The call of `activate`, up to its return. */
  readonly call: number;
  /** Whether it was a part of the window's start. */
  readonly startup: boolean;
  /** What the extension host had taken by then to be ready for extensions, from the start of its process. */
  readonly host: number;
}

/** VS Code's own mark of that moment, in the list of the host that runs extensions in a process. */
const READY =
  /^## Raw Perf Marks: remoteExtHost$[^]*?^code\/extHost\/ready\s+\d+\s+[\d.]+\s+([\d.]+)/m;

const LIMIT_MS = 60_000;

/** Reads them from "Developer: Startup Performance", again until all of these extensions are activated. */
export async function activationTimes(
  workbench: Workbench,
  ids: readonly string[],
): Promise<readonly ActivationTimes[]> {
  const began = performance.now();
  for (;;) {
    await workbench.runCommand('Developer: Startup Performance');
    await workbench.editor.opened('Startup Performance');
    const text = await workbench.editor.text();
    await workbench.closeEditors();
    const times = ids.flatMap((id) => timesOf(text, id) ?? []);
    if (times.length === ids.length) return times;
    if (performance.now() - began > LIMIT_MS) throw new Error(`not activated: ${ids.join(' or ')}`);
  }
}

function timesOf(text: string, id: string): ActivationTimes | undefined {
  const row = text.split('\n').find((line) => line.startsWith(`| ${id} `));
  const [, , startup, load, call] = row?.split('|').map((cell) => cell.trim()) ?? [];
  if (!load || !call) return undefined;
  const host = Number(READY.exec(text)?.[1] ?? NaN);
  return { load: Number(load), call: Number(call), startup: startup === 'true', host };
}

import { setImmediate } from 'node:timers/promises';

const LIMIT_MS = 15_000;

/** Resolves as soon as something holds; rejects where it never comes to. */
export async function until(holds: () => boolean): Promise<void> {
  const limit = Date.now() + LIMIT_MS;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`never came true: ${holds.toString()}`);
    await setImmediate();
  }
}

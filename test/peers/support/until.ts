import { setImmediate } from 'node:timers/promises';

/** Resolves as soon as something holds. A test's own limit ends the wait. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

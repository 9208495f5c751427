import { elapsed } from '../common/clock.ts';
import type { Patience } from './followCancels.ts';
import { inGroups } from './inGroups.ts';
import { allOver } from './pendingCancel.ts';
import { isPlaceOver, type PendingPlace } from './pendingPlace.ts';
import type { PlaceTools } from './placeFindings.ts';
import { lookForPlaces } from './placeQueries.ts';
import type { PlaceRegister } from './placeRegister.ts';

const PATIENCE_MS = 8_000;
/** Waits before each look for the orders, ms; the last one repeats. */
const LOOK_AFTER = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** Waits until they are sent, then looks for what is not settled, again and again, until all is. */
export async function followPlaces(
  tools: PlaceTools,
  register: PlaceRegister,
  group: readonly PendingPlace[],
  { ms = PATIENCE_MS, signal }: Patience,
  sent: Promise<void>,
): Promise<void> {
  const { clock, venue } = tools;
  const over = allOver(group);
  const stopWaiting = (): void => group.forEach((pending) => register.stopWaiting(pending));
  signal?.addEventListener('abort', stopWaiting, { once: true, signal: over });
  const waited = elapsed(clock);
  try {
    await sent;
    for (let turn = 0; ; turn += 1) {
      const left = group.filter((pending) => !register.endSettled(pending));
      if (left.length === 0) return;
      for (const pending of left) register.tell(pending);
      if (waited() >= ms || signal?.aborted) stopWaiting();
      const wait = LOOK_AFTER[Math.min(turn, LOOK_AFTER.length - 1)] ?? 0;
      await clock.delay(wait, over);
      const asked = left.filter((pending) => !isPlaceOver(pending));
      for (const pending of asked) pending.waited += wait;
      for (const each of inGroups(asked, venue.capabilities.maxStatusQuery))
        await lookForPlaces(tools, each, over);
    }
  } catch (error) {
    for (const pending of group) register.abandon(pending);
    throw error;
  }
}

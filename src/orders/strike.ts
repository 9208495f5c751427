import type { Clock } from '../common/clock.ts';
import type { Journal, Unsettled } from './journal.ts';

/** For so long a window leaves to the one that sent it to tell what came of something, ms. */
const SENDER_MS = 2_500;

/**
 * Takes out what is settled. What another window sent is left to that one for a moment, if it is still there.
 * @returns whether this window is to tell of it, where nobody waits for it; `false` for one that is closed meanwhile
 */
export async function strike(
  {
    journal,
    clock,
  }: { readonly journal: Pick<Journal<Unsettled>, 'delete'>; readonly clock: Clock },
  { orderId, inherited }: { readonly orderId: string; readonly inherited: boolean },
  sentAt: number | undefined,
  closed: AbortSignal,
): Promise<boolean> {
  if (inherited) await clock.delay(SENDER_MS, closed);
  return !closed.aborted && (await journal.delete(orderId, sentAt));
}

import type { Clock } from '../common/clock.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { CancelJournal } from './cancelJournal.ts';
import type { CancelOutcome } from './cancelOutcome.ts';
import { settle } from './cancelRules.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore } from './orderStore.ts';
import type { PendingCancel } from './pendingCancel.ts';

/** What a cancel's life needs. */
export interface CancelTools {
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly journal: CancelJournal;
}

/** Takes in what an order that was seen somewhere says of its cancel. */
export function learn(
  { store }: CancelTools,
  pending: PendingCancel,
  order: Order,
  seen: Evidence,
): void {
  pending.latest = store.get(order.orderId) ?? order;
  conclude(pending, settle(pending.latest, pending), seen);
}

/** Settles a cancel that nothing has settled yet. */
export function conclude(
  pending: PendingCancel,
  outcome: CancelOutcome | undefined,
  proof: Evidence | undefined,
): void {
  if (outcome) pending.settled ??= { outcome, proof };
}

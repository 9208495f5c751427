import type { Clock } from '../common/clock.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore } from './orderStore.ts';
import type { PendingPlace } from './pendingPlace.ts';
import type { PlaceJournal } from './placeJournal.ts';
import type { PlaceOutcome } from './placeOutcome.ts';
import { outcomeOf } from './placeRules.ts';

/** What a placement's life needs. */
export interface PlaceTools {
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly journal: PlaceJournal;
}

/** Takes in what an order that was seen somewhere says of its placement. */
export function learn(
  { store }: PlaceTools,
  pending: PendingPlace,
  order: Order,
  seen: Evidence,
): void {
  const outcome = outcomeOf(store.get(order.orderId) ?? order);
  // An order that is there outweighs whatever was said of its request.
  if (outcome) pending.settled = { outcome, proof: seen };
}

/** Settles a placement that nothing has settled yet. */
export function conclude(
  pending: PendingPlace,
  outcome: PlaceOutcome,
  proof: Evidence | undefined,
): void {
  pending.settled ??= { outcome, proof };
}

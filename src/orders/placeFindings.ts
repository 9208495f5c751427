import type { Clock } from '../common/clock.ts';
import type { Transcript } from '../net/transcript.ts';
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

/** Notes an exchange as evidence of all of these. */
export function see(
  { clock }: PlaceTools,
  group: readonly PendingPlace[],
  kind: 'place' | 'status',
  transcript: Transcript,
): Evidence {
  const seen: Evidence = { kind, at: clock.now(), transcript };
  for (const { evidence } of group) evidence.push(seen);
  return seen;
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

import { VenueError } from '../venues/errors.ts';
import { isPlaceOver, type PendingPlace } from './pendingPlace.ts';
import { forgetQuery, see } from './evidence.ts';
import { conclude, learn, type PlaceTools } from './placeFindings.ts';
import { cannotArrive } from './placeRules.ts';

/** Asks for orders by their ids, and settles what that settles. */
export async function lookForPlaces(
  tools: PlaceTools,
  group: readonly PendingPlace[],
  signal: AbortSignal,
): Promise<void> {
  const { venue, store } = tools;
  try {
    const late = await cannotArrive(venue, group);
    const asked = group.filter((pending) => !isPlaceOver(pending));
    if (asked.length === 0) return;
    const ids = asked.map(({ orderId }) => orderId);
    const { value, transcript } = await venue.orderStatus(ids, signal);
    const found = new Map(value.map((order) => [order.orderId, order]));
    const left = asked.filter((pending) => !isPlaceOver(pending));
    // Of queries in a row that found nothing, the latest is kept.
    for (const { evidence } of left) forgetQuery(evidence);
    const seen = see(tools, left, 'status', transcript);
    store.apply(value, seen);
    for (const pending of left) {
      const order = found.get(pending.orderId);
      if (order) learn(tools, pending, order, seen);
      else if (late.includes(pending))
        conclude(pending, { kind: 'neverArrived', error: pending.error }, seen);
    }
  } catch (error) {
    // A failed read says nothing of the orders: they are asked for again. Its transcript is in the log.
    if (!(error instanceof VenueError)) throw error;
  }
}

import type { VenueError } from '../venues/errors.ts';
import type { Order, Venue } from '../venues/venue.ts';
import { outOfTime } from './arrival.ts';
import { hasFills } from './order.ts';
import type { PendingPlace } from './pendingPlace.ts';
import type { PlaceOutcome } from './placeOutcome.ts';

// What may be concluded of a new order from what was seen, and when.

/** A venue may have forgotten older orders, however they ended, ms. */
const REMEMBERED_MS = 24 * 3_600_000;

/** What an order says of its placement; `undefined` while it says nothing final. */
export function outcomeOf(order: Order): PlaceOutcome | undefined {
  switch (order.status) {
    case 'open':
    case 'pending':
    case 'partiallyFilled':
      return { kind: 'working', order };
    case 'filled':
      return { kind: 'filled', order, complete: true };
    case 'canceled':
      return hasFills(order)
        ? { kind: 'filled', order, complete: false }
        : { kind: 'canceled', order };
    case 'rejected':
      return { kind: 'rejected', error: undefined, order };
    case 'other':
      return undefined;
  }
}

/** What a request that failed says of the order; `undefined` where that is nothing final. */
export function failedPlace(error: VenueError): PlaceOutcome | undefined {
  if (error.kind === 'notSent') return { kind: 'notSent', error };
  return error.kind === 'rejected' ? { kind: 'rejected', error, order: undefined } : undefined;
}

/** Whether the venue refused the request for its time: nothing was done, and another may be sent. */
export function refusedForItsTime({ kind, reason }: VenueError): boolean {
  return kind === 'rejected' && reason === 'clock';
}

/**
 * Whether an order that the venue does not know from now on will never be known to it: its request is too old to be
 * taken in. What the venue has acknowledged it has, whatever it shows.
 */
export async function cannotArrive(
  venue: Venue,
  { phase, waited, plan }: PendingPlace,
): Promise<boolean> {
  if (phase !== 'unknown') return false;
  const late = await outOfTime(venue, [{ signedBy: plan.time, waited }]);
  return late.length > 0 && venue.clock.now() - plan.time < REMEMBERED_MS;
}

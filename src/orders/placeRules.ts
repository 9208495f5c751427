import { VenueError } from '../venues/errors.ts';
import type { Order, Venue } from '../venues/venue.ts';
import { hasFills } from './order.ts';
import type { PendingPlace } from './pendingPlace.ts';
import type { PlaceOutcome } from './placeOutcome.ts';

// What may be concluded of a new order from what was seen, and when.

/** What the venue takes at most to deal with a request it has let in, and clocks may be off by, ms. */
const GRACE_MS = 15_000;
/** It may take that long to come in, while its connection breaks. */
const ON_ITS_WAY_MS = 15_000;
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
 * Whether an order that the venue does not know from now on will never be known to it. The venue takes
 * no request that is older than its time window. So that window has to be over by the venue's own
 * clock, measured afresh, and by a wait that no clock that is set can shorten. What the venue has
 * acknowledged it has, whatever it shows.
 */
export async function cannotArrive(
  { placing, clock }: Venue,
  { phase, waited, plan }: PendingPlace,
): Promise<boolean> {
  const { timeWindow } = placing;
  if (phase !== 'unknown' || waited < timeWindow + GRACE_MS + ON_ITS_WAY_MS) return false;
  try {
    await clock.measure();
  } catch (error) {
    if (error instanceof VenueError) return false;
    throw error;
  }
  const age = clock.now() - plan.time;
  return age > timeWindow + GRACE_MS && age < REMEMBERED_MS;
}

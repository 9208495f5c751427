import type { VenueError, VenueErrorReason } from '../venues/errors.ts';
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
 * Which orders of a group may be sent once more, in a batch again or each by itself: the venue has refused
 * them for certain, so that none was placed, and nothing is wrong with them but their time or their company.
 * @param timed whether their time was put right before
 */
export function waysOn(
  group: readonly PendingPlace[],
  timed: boolean,
): { readonly together: readonly PendingPlace[]; readonly alone: readonly PendingPlace[] } {
  const ways = Map.groupBy(group, (pending) => wayOn(pending, timed));
  return { together: ways.get('together') ?? [], alone: ways.get('alone') ?? [] };
}

function wayOn(
  { settled, refusal }: PendingPlace,
  timed: boolean,
): 'together' | 'alone' | undefined {
  const outcome = settled?.outcome;
  if (outcome?.kind !== 'rejected' || !outcome.error) return undefined;
  if (refusedForItsTime(outcome.error)) return timed ? undefined : 'together';
  if (refusal === 'another') return 'together';
  return refusal === 'all' && !OF_ANY_ORDER.has(outcome.error.reason) ? 'alone' : undefined;
}

/** Refusals that every order meets, whatever it is: asking for each would only add to their number. */
const OF_ANY_ORDER: ReadonlySet<VenueErrorReason> = new Set([
  ...(['badKey', 'badSignature', 'keyExpired', 'noPermission', 'wrongGroup'] as const),
  ...(['clock', 'rateLimited'] as const),
]);

/**
 * Those orders of a group of which the venue will never know where it does not know them from now on: their requests
 * are too old to be taken in. What the venue has acknowledged it has, whatever it shows.
 */
export async function cannotArrive(
  venue: Venue,
  group: readonly PendingPlace[],
): Promise<readonly PendingPlace[]> {
  const unknown = group.filter(({ phase }) => phase === 'unknown');
  const sent = unknown.map((pending) => {
    const { plan, waited } = pending;
    return { pending, signedBy: plan.time, waited };
  });
  const late = await outOfTime(venue, sent);
  return late
    .filter(({ signedBy }) => venue.clock.now() - signedBy < REMEMBERED_MS)
    .map(({ pending }) => pending);
}

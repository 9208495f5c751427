import type { Transcript } from '../net/transcript.ts';
import type { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';

/**
 * What is true of an order after someone asked to cancel it.
 * - `canceled`: closed by cancel; fills it had before are in `order`.
 * - `filledFirst`: fills came before the cancel; `complete` when nothing was left to cancel.
 * - `alreadyClosed`: it was closed before the cancel arrived.
 * - `rejected`: the venue refused the cancel; the order is as it was.
 * - `notSent`: nothing left this machine.
 * - `unknown`: not settled yet. `acknowledged` when the venue has at least said that it has the
 *   cancel; `order` is the order's latest status, read after the cancel was sent, where there is
 *   one: it is then safe to cancel again. `followed` while its status is still being asked for.
 * - `underWay`: another cancel of this order is not settled; nothing was sent.
 */
export type CancelOutcome =
  | { readonly kind: 'canceled'; readonly order: Order }
  | { readonly kind: 'filledFirst'; readonly order: Order; readonly complete: boolean }
  | { readonly kind: 'alreadyClosed'; readonly order: Order }
  | { readonly kind: 'rejected'; readonly error: VenueError }
  | { readonly kind: 'notSent'; readonly error: VenueError }
  | {
      readonly kind: 'unknown';
      readonly acknowledged: boolean;
      readonly followed: boolean;
      readonly order: Order | undefined;
      readonly error: VenueError | undefined;
    }
  | { readonly kind: 'underWay' };

/** An outcome with what was seen from the cancel on; the last piece is what settled it. */
export interface CancelReport {
  readonly orderId: string;
  readonly symbol: string;
  readonly outcome: CancelOutcome;
  readonly evidence: readonly Evidence[];
}

/** The exchange that settled it, or the latest that tried; `undefined` where nothing was sent. */
export function proofOf({ evidence }: CancelReport): Transcript | undefined {
  const piece = evidence.findLast((each) => each.kind !== 'stream');
  return piece?.transcript;
}

/** Where a cancel that is not settled stands, for the tree. `queued`: nothing was sent yet. */
export type CancelPhase = 'queued' | 'sending' | 'acknowledged' | 'unknown';

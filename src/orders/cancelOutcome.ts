import type { Transcript } from '../net/transcript.ts';
import type { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';
import type { CancelTarget } from './pendingCancel.ts';

/**
 * What is true of an order after someone asked to cancel it.
 * - `canceled`: closed by cancel; fills it had before are in `order`.
 * - `filledFirst`: fills came before the cancel; `complete` when nothing was left to cancel.
 * - `alreadyClosed`: it was closed before the cancel arrived.
 * - `rejected`: the venue refused the cancel; the order is as it was.
 * - `notSent`: nothing left this machine.
 * - `noEffect`: it was sent and not answered, and the order was seen open when the venue would refuse the
 *   request for its age.
 * - `unknown`: not settled yet. `acknowledged` when the venue has at least said that it has the
 *   cancel; `order` is the order's latest status, read after the cancel was sent, where there is
 *   one. `repeatable` when another cancel of it would be sent. `followed` while its status is still being asked for.
 * - `underWay`: another cancel of this order is not settled; nothing was sent.
 */
export type CancelOutcome =
  | { readonly kind: 'canceled'; readonly order: Order }
  | { readonly kind: 'filledFirst'; readonly order: Order; readonly complete: boolean }
  | { readonly kind: 'alreadyClosed'; readonly order: Order }
  | { readonly kind: 'rejected'; readonly error: VenueError }
  | { readonly kind: 'notSent'; readonly error: VenueError }
  | { readonly kind: 'noEffect'; readonly order: Order; readonly error: VenueError | undefined }
  | {
      readonly kind: 'unknown';
      readonly acknowledged: boolean;
      readonly followed: boolean;
      readonly repeatable: boolean;
      readonly order: Order | undefined;
      readonly error: VenueError | undefined;
    }
  | { readonly kind: 'underWay' };

/** An outcome with what was seen from the cancel on. */
export interface CancelReport extends CancelTarget {
  readonly outcome: CancelOutcome;
  /**
   * Whether the venue has answered that it has this very cancel. Where it has not, something else may have closed
   * the order: what an order is does not say who made it so.
   */
  readonly accepted: boolean;
  /** Whether another window sent it, or this one before it was reloaded. */
  readonly inherited: boolean;
  /** In the order it was seen. */
  readonly evidence: readonly Evidence[];
  /** When the cancel was sent, local Unix ms; `undefined` where it was not. */
  readonly sentAt?: number | undefined;
  /** The piece that settled it, which need not be the last; `undefined` where nothing has. */
  readonly proof: Evidence | undefined;
}

/** What became of a cancel of all: of each order known, and of the request itself. */
export interface CancelAllReport {
  readonly reports: readonly CancelReport[];
  readonly transcript: Transcript | undefined;
  /** Why the request failed; `undefined` where the venue acknowledged it. */
  readonly error: VenueError | undefined;
}

/** The exchange that settled it, or the latest that tried; `undefined` where nothing was sent. */
export function proofOf({ evidence, proof }: CancelReport): Transcript | undefined {
  if (proof && proof.kind !== 'stream') return proof.transcript;
  return evidence.findLast((each) => each.kind !== 'stream')?.transcript;
}

/** The order as the outcome shows it; `undefined` where it shows none. */
export function orderInReport({ outcome }: CancelReport): Order | undefined {
  return 'order' in outcome ? outcome.order : undefined;
}

/** Where a cancel that is not settled stands, for the tree. `queued`: nothing was sent yet. */
export type CancelPhase = 'queued' | 'sending' | 'acknowledged' | 'unknown';

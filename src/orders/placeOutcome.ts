import type { VenueError } from '../venues/errors.ts';
import type { PlaceRequest } from '../venues/placing.ts';
import type { Order } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';

/**
 * What is true of a new order after someone asked to place it.
 * - `working`: it rests, or waits for its trigger; fills it had are in `order`.
 * - `filled`: wholly, or in part and the rest was canceled where `complete` is false.
 * - `canceled`: it was placed, and closed without any fill.
 * - `rejected`: the venue refused it: by `error` before there was an order, or in `order` itself.
 * - `notSent`: nothing left this machine.
 * - `neverArrived`: it was sent, and the venue has no such order after it would refuse the request.
 * - `unknown`: not settled yet. `acknowledged` when the venue has at least said that it has the
 *   request; `followed` while the order is still being looked for.
 */
export type PlaceOutcome =
  | { readonly kind: 'working'; readonly order: Order }
  | { readonly kind: 'filled'; readonly order: Order; readonly complete: boolean }
  | { readonly kind: 'canceled'; readonly order: Order }
  | {
      readonly kind: 'rejected';
      readonly error: VenueError | undefined;
      readonly order: Order | undefined;
    }
  | { readonly kind: 'notSent'; readonly error: VenueError }
  | { readonly kind: 'neverArrived'; readonly error: VenueError | undefined }
  | {
      readonly kind: 'unknown';
      readonly acknowledged: boolean;
      readonly followed: boolean;
      readonly error: VenueError | undefined;
    };

/** An outcome with what was seen from the placement on. */
export interface PlaceReport {
  /** The venue's id of the order; `undefined` where it was never planned, and so never sent. */
  readonly orderId: string | undefined;
  readonly request: PlaceRequest;
  /** When it was sent, the venue's Unix ms; `undefined` where it never was. */
  readonly time: number | undefined;
  readonly outcome: PlaceOutcome;
  /** In the order it was seen. */
  readonly evidence: readonly Evidence[];
  /** The piece that settled it, which need not be the last; `undefined` where nothing has. */
  readonly proof: Evidence | undefined;
}

/** Where a placement that is not settled stands. */
export type PlacePhase = 'sending' | 'acknowledged' | 'unknown';

/** The order as the outcome shows it; `undefined` where there is none. */
export function placedOrder({ outcome }: PlaceReport): Order | undefined {
  return 'order' in outcome ? outcome.order : undefined;
}

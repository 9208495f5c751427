import type { VenueError } from './errors.ts';
import type { Order } from './venue.ts';

/** How far the venue is to have taken a cancel before it answers. */
export type ResponseInstruction = 'ACK' | 'ACCEPT' | 'DONE';

export interface CancelRequest {
  readonly orderId: string;
  readonly symbol: string;
  /** Echoed back by the venue; made at random where missing. */
  readonly requestId?: string;
  readonly respond?: ResponseInstruction;
}

/**
 * The venue's answer to a cancel. `acknowledged`: it has the request and promises nothing.
 * `processed`: its matching engine has acted, and `order` is the order after that.
 */
export interface CancelAnswer {
  readonly state: 'acknowledged' | 'processed';
  readonly order: Order | undefined;
}

/**
 * What the venue's answer to a batch says of one of its orders.
 * - `acknowledged`: the venue has the cancel and promises nothing.
 * - `rejected`: nothing was done about this order. `own` is false where nothing is wrong with it and
 *   the batch was refused for another order's sake: it may be sent again without that one.
 * - `unknown`: the answer does not mention the order; it may have been canceled.
 */
export type BatchCancelResult =
  | { readonly orderId: string; readonly symbol: string; readonly state: 'acknowledged' }
  | {
      readonly orderId: string;
      readonly symbol: string;
      readonly state: 'rejected';
      readonly own: boolean;
      readonly error: VenueError;
    }
  | {
      readonly orderId: string;
      readonly symbol: string;
      readonly state: 'unknown';
      readonly error: VenueError;
    };

/**
 * Asked before a cancel that was refused for its time is sent once more: `false` leaves it at the
 * refusal. It is always repeated where this is missing.
 */
export type MayRepeat = () => boolean;

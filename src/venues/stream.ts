import type { Disposable } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';
import type { Execution } from './history.ts';
import type { Balance, Position } from './positions.ts';
import type { Order, Pricing } from './venue.ts';

/** A message as it came, to prove what was concluded from it. */
export interface StreamEvidence {
  /** Local Unix ms. */
  readonly receivedAt: number;
  /** The message's whole text, character for character, secrets taken out. */
  readonly text: string;
}

/** An order as a message tells it; its `raw` is the message. */
export interface OrderNews {
  readonly order: Order;
  readonly evidence: StreamEvidence;
  /** What was executed, where the message reports an execution. */
  readonly execution?: Execution | undefined;
}

/** What changed in the account; what is not listed stayed as it was. Each position's `raw` is its own part. */
export interface AccountNews {
  /** Venue's Unix ms. */
  readonly time: number;
  /** Increases with every change of the account. */
  readonly sequence: number;
  readonly balances: readonly Balance[];
  readonly positions: readonly Position[];
  readonly evidence: StreamEvidence;
}

/**
 * Why a stream is not live:
 * - `stopped`: nobody started it, or it was stopped.
 * - `unreachable`: no connection could be made, or the host did not take the upgrade in time.
 * - `refused`: the venue refused the key, the signature or the channels; `detail` has its words.
 * - `clock`: the venue refused the time; the clock is being measured.
 * - `rateLimited`: the venue asked for a pause.
 * - `silent`: nothing was heard for too long.
 * - `closed`: the venue closed it, `detail` has its words.
 * - `broken`: the connection broke.
 * - `unreadable`: a message was too long, not text, or not understood.
 */
export type StreamDownReason =
  | 'stopped'
  | 'unreachable'
  | 'refused'
  | 'clock'
  | 'rateLimited'
  | 'silent'
  | 'closed'
  | 'broken'
  | 'unreadable';

/** Where a stream stands. Times are local Unix ms. */
export type StreamState =
  | { readonly phase: 'connecting'; readonly since: number }
  | { readonly phase: 'live'; readonly since: number }
  | {
      readonly phase: 'down';
      readonly since: number;
      readonly reason: StreamDownReason;
      /** For people; holds no secret. Empty where there is nothing to add. */
      readonly detail: string;
      /** When the next connection is tried; `undefined` where none will be. */
      readonly retryAt: number | undefined;
    };

/**
 * What a venue pushes about one account. It connects again by itself until it is stopped, and never
 * has two connections at once.
 *
 * It is `live` once the venue has confirmed every channel: whatever happens to an order from then on
 * comes as a message, in the order it was sent. So ask for a snapshot after `live`, and not before;
 * and again after every time it went down. Messages may be repeated, late or lost all the same.
 */
export interface VenueStream extends Disposable {
  readonly state: StreamState;
  readonly onDidChangeState: Event<StreamState>;
  readonly onOrders: Event<OrderNews>;
  readonly onAccount: Event<AccountNews>;
  readonly onPricing: Event<readonly Pricing[]>;
  /** Does nothing where it was started. */
  start(): void;
  /** Ends the connection and every attempt at one; it can be started again. */
  stop(): void;
}

import type { Disposable } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';
import type { MeasuredOffset } from '../net/clockOffset.ts';
import type { Priority } from '../net/rateBudget.ts';
import type { Transcript } from '../net/transcript.ts';
import type { BatchCancelResult, CancelAnswer, CancelRequest, MayRepeat } from './canceling.ts';
import type { Positions } from './positions.ts';
import type { Placing } from './placing.ts';
import type { History } from './history.ts';
import type { VenueStream } from './stream.ts';

export type Side = 'buy' | 'sell';
export type OrderType = 'limit' | 'market' | 'stopLimit' | 'stopMarket' | 'other';

/**
 * `pending`: accepted but not working yet (an untriggered stop). `other`: a status this client does
 * not know; `venueStatus` has it, and it counts as neither open nor closed.
 */
export type OrderStatus =
  'pending' | 'open' | 'partiallyFilled' | 'filled' | 'canceled' | 'rejected' | 'other';

/**
 * An order in words common to all venues. Immutable. Prices and quantities are the venue's decimal
 * strings, never numbers. Times are the venue's Unix ms.
 */
export interface Order {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly status: OrderStatus;
  /** The venue's own words for the status, as they came. */
  readonly venueStatus: string;
  /** Limit price; `undefined` for orders without one. */
  readonly price: string | undefined;
  readonly stopPrice: string | undefined;
  readonly quantity: string;
  readonly filledQuantity: string;
  /** `undefined` while nothing is filled. */
  readonly averagePrice: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Increases with every change of the order; below 0 where the venue did not give one. */
  readonly sequence: number;
  /** Why the venue refused or ended it, in its own words; missing where it gave no reason. */
  readonly reason?: string;
  /** The order object's own text out of the answer it came in, character for character. */
  readonly raw: string;
}

/** Everything about a venue that differs and that others need to know, as data. */
export interface VenueCapabilities {
  /** Largest number of orders in one batch cancel; 1 where there is none. */
  readonly maxBatchCancel: number;
  /** The same of new orders. */
  readonly maxBatchPlace: number;
  /** Largest number of orders in one status query. */
  readonly maxStatusQuery: number;
  readonly cancelAll: boolean;
  readonly cancelAllBySymbol: boolean;
  readonly amend: boolean;
  /** Whether the venue pushes what happens to the account: {@link Venue.stream}. */
  readonly stream: boolean;
}

/** What was learned, and the bytes that say so. */
export interface Answer<T> {
  readonly value: T;
  readonly transcript: Transcript;
}

export interface Account {
  /** Part of every private URL where the venue has such a thing. */
  readonly group: string;
  readonly userId: string;
  readonly accountIds: readonly string[];
  readonly canTrade: boolean;
  readonly canView: boolean;
  /** Unix ms; `undefined` for a key that does not expire. */
  readonly expiresAt: number | undefined;
}

export interface Contract {
  readonly symbol: string;
  readonly settlementAsset: string;
  readonly tickSize: string;
  readonly lotSize: string;
  readonly minQuantity: string;
  readonly maxQuantity: string;
  readonly trading: boolean;
}

export interface Pricing {
  readonly symbol: string;
  readonly markPrice: string;
  readonly indexPrice: string;
  /** Unix ms. */
  readonly time: number;
}

/** How a venue treats this machine's address. */
export interface Standing {
  /** The address as the venue sees it; empty where it does not say. */
  readonly address: string;
  readonly banned: boolean;
  /** Until when it is banned, Unix ms; `undefined` where it is not, or the venue does not say. */
  readonly until: number | undefined;
  /** Why, in the venue's words; empty where it does not say. */
  readonly reason: string;
}

/** How a read is to be made. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** `background` for polling; a person's requests go ahead of it. Default `person`. */
  readonly priority?: Priority | undefined;
  /** Goes out also during a pause that the venue asked for, as what a cancel or an order waits for. Default false. */
  readonly urgent?: boolean | undefined;
}

/** A signal alone stands for options that have no more than it. */
export type Call = AbortSignal | CallOptions;

export function callOptions(call: Call | undefined): CallOptions {
  return call instanceof AbortSignal ? { signal: call } : (call ?? {});
}

/** The venue's clock beside this machine's. */
export interface VenueClock {
  /** `undefined` until it was measured; requests bear local time until then. */
  readonly current: MeasuredOffset | undefined;
  /** Fires after every measurement. */
  readonly onDidChange: Event<MeasuredOffset>;
  /** The venue's time as far as it is known, Unix ms. */
  now(): number;
  /** Measures now. Rejects with a VenueError. */
  measure(): Promise<MeasuredOffset>;
  /** Measures at once, on a schedule, and when the local clock jumps, until disposed. */
  follow(): Disposable;
}

/**
 * An exchange. Every method rejects with a `VenueError` and nothing else. Reads may be
 * retried inside; a cancel is sent once per call, and again only where the venue definitely refused
 * it for its time, with the clock measured afresh.
 */
export interface Venue {
  readonly capabilities: VenueCapabilities;
  readonly clock: VenueClock;
  readonly history: History;
  readonly positions: Positions;
  account(call?: Call): Promise<Answer<Account>>;
  contracts(call?: Call): Promise<Answer<readonly Contract[]>>;
  pricing(call?: Call): Promise<Answer<readonly Pricing[]>>;
  /** Whether the venue has banned this machine's address; the thresholds are in the transcript. */
  standing(call?: Call): Promise<Answer<Standing>>;
  openOrders(call?: Call): Promise<Answer<readonly Order[]>>;
  /**
   * The orders the venue knows among `orderIds`; one it does not know is absent from `value`. Up to
   * `capabilities.maxStatusQuery` of them by one request, so that the transcript shows each.
   */
  orderStatus(orderIds: readonly string[], call?: Call): Promise<Answer<readonly Order[]>>;
  cancelOrder(
    request: CancelRequest,
    signal?: AbortSignal,
    mayRepeat?: MayRepeat,
  ): Promise<Answer<CancelAnswer>>;
  /**
   * Cancels up to `capabilities.maxBatchCancel` different orders by one request; the answer has one
   * result for each, in the same order, and none of them settles an order. Rejects where one and the
   * same is true of all: not sent, refused as a whole, or unknown.
   */
  cancelOrders(
    requests: readonly CancelRequest[],
    signal?: AbortSignal,
    mayRepeat?: MayRepeat,
  ): Promise<Answer<readonly BatchCancelResult[]>>;
  /**
   * Asks for all open orders to be canceled, or all of one symbol. The venue acknowledges that it
   * has the request and says nothing of any order.
   */
  cancelAll(symbol?: string, signal?: AbortSignal): Promise<Answer<{ state: 'acknowledged' }>>;
  /** New orders. */
  readonly placing: Placing;
  /** The account's private stream, not started; there where `capabilities.stream` is true. */
  stream?(): VenueStream;
  /** Closes the connections and streams. Calls under way fail. */
  close(): Promise<void>;
}

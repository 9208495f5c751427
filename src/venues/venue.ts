import type { Transcript } from '../net/transcript.ts';

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
  /** The order object's own text out of the answer it came in, character for character. */
  readonly raw: string;
}

/** Everything about a venue that differs and that others need to know, as data. */
export interface VenueCapabilities {
  /** Largest number of orders in one batch cancel; 1 where there is none. */
  readonly maxBatchCancel: number;
  readonly cancelAll: boolean;
  readonly cancelAllBySymbol: boolean;
  readonly amend: boolean;
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
 * An exchange. Every method rejects with a {@link VenueError} and nothing else. Reads may be
 * retried inside; a cancel is sent at most once per call.
 */
export interface Venue {
  readonly capabilities: VenueCapabilities;
  account(signal?: AbortSignal): Promise<Answer<Account>>;
  contracts(signal?: AbortSignal): Promise<Answer<readonly Contract[]>>;
  pricing(signal?: AbortSignal): Promise<Answer<readonly Pricing[]>>;
  openOrders(signal?: AbortSignal): Promise<Answer<readonly Order[]>>;
  /** The orders the venue knows among `orderIds`; one it does not know is absent from `value`. */
  orderStatus(orderIds: readonly string[], signal?: AbortSignal): Promise<Answer<readonly Order[]>>;
  cancelOrder(request: CancelRequest, signal?: AbortSignal): Promise<Answer<CancelAnswer>>;
  /** Closes the connections. Calls under way fail. */
  close(): Promise<void>;
}

import type { VenueError } from './errors.ts';
import type { Answer, Call, Contract, Order, Side } from './venue.ts';

/** Orders that can be placed. */
export type PlaceType = 'limit' | 'market' | 'stopLimit' | 'stopMarket';

/** How long an order works: until canceled, what can be filled at once, all of it at once or nothing. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK';

/** A new order. Prices and quantities are decimal strings. */
export interface PlaceRequest {
  readonly symbol: string;
  readonly side: Side;
  readonly type: PlaceType;
  readonly quantity: string;
  /** Of `limit` and `stopLimit` orders, and of no others. */
  readonly price?: string | undefined;
  /** Of `stopLimit` and `stopMarket` orders, and of no others. */
  readonly stopPrice?: string | undefined;
  /** `GTC` where missing. */
  readonly timeInForce?: TimeInForce | undefined;
  /** Refused rather than filled at once. */
  readonly postOnly?: boolean | undefined;
  /** Never opens or grows a position. */
  readonly reduceOnly?: boolean | undefined;
  /** Prices at which the position that comes of it is closed. */
  readonly positionStopLoss?: string | undefined;
  readonly positionTakeProfit?: string | undefined;
  /** The person's own id of the order: 9 to 32 letters and digits. Made at random where missing. */
  readonly clientId?: string | undefined;
}

/** A new order just before it is sent: the venue's own id of it is known by then. */
export interface PlacePlan {
  readonly request: PlaceRequest;
  /** The id that goes out with the request, and comes back in its answer. */
  readonly requestId: string;
  /** The request's time, the venue's Unix ms: the venue refuses the request once that is too old. */
  readonly time: number;
  /** The id by which the venue will know the order. */
  readonly orderId: string;
}

/**
 * The venue's answer to a new order. `acknowledged`: it has the request and promises nothing.
 * `processed`: its matching engine has acted, and `order` is the order after that.
 */
export interface PlaceAnswer {
  readonly state: 'acknowledged' | 'processed';
  /** The venue's id of the order: the planned one, unless the venue says another. */
  readonly orderId: string;
  readonly order: Order | undefined;
}

/**
 * What the venue's answer to a batch says of one of its new orders, by its planned id.
 * - `acknowledged`: the venue has the request and promises nothing. `orderId` is its id of the order: the
 *   planned one, unless the venue says another.
 * - `rejected`: none of the batch was placed. `own` is false where nothing is wrong with this order and
 *   the batch was refused for another's sake.
 * - `unknown`: the answer does not mention the order; it may have been placed.
 */
export type BatchPlaceResult =
  | { readonly state: 'acknowledged'; readonly orderId: string }
  | {
      readonly state: 'rejected';
      readonly orderId: string;
      readonly own: boolean;
      readonly error: VenueError;
    }
  | { readonly state: 'unknown'; readonly orderId: string; readonly error: VenueError };

/** Margin rates of a part of the range of a position's notional value. Decimal strings. */
export interface MarginBracket {
  readonly notionalAbove: string;
  readonly notionalUpTo: string;
  /** Initial margin as a share of the notional value. */
  readonly initialRate: string;
  /** The same of the margin below which a position is liquidated, where the venue tells it. */
  readonly maintenanceRate: string | undefined;
}

/** What an order of a contract has to keep to. Decimal strings; `undefined` where nothing is said. */
export interface ContractTerms extends Contract {
  readonly minPrice: string | undefined;
  readonly maxPrice: string | undefined;
  readonly minNotional: string | undefined;
  readonly maxNotional: string | undefined;
  /** By rising notional value; empty where the venue tells none. */
  readonly brackets: readonly MarginBracket[];
}

/** What a trade costs, as a share of its notional value. Decimal strings. */
export interface Fees {
  readonly maker: string;
  readonly taker: string;
}

/** What the book of a contract begins with on each side. Decimal strings; `undefined` where it is empty there. */
export interface Quote {
  readonly bid: string | undefined;
  readonly ask: string | undefined;
}

/** New orders, and what has to be known to write one. Every method rejects with a VenueError. */
export interface Placing {
  /** A request whose time is further from the venue's clock than this is refused, ms. */
  readonly timeWindow: number;
  /**
   * Gives a request its time and its ids. Reads the account where that was not done yet. Rejects with
   * `notSent` where the request could never be right, or no order id can be made: nothing was sent.
   * No two plans have the same order id.
   */
  plan(request: PlaceRequest, signal?: AbortSignal): Promise<PlacePlan>;
  /**
   * Sends a planned order, once. It is never repeated: after a refusal for its time (`rejected`,
   * `clock`) the clock is measured afresh and another plan may be sent, which has another id.
   */
  place(plan: PlacePlan): Promise<Answer<PlaceAnswer>>;
  /**
   * Sends up to `capabilities.maxBatchPlace` planned orders by one request, once: all of them are placed
   * or none. The answer has one result for each, in the same order, and none of them settles an order.
   * Rejects where one and the same is true of all: not sent, refused as a whole, or unknown.
   */
  placeMany(plans: readonly PlacePlan[]): Promise<Answer<readonly BatchPlaceResult[]>>;
  /**
   * The request that would place an order like this one, with its whole quantity; `undefined` where the
   * order has terms that no request has.
   */
  readonly requestLike: (order: Order) => PlaceRequest | undefined;
  /** The terms of all contracts. */
  terms(call?: Call): Promise<Answer<readonly ContractTerms[]>>;
  /** The best bid and ask of a contract, as of now. */
  quote(symbol: string, call?: Call): Promise<Answer<Quote>>;
  /** What trades cost this account, by symbol. */
  fees(call?: Call): Promise<Answer<ReadonlyMap<string, Fees>>>;
  /** The same for a contract that {@link fees} does not name. */
  generalFees(call?: Call): Promise<Answer<Fees>>;
}

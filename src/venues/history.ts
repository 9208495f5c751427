import type { Answer, Call, Order } from './venue.ts';

/**
 * An order that the venue lists as history, with what it tells of it beyond an {@link Order}. Decimal
 * strings as they came; `undefined` where the venue did not say, or where nothing was executed.
 */
export interface PastOrder {
  readonly order: Order;
  /** Paid for all of its fills so far, in `feeAsset`; below 0 where it was received. */
  readonly fee: string | undefined;
  readonly feeAsset: string | undefined;
  /** Price and quantity of its latest execution alone. */
  readonly lastPrice: string | undefined;
  readonly lastQuantity: string | undefined;
  /** Why the venue ended it, in its own words; empty where there was no trouble. */
  readonly errorCode: string;
}

/**
 * A single execution, as the venue reported it while it happened. Decimal strings; times are the
 * venue's Unix ms.
 */
export interface Execution {
  /** The order as it was just after it; its `raw` is the report itself. */
  readonly order: Order;
  readonly price: string;
  readonly quantity: string;
  /** Paid for this execution alone, in `feeAsset`; below 0 where it was received. */
  readonly fee: string | undefined;
  readonly feeAsset: string | undefined;
  readonly time: number;
}

/** What one position paid or was paid at one funding. Decimal strings. */
export interface FundingPayment {
  readonly symbol: string;
  /** Venue's Unix ms. */
  readonly time: number;
  /** In `asset`; below 0 where the account paid. */
  readonly amount: string;
  readonly asset: string;
  readonly rate: string | undefined;
  /** The payment's own text out of the answer it came in, character for character. */
  readonly raw: string;
}

export interface FundingPage {
  readonly payments: readonly FundingPayment[];
  /** Whether the venue has older ones. */
  readonly hasNext: boolean;
}

export interface OrdersQuery {
  /** All symbols where missing. */
  readonly symbol?: string | undefined;
  /** The latest so many, 1 to {@link History.maxOrders}. */
  readonly limit: number;
  /** Only those of which anything was filled. */
  readonly executedOnly?: boolean;
  /** Only those placed then. A venue may not heed it. */
  readonly placed?: PlacedWithin | undefined;
}

/** A span of time, the venue's Unix ms, both ends in it. */
export interface PlacedWithin {
  readonly from: number;
  /** Up to now where missing. */
  readonly to?: number | undefined;
}

export interface FundingQuery {
  readonly symbol?: string | undefined;
  /** From 1 on; the first has the latest. */
  readonly page: number;
  /** 1 to {@link History.maxPageSize}. */
  readonly pageSize: number;
}

/** What an account did before now. Its methods reject with a VenueError and nothing else. */
export interface History {
  /** Largest number of orders that one request asks for. */
  readonly maxOrders: number;
  readonly maxPageSize: number;
  /** Orders that came to their end, in the venue's own order. */
  orders(query: OrdersQuery, call?: Call): Promise<Answer<readonly PastOrder[]>>;
  /** Pages move on when a payment is made between two requests: see what they have in common. */
  funding(query: FundingQuery, call?: Call): Promise<Answer<FundingPage>>;
}

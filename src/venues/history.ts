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

/** Why a balance changed, whatever the venue calls it. */
export type BalanceKind =
  | 'profit' // or loss, of a fill
  | 'fee'
  | 'funding'
  | 'settlement' // of what was gained or lost in a contract
  | 'margin' // moved to a position, or back from it
  | 'deposit'
  | 'withdrawal'
  | 'other';

/** One change of one asset's balance. Decimal strings; times are the venue's Unix ms. */
export interface BalanceChange {
  /** Unlike that of any other change. */
  readonly id: string;
  /** That of the venue's own entry, which may have several changes; later ones have higher numbers. */
  readonly sequence: number;
  readonly time: number;
  readonly asset: string;
  /** Below 0 where it went out of the balance. */
  readonly amount: string;
  /** What there was of the asset after the whole entry. */
  readonly balance: string;
  readonly kind: BalanceKind;
  /** The venue's own word for it; empty where it has none. */
  readonly venueKind: string;
  readonly symbol: string | undefined;
  readonly orderId: string | undefined;
  /** The entry's own text out of the answer it came in, character for character. */
  readonly raw: string;
}

/** What an account had when a day began. */
export interface BalancesThen {
  /** Of the last change before it. */
  readonly sequence: number;
  /** Venue's Unix ms. */
  readonly time: number;
  readonly balances: readonly { readonly asset: string; readonly amount: string }[];
}

export interface ChangesPage {
  /** In the order in which they happened. */
  readonly changes: readonly BalanceChange[];
  /** The number from which on there may be later ones; `undefined` where these were all. */
  readonly next: number | undefined;
}

export interface ChangesQuery {
  /** The sequence number to begin at. */
  readonly from: number;
  /** The earliest so many of the venue's entries from there on, 1 to {@link History.maxChanges}. */
  readonly limit: number;
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
  readonly maxChanges: number;
  /** For how many days the venue tells changes of the balance, today among them; days are those of UTC. */
  readonly changesDays: number;
  /** Orders that came to their end, in the venue's own order. */
  orders(query: OrdersQuery, call?: Call): Promise<Answer<readonly PastOrder[]>>;
  /** Pages move on when a payment is made between two requests: see what they have in common. */
  funding(query: FundingQuery, call?: Call): Promise<Answer<FundingPage>>;
  /**
   * From where on to ask for the changes of a day. A venue may let such requests out only now and then:
   * these two wait until they may be sent.
   * @param day as `2026-01-31`
   */
  balancesAt(day: string, call?: Call): Promise<Answer<BalancesThen>>;
  balanceChanges(query: ChangesQuery, call?: Call): Promise<Answer<ChangesPage>>;
}

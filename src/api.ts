/**
 * What Order Desk hands to other extensions:
 * `await vscode.extensions.getExtension<OrderDeskApi>('order-desk.order-desk')?.activate()`.
 * This file needs nothing beside it, so that it can be copied. Prices and quantities are decimal strings, never
 * numbers; times are Unix ms. What cannot be done rejects with an Error whose message is fit for a person.
 */
export interface OrderDeskApi {
  /** Rises with every change that is no mere addition. */
  readonly version: 1;
  /** Where it reads and sends now: the profile of this window. */
  readonly profile: ApiProfile;
  /** Calls back when the profile, the orders or the positions may be others, a few times a second at most. */
  onDidChange(listener: () => void): { dispose(): void };
  /** The open orders, listed now. */
  openOrders(): Promise<ApiList<ApiOrder>>;
  /** The open positions, read now. */
  positions(): Promise<ApiList<ApiPosition>>;
  /**
   * Cancels an open order as a press on its row would: the person is asked, whatever is set.
   * @returns what is concluded of it, as in its proof; `undefined` where the person said no
   */
  cancelOrder(orderId: string): Promise<ApiConclusion | undefined>;
  /**
   * Opens the ticket's last step with these terms; nothing is sent unless the person goes on there.
   * @returns what is concluded of the order; `undefined` where nothing was sent
   */
  placeOrder(terms: ApiTerms): Promise<ApiConclusion | undefined>;
}

export interface ApiProfile {
  readonly name: string;
  readonly venue: string;
  /** Host and port; empty until the paper exchange has started. */
  readonly host: string;
  /** False for the built-in paper exchange. */
  readonly live: boolean;
  /** Whether orders can be sent without the person arming the profile first; true for PAPER. */
  readonly armed: boolean;
}

export interface ApiList<T> {
  /** When this was true, as far as the venue has told. */
  readonly asOf: number;
  readonly items: readonly T[];
}

export interface ApiOrder {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: 'limit' | 'market' | 'stopLimit' | 'stopMarket' | 'other';
  /** `pending` is a stop that waits. */
  readonly status: string;
  readonly price?: string;
  readonly stopPrice?: string;
  readonly quantity: string;
  readonly filledQuantity: string;
  readonly averagePrice?: string;
  readonly createdAt: number;
  /** The venue's own text of it, character for character. */
  readonly raw: string;
}

export interface ApiPosition {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  readonly quantity: string;
  readonly entryPrice?: string;
  readonly markPrice?: string;
  readonly unrealizedProfit?: string;
  readonly leverage?: string;
  readonly marginType?: 'crossed' | 'isolated';
  readonly raw: string;
}

export interface ApiTerms {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: 'limit' | 'market' | 'stopLimit' | 'stopMarket';
  readonly quantity: string;
  readonly price?: string;
  readonly stopPrice?: string;
  readonly timeInForce?: 'GTC' | 'IOC' | 'FOK';
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly positionStopLoss?: string;
  readonly positionTakeProfit?: string;
  /** 9 to 32 letters and digits. */
  readonly clientId?: string;
}

/** What is known of an order after something was sent, as its proof says it. */
export interface ApiConclusion {
  readonly orderId?: string;
  /**
   * Of a cancel: `canceled`, `canceledAfterFill`, `filledFirst`, `alreadyClosed`, `rejected`, `notSent`, `noEffect`,
   * `unknown`, `underWay`. Of a new order: `working`, `filled`, `canceled`, `rejected`, `notSent`, `neverArrived`,
   * `unknown`. An `unknown` one is followed until it is known.
   */
  readonly conclusion: string;
  /** The reason for it, in English. */
  readonly because: string;
  /** The venue's own text of the order that shows it. */
  readonly order?: string;
}

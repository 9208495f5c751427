import Big from 'big.js';
import type { Patience } from '../orders/followCancels.ts';
import type { Marks } from '../orders/marks.ts';
import { placedOrder, type PlaceReport } from '../orders/placeOutcome.ts';
import type { PlaceService } from '../orders/placeService.ts';
import type { VenueError } from '../venues/errors.ts';
import type { PlaceRequest } from '../venues/placing.ts';
import { isOpenPosition, type OpenPosition } from './position.ts';
import type { PositionFeed } from './positionFeed.ts';
import type { PositionStore } from './positionStore.ts';

/** What is to be closed, as the person was asked about it. */
export interface CloseRequest {
  readonly symbol: string;
  /** The side the position had then: one that has turned since is another position. */
  readonly side: OpenPosition['side'];
  /** At most so much; a decimal string. All of it where missing. */
  readonly quantity?: string | undefined;
  /** Closed at this price or better; by market where missing. */
  readonly price?: string | undefined;
}

/**
 * What became of a close.
 * - `sent`: an order for each part, and what became of it. None of them can grow or turn the position.
 * - `gone`: there is no such position any more; nothing was sent.
 * - `underWay`: an order that closes it is not settled; nothing was sent.
 * - `notSent`: the position could not be read again, so nothing was sent.
 */
export type CloseOutcome =
  | { readonly kind: 'sent'; readonly orders: readonly PlaceReport[] }
  | { readonly kind: 'gone' | 'underWay' }
  | { readonly kind: 'notSent'; readonly error: VenueError };

export interface CloseReport {
  readonly request: CloseRequest;
  /** The position as it was when the close was sent; `undefined` where nothing was. */
  readonly position: OpenPosition | undefined;
  readonly outcome: CloseOutcome;
}

/** How a close is to be made. */
export interface CloseOptions extends Patience {
  /** Whether the last known position will do where it cannot be read again. */
  readonly lastKnown?: boolean;
}

export interface CloseTools {
  readonly store: PositionStore;
  readonly feed: PositionFeed;
  readonly marks: Marks;
  readonly places: PlaceService;
}

/** Market orders are worth more or less than by the mark price: so much is left below the largest, in per cent. */
const MARGIN_PERCENT = 5;

/**
 * Closes positions by reduce-only orders on the other side, of at most what the position is by a read just
 * before. An order whose answer is lost is looked for, by the id that it has, and never sent again; until it
 * is settled no other one is sent for the same position.
 */
export class CloseService {
  readonly #tools: CloseTools;
  readonly #underWay = new Set<string>();

  constructor(tools: CloseTools) {
    this.#tools = tools;
  }

  /** Whether an order that closes the position by market is being sent, or not settled. */
  isUnderWay(symbol: string): boolean {
    if (this.#underWay.has(symbol)) return true;
    return this.#tools.places.unsettled.some(
      (each) => each.symbol === symbol && each.request.reduceOnly === true,
    );
  }

  async close(request: CloseRequest, options: CloseOptions = {}): Promise<CloseReport> {
    const { symbol } = request;
    const told = (outcome: CloseOutcome, position?: OpenPosition): CloseReport => {
      return { request, position, outcome };
    };
    if (this.isUnderWay(symbol)) return told({ kind: 'underWay' });
    this.#underWay.add(symbol);
    try {
      const { feed } = this.#tools;
      const error = await feed.read();
      const enough = options.lastKnown === true && feed.state.asOf !== undefined;
      if (error && !enough) return told({ kind: 'notSent', error });
      const position = this.#tools.store.get(symbol);
      if (!isOpenPosition(position) || position.side !== request.side)
        return told({ kind: 'gone' });
      const orders = await this.#send(request, position, options);
      return told({ kind: 'sent', orders }, position);
    } finally {
      this.#underWay.delete(symbol);
    }
  }

  /** One after the other: what a part leaves decides over the next. */
  async #send(
    request: CloseRequest,
    position: OpenPosition,
    options: CloseOptions,
  ): Promise<readonly PlaceReport[]> {
    const { symbol, price } = request;
    const orders: PlaceReport[] = [];
    let left = least(new Big(request.quantity ?? position.quantity), new Big(position.quantity));
    const most = this.#mostAtOnce(position, price);
    while (left.gt(0)) {
      const quantity = most === undefined ? left : least(left, most);
      const order: PlaceRequest = {
        symbol,
        side: position.side === 'long' ? 'sell' : 'buy',
        ...(price === undefined
          ? { type: 'market' }
          : { type: 'limit', price, timeInForce: 'GTC' }),
        ...{ quantity: quantity.toFixed(), reduceOnly: true },
      };
      const report = await this.#tools.places.place(order, options);
      orders.push(report);
      left = left.minus(quantity);
      if (!goesOn(report) || options.signal?.aborted) break;
    }
    return orders;
  }

  /** The largest quantity of one order; `undefined` where the venue names none. */
  #mostAtOnce({ symbol }: OpenPosition, price: string | undefined): Big | undefined {
    const terms = this.#tools.feed.termsOf(symbol);
    if (!terms) return undefined;
    const by = price ?? this.#tools.marks.get(symbol)?.price;
    const most = new Big(terms.maxQuantity);
    if (by === undefined || terms.maxNotional === undefined) return most.gt(0) ? most : undefined;
    const spared = price === undefined ? 100 - MARGIN_PERCENT : 100;
    const worth = new Big(terms.maxNotional).times(spared).div(100).div(by);
    const lots = worth.div(terms.lotSize).round(0, Big.roundDown).times(terms.lotSize);
    return lots.lte(0) ? most : least(most, lots);
  }
}

/** Whether the next part may be sent: this one did all that it was to do. */
function goesOn(report: PlaceReport): boolean {
  const { kind } = report.outcome;
  return kind === 'working' || (kind === 'filled' && placedOrder(report)?.status === 'filled');
}

function least(a: Big, b: Big): Big {
  return a.lt(b) ? a : b;
}

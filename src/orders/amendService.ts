import Big from 'big.js';
import { VenueError } from '../venues/errors.ts';
import type { OrderTerms, PlaceRequest } from '../venues/placing.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelReport } from './cancelOutcome.ts';
import type { CancelService } from './cancelService.ts';
import type { Patience } from './followCancels.ts';
import type { PlaceReport } from './placeOutcome.ts';
import type { PlaceService } from './placeService.ts';

/** What is to be another of an order: the whole quantity, what has filled included. */
export interface AmendChange {
  readonly price?: string | undefined;
  readonly stopPrice?: string | undefined;
  readonly quantity?: string | undefined;
}

/**
 * What became of an amend: of the cancel, and of the order in its place. Without that nothing was
 * placed: the cancel is not known to have worked, or left nothing to place.
 */
export interface AmendReport {
  readonly orderId: string;
  readonly symbol: string;
  readonly cancel: CancelReport;
  readonly placed: PlaceReport | undefined;
}

export interface AmendTools {
  readonly cancels: CancelService;
  readonly places: PlaceService;
  readonly restate: (order: Order) => OrderTerms | undefined;
}

/**
 * Amends where the venue cannot: cancels the order, waits for proof that it is closed, and places what
 * is then left of it anew. What fills on the way makes the replacement smaller. Where the cancel does
 * not settle, nothing is placed, then or later.
 */
export class AmendService {
  readonly #tools: AmendTools;

  constructor(tools: AmendTools) {
    this.#tools = tools;
  }

  /**
   * Amends an order and resolves when it is known what became of it, or when the patience with a step
   * ends. Throws where a replacement could not have all terms of the order; nothing is sent then.
   */
  async amend(order: Order, change: AmendChange, patience: Patience = {}): Promise<AmendReport> {
    const { cancels, places, restate } = this.#tools;
    const { orderId, symbol } = order;
    const terms = restate(order);
    if (!terms || order.type === 'other') throw cannotBeReplaced(orderId);
    const cancel = await cancels.cancel(orderId, symbol, patience);
    const request = replacement(order, change, terms, closedBy(cancel));
    // Once it is canceled the order in its place goes out, whoever has stopped waiting: it was asked
    // for with the cancel. Whoever stopped before the cancel was sent finds it not sent.
    const rest = patience.ms === undefined ? {} : { ms: patience.ms };
    const placed = request && (await places.place(request, rest));
    return { orderId, symbol, cancel, placed };
  }
}

/** The order as its cancel left it, where it is the cancel that closed it. */
function closedBy({ outcome }: CancelReport): Order | undefined {
  if (outcome.kind === 'canceled') return outcome.order;
  return outcome.kind === 'filledFirst' && !outcome.complete ? outcome.order : undefined;
}

/** What is left to be placed; `undefined` where that is nothing. */
function replacement(
  order: Order,
  change: AmendChange,
  terms: OrderTerms,
  closed: Order | undefined,
): PlaceRequest | undefined {
  if (!closed || order.type === 'other') return undefined;
  const { symbol, side, type } = order;
  const left = new Big(change.quantity ?? order.quantity).minus(closed.filledQuantity);
  if (left.lte(0)) return undefined;
  const price = change.price ?? order.price;
  const stopPrice = change.stopPrice ?? order.stopPrice;
  return {
    ...{ symbol, side, type, quantity: left.toFixed() },
    ...(price !== undefined && { price }),
    ...(stopPrice !== undefined && { stopPrice }),
    ...(terms.postOnly && { postOnly: true }),
    ...(terms.reduceOnly && { reduceOnly: true }),
    ...(terms.positionStopLoss !== undefined && { positionStopLoss: terms.positionStopLoss }),
    ...(terms.positionTakeProfit !== undefined && { positionTakeProfit: terms.positionTakeProfit }),
  };
}

function cannotBeReplaced(orderId: string): VenueError {
  const what = `Order ${orderId} has terms that a new order cannot be given; nothing was sent.`;
  return new VenueError('notSent', 'badInput', what);
}

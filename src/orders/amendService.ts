import Big from 'big.js';
import type { PlaceRequest } from '../venues/placing.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { CancelReport } from './cancelOutcome.ts';
import type { CancelService } from './cancelService.ts';
import type { Patience } from './followCancels.ts';
import type { PlaceReport } from './placeOutcome.ts';
import type { PlaceService } from './placeService.ts';

/** What is to be different. Decimal strings; the quantity is the whole one, what filled included. */
export interface OrderChanges {
  readonly quantity?: string | undefined;
  readonly price?: string | undefined;
  readonly stopPrice?: string | undefined;
}

/**
 * What became of an order that was to be changed.
 * - `asItWas`: its cancel was refused, not sent, or is under way already; nothing else was sent.
 * - `unknown`: whether it is canceled is not known, so nothing was placed.
 * - `closed`: it filled wholly, or somebody else closed it; nothing was placed.
 * - `nothingLeft`: it was canceled, and what filled is all that it was to become; nothing was placed.
 * - `overtaken`: it is canceled, but not for certain by its own cancel, or all orders of its symbol were asked to be
 *   canceled meanwhile; `request` is what was left to place, and nothing was.
 * - `replaced`: it is canceled, and `request` was placed for what is left: `placed` tells what became
 *   of that. Where that failed the order is gone.
 */
export type AmendReport =
  | {
      readonly kind: 'asItWas' | 'unknown' | 'closed' | 'nothingLeft';
      readonly cancel: CancelReport;
    }
  | { readonly kind: 'overtaken'; readonly cancel: CancelReport; readonly request: PlaceRequest }
  | {
      readonly kind: 'replaced';
      readonly cancel: CancelReport;
      readonly request: PlaceRequest;
      readonly placed: PlaceReport;
    };

/** What changing an order needs. */
export interface AmendTools {
  readonly venue: Venue;
  readonly cancels: CancelService;
  readonly places: PlaceService;
}

/** An order as it is to be placed anew; `undefined` where it has terms that cannot be asked for. */
export function changedRequest(
  { placing }: Venue,
  order: Order,
  changes: OrderChanges,
): PlaceRequest | undefined {
  const request = placing.requestLike(order);
  if (!request) return undefined;
  const { quantity = request.quantity, price, stopPrice } = changes;
  return {
    ...{ ...request, quantity },
    ...(request.price === undefined || price === undefined ? {} : { price }),
    ...(request.stopPrice === undefined || stopPrice === undefined ? {} : { stopPrice }),
  };
}

/**
 * What is left to place in the stead of an order by what is known of its cancel: its whole quantity less
 * what filled. `undefined` where nothing is, and while the order is not canceled.
 */
export function leftToPlace({ outcome, instead }: CancelReport): PlaceRequest | undefined {
  const gone = outcome.kind === 'canceled' || (outcome.kind === 'filledFirst' && !outcome.complete);
  if (!instead || !gone) return undefined;
  const left = new Big(instead.quantity).minus(outcome.order.filledQuantity);
  return left.gt(0) ? { ...instead, quantity: left.toFixed() } : undefined;
}

/**
 * Changes an order at a venue that cannot: cancels it, waits until that is proven, and places another
 * with what is left. In between there is no order. It never places anything before the order is known
 * to be canceled by this very cancel, nothing once everything was asked to be canceled, and never more
 * than the whole quantity less what filled.
 * @param instead the order anew, its quantity the whole one
 */
export async function amend(
  { cancels, places }: AmendTools,
  { orderId, symbol }: Order,
  instead: PlaceRequest,
  patience: Patience = {},
): Promise<AmendReport> {
  const isWanted = cancels.sweeps.noneSince(symbol);
  const cancel = await cancels.cancel({ orderId, symbol, instead }, patience);
  const { outcome } = cancel;
  switch (outcome.kind) {
    case 'rejected':
    case 'notSent':
    case 'noEffect':
    case 'underWay':
      return { kind: 'asItWas', cancel };
    case 'unknown':
      return { kind: 'unknown', cancel };
    case 'alreadyClosed':
      return { kind: 'closed', cancel };
    case 'filledFirst':
      if (outcome.complete) return { kind: 'closed', cancel };
      break;
    case 'canceled':
      break;
  }
  const request = leftToPlace(cancel);
  if (!request) return { kind: 'nothingLeft', cancel };
  if (!cancel.accepted || !isWanted()) return { kind: 'overtaken', cancel, request };
  const placed = await places.place(request, { ...patience, isWanted });
  return { kind: 'replaced', cancel, request, placed };
}

import Big from 'big.js';
import { isDecimal } from '../../venues/decimals.ts';
import type { PlaceRequest, PlaceType, TimeInForce } from '../../venues/placing.ts';
import type { Side } from '../../venues/venue.ts';

/** An order as it is being written: texts as they were typed, whether right or not. */
export interface Draft {
  symbol: string | undefined;
  side: Side | undefined;
  type: PlaceType | undefined;
  quantity: string;
  /** How much of the quantity is filled already, where a working order is changed; `0` of a new one. */
  filled: string;
  price: string;
  stopPrice: string;
  timeInForce: TimeInForce;
  postOnly: boolean;
  reduceOnly: boolean;
  stopLoss: string;
  takeProfit: string;
  clientId: string;
  /** Why the venue did not take it the last time; empty where it was not asked, or something changed. */
  refusal: string;
}

export function newDraft(changes: Partial<Draft> = {}): Draft {
  return {
    ...{ symbol: undefined, side: undefined, type: undefined },
    ...{ quantity: '', filled: '0', price: '', stopPrice: '', timeInForce: 'GTC' },
    ...{ postOnly: false, reduceOnly: false, stopLoss: '', takeProfit: '', clientId: '' },
    refusal: '',
    ...changes,
  };
}

/** The draft of an order that was asked for before. Its client id is not used twice. */
export function draftOf(request: PlaceRequest): Draft {
  return newDraft({
    ...{ symbol: request.symbol, side: request.side, type: request.type },
    ...{ quantity: request.quantity, price: request.price ?? '' },
    ...{ stopPrice: request.stopPrice ?? '', timeInForce: request.timeInForce ?? 'GTC' },
    ...{ postOnly: request.postOnly ?? false, reduceOnly: request.reduceOnly ?? false },
    ...{ stopLoss: request.positionStopLoss ?? '', takeProfit: request.positionTakeProfit ?? '' },
  });
}

/** How much is to be placed: the quantity less what is filled already; as it was typed where it is no number. */
export function leftOf({ quantity, filled }: Draft): string {
  const typed = quantity.trim();
  return isDecimal(typed) ? new Big(typed).minus(filled).toFixed() : typed;
}

/** Whether an order of the draft's type has a price. */
export function isPriced({ type }: Draft): boolean {
  return type === 'limit' || type === 'stopLimit';
}

/** The price that is typed for it, its limit before its stop; empty where there is none, or none is its type's. */
export function ownPrice(draft: Draft): string {
  return (isPriced(draft) ? draft.price : isStop(draft) ? draft.stopPrice : '').trim();
}

/** Whether it waits for a trigger. */
export function isStop({ type }: Draft): boolean {
  return type === 'stopLimit' || type === 'stopMarket';
}

/** Whether it may be post-only: what is filled at once by its nature may not. */
export function mayBePostOnly(draft: Draft): boolean {
  return isPriced(draft) && draft.timeInForce === 'GTC';
}

/** The order that is asked for; what does not belong to its type is left out. Throws where parts are missing. */
export function requestOf(draft: Draft): PlaceRequest {
  const { symbol, side, type } = draft;
  if (symbol === undefined || side === undefined || type === undefined)
    throw new Error('The order is not complete.');
  const timed = type === 'limit' || type === 'stopLimit';
  return {
    ...{ symbol, side, type, quantity: draft.quantity.trim() },
    ...(isPriced(draft) ? { price: draft.price.trim() } : {}),
    ...(isStop(draft) ? { stopPrice: draft.stopPrice.trim() } : {}),
    ...(timed ? { timeInForce: draft.timeInForce } : {}),
    ...(draft.postOnly && mayBePostOnly(draft) ? { postOnly: true } : {}),
    ...(draft.reduceOnly ? { reduceOnly: true } : {}),
    ...given('positionStopLoss', draft.stopLoss),
    ...given('positionTakeProfit', draft.takeProfit),
    ...given('clientId', draft.clientId),
  };
}

function given(name: string, text: string): object {
  return text.trim() === '' ? {} : { [name]: text.trim() };
}

import { isDecimal, isZero } from '../decimals.ts';
import type { PlacePlan, PlaceRequest, PlaceType } from '../placing.ts';
import { checkSymbol, refuse } from './input.ts';
import type { WireOrderType, WirePlaceBody } from './wire.ts';

const types: Readonly<Record<PlaceType, WireOrderType>> = {
  limit: 'Limit',
  market: 'Market',
  stopLimit: 'StopLimit',
  stopMarket: 'StopMarket',
};

/** Refuses an order that could never be right, before anything is sent. */
export function checkPlace(request: PlaceRequest): void {
  const { symbol, type, price, stopPrice, quantity, clientId } = request;
  checkSymbol(symbol);
  if (!isPositive(quantity)) throw refuse('The quantity must be a decimal above zero.');
  const priced = type === 'limit' || type === 'stopLimit';
  const stops = type === 'stopLimit' || type === 'stopMarket';
  checkPrice(price, priced, 'price', type);
  checkPrice(stopPrice, stops, 'stop price', type);
  for (const each of [request.positionStopLoss, request.positionTakeProfit]) {
    if (each !== undefined && !isPositive(each)) {
      throw refuse("A position's stop loss and take profit must be decimals above zero.");
    }
  }
  // Of any other id the venue would not make the order's, by which a lost answer is found again.
  if (clientId !== undefined && !/^[A-Za-z0-9]{9,32}$/.test(clientId)) {
    throw refuse('The client id must have 9 to 32 letters and digits, and nothing else.');
  }
}

/** The body of the request; members that are not given stand for the venue's usual ones. */
export function placeBody({ request, requestId, time }: PlacePlan): string {
  const { symbol, side, type, quantity, price, stopPrice, timeInForce } = request;
  const body: WirePlaceBody = {
    ...{ id: requestId, time, symbol, orderQty: quantity, orderType: types[type] },
    side: side === 'buy' ? 'Buy' : 'Sell',
    ...optional('orderPrice', price),
    ...optional('stopPrice', stopPrice),
    ...optional('timeInForce', timeInForce),
    ...optional('execInst', instructionOf(request)),
    ...optional('posStopLossPrice', request.positionStopLoss),
    ...optional('posTakeProfitPrice', request.positionTakeProfit),
    respInst: 'DONE',
  };
  return JSON.stringify(body);
}

function instructionOf({ postOnly, reduceOnly }: PlaceRequest): string | undefined {
  if (postOnly) return reduceOnly ? 'PostReduceOnly' : 'Post';
  return reduceOnly ? 'ReduceOnly' : undefined;
}

function optional(name: keyof WirePlaceBody, value: string | undefined): object {
  return value === undefined ? {} : { [name]: value };
}

function checkPrice(value: string | undefined, wanted: boolean, name: string, type: string): void {
  if (wanted ? isPositive(value) : value === undefined) return;
  throw refuse(
    wanted ? `The ${name} must be a decimal above zero.` : `A ${type} order has no ${name}.`,
  );
}

function isPositive(value: string | undefined): boolean {
  return value !== undefined && isDecimal(value) && !isZero(value);
}

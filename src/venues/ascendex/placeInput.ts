import { isDecimal, isZero } from '../decimals.ts';
import type { PlacePlan, PlaceRequest, PlaceType } from '../placing.ts';
import { checkSymbol, refuse } from './input.ts';
import type { WireOrderType, WirePlaceBody, WireRespInst } from './wire.ts';

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

/** Refuses a batch that could never be right: empty, too long, or with an order twice. */
export function checkPlaceBatch(plans: readonly PlacePlan[], most: number): void {
  if (plans.length < 1 || plans.length > most) {
    throw refuse(`A batch has 1 to ${most} orders, and this one ${plans.length}.`);
  }
  for (const { request } of plans) checkPlace(request);
  if (new Set(plans.map(({ orderId }) => orderId)).size < plans.length) {
    throw refuse('The batch has the same order twice.');
  }
}

/** The body of the request for one order, which is answered when the matching engine has acted. */
export function placeBody(plan: PlacePlan): string {
  return JSON.stringify(wirePlace(plan, 'DONE'));
}

/** The body of the request for several, which are acknowledged and no more than that. */
export function placeBatchBody(plans: readonly PlacePlan[]): string {
  return JSON.stringify({ orders: plans.map((plan) => wirePlace(plan, 'ACK')) });
}

/** Members that are not given stand for the venue's usual ones. */
function wirePlace({ request, requestId, time }: PlacePlan, respInst: WireRespInst): WirePlaceBody {
  const { symbol, side, type, quantity, price, stopPrice, timeInForce } = request;
  return {
    ...{ id: requestId, time, symbol, orderQty: quantity, orderType: types[type] },
    side: side === 'buy' ? 'Buy' : 'Sell',
    ...optional('orderPrice', price),
    ...optional('stopPrice', stopPrice),
    ...optional('timeInForce', timeInForce),
    ...optional('execInst', instructionOf(request)),
    ...optional('posStopLossPrice', request.positionStopLoss),
    ...optional('posTakeProfitPrice', request.positionTakeProfit),
    respInst,
  };
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

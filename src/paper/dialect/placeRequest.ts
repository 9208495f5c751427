import type { WirePlaceBody, WireRespInst } from '../../venues/ascendex/wire.ts';
import { checkTime } from '../auth/verify.ts';
import { parseDecimal, ZERO, type Decimal } from '../decimal.ts';
import { notional, unitsOf, type Contract } from '../engine/contracts.ts';
import type { OrderTerms } from '../engine/order.ts';
import { ApiError } from '../errors.ts';
import type { JsonObject } from '../routes/route.ts';
import { readExecInst } from './execInst.ts';
import { isMissing, readClientId, readContract, readEnum, readRespInst } from './fields.ts';
import { readPositionPrices, readPrice } from './prices.ts';

const TYPES = ['Limit', 'Market', 'StopLimit', 'StopMarket'] as const;
const SIDES = ['Buy', 'Sell'] as const;
const TIMES_IN_FORCE = ['GTC', 'IOC', 'FOK'] as const;

export interface PlaceRequest {
  readonly terms: OrderTerms;
  /** The client's own id; empty where it gave none. */
  readonly id: string;
  readonly time: number;
  readonly respInst: WireRespInst;
}

/** The body's own words for a new order; anything may be in any of them. */
type Fields = Readonly<Partial<Record<keyof WirePlaceBody, unknown>>>;

function readQuantity(contract: Contract, value: unknown): number {
  const quantity = parseDecimal(value);
  if (quantity === undefined || quantity.lte(ZERO)) {
    throw new ApiError(300002, 'orderQty must be a positive decimal in a string');
  }
  const { lot, minLots, maxLots } = contract;
  if (quantity.lt(lot.toDecimal(minLots)) || quantity.gt(lot.toDecimal(maxLots))) {
    const range = `${lot.format(minLots)} to ${lot.format(maxLots)}`;
    throw new ApiError(300002, `orderQty is outside of ${range}`);
  }
  const lots = lot.toSteps(quantity);
  if (lots === undefined) throw new ApiError(300002, `orderQty is no multiple of ${lot.text}`);
  return lots;
}

function readPostOnly(value: unknown): boolean {
  if (isMissing(value)) return false;
  if (typeof value === 'boolean') return value;
  throw new ApiError(300008, 'postOnly must be true or false');
}

/**
 * Reads and checks a new order: everything that can be said without looking at the account.
 * @param markOf the mark price in ticks, which values a market order
 * @throws ApiError 100011, 300001 to 300008, 300012, 300014, 100004
 */
export function readPlaceRequest(
  body: JsonObject,
  now: number,
  markOf: (contract: Contract) => number,
): PlaceRequest {
  const fields: Fields = body;
  const time = checkTime(fields.time, now, 'time');
  const contract = readContract(fields.symbol);
  const id = readClientId(body);
  const type = readEnum(fields.orderType, TYPES, 300005, 'orderType');
  const side = readEnum(fields.side, SIDES, 300003, 'side');
  const market = type === 'Market' || type === 'StopMarket';
  const stop = type === 'StopLimit' || type === 'StopMarket';
  const respInst = readRespInst(body, type === 'Market' ? 'DONE' : 'ACK');
  const lots = readQuantity(contract, fields.orderQty);
  const ticks = market ? 0 : readPrice(contract, fields.orderPrice ?? fields.price, 'orderPrice');
  const stopTicks = stop ? readPrice(contract, fields.stopPrice, 'stopPrice') : 0;
  if (!stop && !isMissing(fields.stopPrice) && !parseDecimal(fields.stopPrice)?.eq(ZERO)) {
    throw new ApiError(300008, `stopPrice does not belong to a ${type} order`);
  }
  const timeInForce = isMissing(fields.timeInForce)
    ? 'GTC'
    : readEnum(fields.timeInForce, TIMES_IN_FORCE, 300007, 'timeInForce');
  const instructions = readExecInst(fields.execInst);
  const postOnly = instructions.postOnly || readPostOnly(fields.postOnly);
  const { reduceOnly, stopBy } = instructions;
  if (postOnly && (market || timeInForce !== 'GTC')) {
    throw new ApiError(300008, 'A post-only order must be a GTC order with a price');
  }
  if (stopBy !== undefined && !stop) {
    throw new ApiError(300008, `A ${type} order has no stop to trigger`);
  }
  const entry = ticks || stopTicks || markOf(contract);
  const positionPrices = readPositionPrices(contract, fields, { side, entry, reduceOnly });
  const value = notional(contract, unitsOf(market ? markOf(contract) : ticks, lots));
  checkNotional(contract, value, reduceOnly);
  return {
    terms: {
      ...{ contract, side, type, timeInForce, postOnly, reduceOnly, ticks, lots, stopTicks },
      ...{ stopBy: stopBy ?? 'market', ...positionPrices },
    },
    ...{ id, time, respInst },
  };
}

/** What is left of a position may be closed however little it is worth. */
function checkNotional(contract: Contract, value: Decimal, reduceOnly: boolean): void {
  const { minNotional, maxNotional } = contract;
  if (value.lt(minNotional) && !reduceOnly) {
    throw new ApiError(300004, `Order value is below ${minNotional.toFixed()} USDT`);
  }
  if (value.gt(maxNotional)) {
    throw new ApiError(300004, `Order value is above ${maxNotional.toFixed()} USDT`);
  }
}

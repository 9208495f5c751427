import type { WirePlaceBody, WireSide } from '../../venues/ascendex/wire.ts';
import { parseDecimal, ZERO } from '../decimal.ts';
import type { Contract } from '../engine/contracts.ts';
import type { OrderTerms } from '../engine/order.ts';
import { ApiError } from '../errors.ts';
import { isMissing } from './fields.ts';

const WORDS: Readonly<Record<string, string>> = {
  orderPrice: 'Order price',
  stopPrice: 'Stop price',
};

type PositionPrices = Pick<OrderTerms, 'stopLossTicks' | 'takeProfitTicks'>;
type Fields = Readonly<Partial<Record<keyof WirePlaceBody, unknown>>>;

/**
 * Reads a price that has to be there.
 * @returns ticks
 * @throws ApiError 300001, 300014
 */
export function readPrice(contract: Contract, value: unknown, field: string): number {
  const price = parseDecimal(value);
  if (price === undefined || price.lte(ZERO)) {
    throw new ApiError(300001, `${field} must be a positive decimal in a string`);
  }
  const { tick, minTicks, maxTicks } = contract;
  if (price.lt(tick.toDecimal(minTicks)) || price.gt(tick.toDecimal(maxTicks))) {
    const range = `${tick.format(minTicks)} to ${tick.format(maxTicks)}`;
    throw new ApiError(300001, `${field} is outside of ${range}`);
  }
  const ticks = tick.toSteps(price);
  if (ticks !== undefined) return ticks;
  const words = WORDS[field] ?? field;
  throw new ApiError(300014, `${words} doesn't conform to the required tick size: ${tick.text}`);
}

/**
 * Reads the prices at which an order's position is to be closed. The reference does not say where they may
 * be; here a loss has to be one, and a profit, by the price that the order is to be filled at.
 * @param entry that price, ticks
 * @throws ApiError 300001, 300008, 300014
 */
export function readPositionPrices(
  contract: Contract,
  fields: Fields,
  { side, entry, reduceOnly }: { side: WireSide; entry: number; reduceOnly: boolean },
): PositionPrices {
  const upward = side === 'Buy';
  const read = (field: 'posStopLossPrice' | 'posTakeProfitPrice', above: boolean): number => {
    const value = fields[field];
    if (isMissing(value) || parseDecimal(value)?.eq(ZERO)) return 0;
    if (reduceOnly) throw new ApiError(300008, `${field} needs an order that may open a position`);
    const ticks = readPrice(contract, value, field);
    if (above ? ticks > entry : ticks < entry) return ticks;
    const where = `${above ? 'above' : 'below'} ${contract.tick.format(entry)}`;
    throw new ApiError(300008, `${field} of a ${side} order must be ${where}`);
  };
  return {
    stopLossTicks: read('posStopLossPrice', !upward),
    takeProfitTicks: read('posTakeProfitPrice', upward),
  };
}

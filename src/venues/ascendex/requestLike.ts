import * as v from 'valibot';
import { parseJson } from '../json.ts';
import type { PlaceRequest, PlaceType } from '../placing.ts';
import type { Order } from '../venue.ts';
import { decimalOf, textOr } from './schema.ts';

const anything = v.optional(v.unknown());
/** The same members under the names of REST and of the stream. */
const Raw = v.object({
  ...{ execInst: anything, stopBy: anything, posStopLossPrice: anything },
  ...{ ei: anything, spb: anything, psl: anything, posTakeProfitPrice: anything, ptp: anything },
});

/** What an order is once its stop has been triggered. */
const WITHOUT_STOP: Readonly<Record<PlaceType, PlaceType>> = {
  ...({ limit: 'limit', market: 'market' } as const),
  ...({ stopLimit: 'limit', stopMarket: 'market' } as const),
};

/**
 * The request that would place an order like this one, with its whole quantity; `undefined` where the
 * order has terms that no request of ours has: a stop that goes by another price than the market's, or
 * a type that is not known.
 */
export function requestLike(order: Order): PlaceRequest | undefined {
  const { symbol, side, type, price, stopPrice, quantity } = order;
  const raw = v.safeParse(Raw, parsed(order.raw));
  if (!raw.success || type === 'other') return undefined;
  const { output } = raw;
  const execInst = textOr(output.execInst ?? output.ei);
  const stopBy = textOr(output.stopBy ?? output.spb);
  // One that was triggered is an order like any other by now.
  const stops = (type === 'stopLimit' || type === 'stopMarket') && order.status === 'pending';
  if (stops && (/(Mark|Ref)$/i.test(execInst) || /^(mark|ref)$/i.test(stopBy))) return undefined;
  return {
    ...{ symbol, side, type: stops ? type : WITHOUT_STOP[type], quantity },
    ...(price === undefined ? {} : { price }),
    ...(stops && stopPrice !== undefined ? { stopPrice } : {}),
    ...(/^post/i.test(execInst) ? { postOnly: true } : {}),
    ...(/reduce/i.test(execInst) ? { reduceOnly: true } : {}),
    ...positive('positionStopLoss', output.posStopLossPrice ?? output.psl),
    ...positive('positionTakeProfit', output.posTakeProfitPrice ?? output.ptp),
  };
}

function parsed(raw: string): unknown {
  try {
    return parseJson(raw);
  } catch {
    return undefined;
  }
}

function positive(name: 'positionStopLoss' | 'positionTakeProfit', value: unknown): object {
  const price = decimalOf(value);
  return price !== undefined && Number(price) > 0 ? { [name]: price } : {};
}

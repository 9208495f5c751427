import { Decimal, ZERO } from '../decimal.ts';
import { FEES, notional, unitsOf } from './contracts.ts';
import type { EngineOrder } from './order.ts';

/**
 * Writes one side of a fill into its order and, where it has one, into its account: position,
 * realized profit and fee.
 * @returns by how many lots the accounts' open positions grew (below 0: shrank)
 */
export function settle(
  order: EngineOrder,
  liquidity: 'maker' | 'taker',
  lots: number,
  ticks: number,
): number {
  const { account, terms } = order;
  const units = unitsOf(ticks, lots);
  order.filledLots += lots;
  order.status = 'PartiallyFilled';
  if (account === undefined) return 0;
  const fee = notional(terms.contract, units).times(FEES[liquidity]);
  order.filledUnits += units;
  order.lastLots = lots;
  order.lastTicks = ticks;
  order.lastFee = fee;
  order.cumulativeFee = (order.cumulativeFee ?? ZERO).plus(fee);
  order.liquidity = liquidity;
  const position = account.position(terms.contract);
  const before = Math.abs(position.lots);
  const profit = position.fill(terms.side, lots, ticks);
  account.balance = account.balance.plus(notional(terms.contract, profit)).minus(fee);
  return Math.abs(position.lots) - before;
}

/** Average price of an order's fills, quoted in USDT; 0 before the first. */
export function averagePrice(order: EngineOrder): Decimal {
  if (order.filledLots === 0) return ZERO;
  const { contract } = order.terms;
  const ticks = new Decimal(String(order.filledUnits)).div(String(order.filledLots));
  return ticks.times(contract.tick.size);
}

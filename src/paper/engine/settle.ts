import { Decimal, ZERO } from '../decimal.ts';
import { FEES, notional, unitsOf, type Contract } from './contracts.ts';
import type { EngineOrder, OrderFills } from './order.ts';

/**
 * Writes one side of a fill into its order and, where it has one, into its account: position,
 * realized profit and fee.
 * @param time Unix ms
 * @returns by how many lots the accounts' open positions grew (below 0: shrank)
 */
export function settle(
  order: EngineOrder,
  liquidity: 'maker' | 'taker',
  lots: number,
  ticks: number,
  time: number,
): number {
  const { account, terms, state } = order;
  const units = unitsOf(ticks, lots);
  // Nobody asks what the market's own orders paid.
  const fee = account ? notional(terms.contract, units).times(FEES[liquidity]) : ZERO;
  order.change({
    status: 'PartiallyFilled',
    fills: {
      lots: order.filledLots + lots,
      units: (state.fills?.units ?? 0n) + units,
      lastTicks: ticks,
      lastLots: lots,
      lastFee: fee,
      totalFee: (state.fills?.totalFee ?? ZERO).plus(fee),
      liquidity,
    },
  });
  if (account === undefined) return 0;
  const position = account.position(terms.contract);
  const from = position.holding();
  const profit = notional(terms.contract, position.fill(terms.side, lots, ticks));
  const { orderId } = order;
  const { type: orderType, side } = terms;
  const to = position.holding();
  account.ledger.add({ orderId, orderType, side, liquidity, profit, fee, from, to }, time);
  if (Math.sign(to.lots) !== Math.sign(from.lots)) {
    const released = position.releaseMargin();
    if (!released.eq(ZERO)) account.book('Isolatedmargin', released, time, position);
  }
  return Math.abs(to.lots) - Math.abs(from.lots);
}

/** Average price of an order's fills, USDT. */
export function averagePrice(contract: Contract, fills: OrderFills): Decimal {
  return new Decimal(String(fills.units)).div(String(fills.lots)).times(contract.tick.size);
}

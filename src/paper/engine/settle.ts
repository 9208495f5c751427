import { Decimal, ZERO } from '../decimal.ts';
import { FEES, notional, unitsOf, type Contract } from './contracts.ts';
import type { EngineOrder, OrderFills } from './order.ts';

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
  const before = position.lots;
  const profit = position.fill(terms.side, lots, ticks);
  account.balance = account.balance.plus(notional(terms.contract, profit)).minus(fee);
  if (Math.sign(position.lots) !== Math.sign(before))
    account.balance = account.balance.plus(position.releaseMargin());
  return Math.abs(position.lots) - Math.abs(before);
}

/** Average price of an order's fills, USDT. */
export function averagePrice(contract: Contract, fills: OrderFills): Decimal {
  return new Decimal(String(fills.units)).div(String(fills.lots)).times(contract.tick.size);
}

import type { WireStreamPosition } from '../../venues/ascendex/wireChannels.ts';
import { plain, ZERO, type Decimal } from '../decimal.ts';
import { notional } from '../engine/contracts.ts';
import { initialMargin, unrealized, type MarkOf } from '../engine/margin.ts';
import type { Position } from '../engine/position.ts';

/** The margin an isolated position was given when it was opened, and since, USDT. */
export function isolatedMargin(position: Position): Decimal {
  if (position.marginType === 'crossed') return ZERO;
  const opening = notional(position.contract, position.openUnits).div(String(position.leverage));
  return opening.plus(position.addedMargin);
}

/** What an isolated position has to spare, USDT; below 0 where it lacks some. */
export function isolatedFree(position: Position, markOf: MarkOf): Decimal {
  const group = isolatedMargin(position).plus(unrealized(position, markOf));
  return group.minus(initialMargin(position, markOf).margin);
}

/** A position as REST tells it, prices aside. */
export interface PositionFields {
  readonly symbol: string;
  readonly side: 'LONG' | 'SHORT' | 'NULL_VAL';
  readonly position: string;
  readonly referenceCost: string;
  readonly unrealizedPnl: string;
  readonly realizedPnl: string;
  readonly avgOpenPrice: string;
  readonly marginType: string;
  readonly isolatedMargin: string;
  readonly leverage: string;
  readonly takeProfitPrice: string;
  readonly takeProfitTrigger: string;
  readonly stopLossPrice: string;
  readonly stopLossTrigger: string;
  readonly buyOpenOrderNotional: string;
  readonly sellOpenOrderNotional: string;
}

/** A short position is negative; what was paid for a long one is a negative cost. */
export function positionFields(position: Position, markOf: MarkOf): PositionFields {
  const { contract, lots, openUnits } = position;
  const { lot, symbol, tick } = contract;
  const cost = notional(contract, openUnits);
  const size = lot.toDecimal(Math.abs(lots));
  return {
    symbol,
    side: lots === 0 ? 'NULL_VAL' : lots > 0 ? 'LONG' : 'SHORT',
    position: lot.format(lots),
    referenceCost: plain(lots > 0 ? cost.neg() : cost),
    unrealizedPnl: plain(unrealized(position, markOf)),
    realizedPnl: plain(notional(contract, position.realizedUnits)),
    avgOpenPrice: lots === 0 ? '0' : plain(cost.div(size)),
    marginType: position.marginType,
    isolatedMargin: plain(isolatedMargin(position)),
    leverage: String(position.leverage),
    takeProfitPrice: tick.format(position.takeProfitTicks),
    takeProfitTrigger: 'market',
    stopLossPrice: tick.format(position.stopLossTicks),
    stopLossTrigger: 'market',
    buyOpenOrderNotional: plain(notional(contract, position.resting.Buy)),
    sellOpenOrderNotional: plain(notional(contract, position.resting.Sell)),
  };
}

/** The same under the stream's short names. */
export function streamPosition(position: Position, markOf: MarkOf): WireStreamPosition {
  const fields = positionFields(position, markOf);
  return {
    s: fields.symbol,
    sd: fields.side,
    pos: fields.position,
    rc: fields.referenceCost,
    up: fields.unrealizedPnl,
    rp: fields.realizedPnl,
    aop: fields.avgOpenPrice,
    boon: fields.buyOpenOrderNotional,
    soon: fields.sellOpenOrderNotional,
    mt: fields.marginType,
    iw: fields.isolatedMargin,
    lev: fields.leverage,
    tp: fields.takeProfitPrice,
    tpt: fields.takeProfitTrigger,
    sl: fields.stopLossPrice,
    slt: fields.stopLossTrigger,
  };
}

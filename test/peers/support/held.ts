// What the exchange holds, in the words and numbers that ccxt has for it. Made from the engine's whole
// ticks and lots, and by nothing that writes the dialect.
import assert from 'node:assert/strict';
import type { Order, Position } from 'ccxt';
import { ZERO, type Decimal } from '../../../src/paper/decimal.ts';
import type { Contract } from '../../../src/paper/engine/contracts.ts';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';
import type { Position as EnginePosition } from '../../../src/paper/engine/position.ts';
import type { WireStatus } from '../../../src/venues/ascendex/wire.ts';

export const statuses: Readonly<Record<WireStatus, string>> = {
  New: 'open',
  PartiallyFilled: 'open',
  PendingNew: 'open',
  Filled: 'closed',
  Canceled: 'canceled',
  Rejected: 'rejected',
};

/** ccxt's name of a contract, as in `BTC/USDT:USDT`. */
export function symbolOf({ base }: Contract): string {
  return `${base}/USDT:USDT`;
}

export function numberOf(value: Decimal): number {
  return Number(value.toFixed());
}

/** A price in ticks as a number of USDT. */
export function price({ tick }: Contract, ticks: number): number {
  return numberOf(tick.toDecimal(ticks));
}

/** A quantity in lots as a number of the base asset. */
export function amount({ lot }: Contract, lots: number): number {
  return numberOf(lot.toDecimal(lots));
}

/** The average price of an order's fills; `undefined` where nothing filled. */
export function averageOf(order: EngineOrder): number | undefined {
  const { fills } = order.state;
  const { tick } = order.terms.contract;
  if (!fills) return undefined;
  return numberOf(tick.size.times(String(fills.units)).div(String(fills.lots)).round(9));
}

/** What an order is by the field; all of them are ccxt's own names. */
export function heldOrder(order: EngineOrder): Record<string, unknown> {
  const { terms, state, createdAt, orderId } = order;
  const { contract, type, side, ticks, lots, stopTicks } = terms;
  const average = averageOf(order);
  const isMarket = type === 'Market' || type === 'StopMarket';
  return {
    id: orderId,
    symbol: symbolOf(contract),
    type: isMarket ? 'market' : 'limit',
    side: side.toLowerCase(),
    price: isMarket ? average : price(contract, ticks),
    average,
    triggerPrice: stopTicks === 0 ? undefined : price(contract, stopTicks),
    amount: amount(contract, lots),
    filled: amount(contract, order.filledLots),
    remaining: amount(contract, order.remainingLots),
    status: statuses[state.status],
    postOnly: terms.postOnly && !terms.reduceOnly ? true : undefined,
    reduceOnly: terms.reduceOnly && !terms.postOnly ? true : undefined,
    timestamp: createdAt,
    lastTradeTimestamp: state.lastExecTime,
    fee: { cost: numberOf((state.fills?.totalFee ?? ZERO).round(9)), currency: 'USDT' },
  };
}

/** Holds what ccxt made of an order against the order. @param but fields it reads in its own way */
export function sameOrder(
  parsed: Order | undefined,
  order: EngineOrder,
  but: Readonly<Record<string, unknown>> = {},
): void {
  assert.ok(parsed, `${order.orderId} is missing`);
  const expected = { ...heldOrder(order), ...but };
  assert.deepEqual(pick(parsed, Object.keys(expected)), expected);
}

/** Holds a list of orders against the orders, one by one and in any order. */
export function sameOrders(
  parsed: readonly Order[],
  orders: Iterable<EngineOrder>,
  but: (order: EngineOrder) => Readonly<Record<string, unknown>> = () => ({}),
): void {
  const held = [...orders];
  assert.equal(parsed.length, held.length, 'as many orders');
  for (const order of held) {
    const { orderId } = order;
    sameOrder(
      parsed.find(({ id }) => id === orderId),
      order,
      but(order),
    );
  }
}

/** What a position is by the field. @param mark the contract's mark price, ticks */
export function heldPosition(position: EnginePosition, mark: number): Record<string, unknown> {
  const { contract, lots, openUnits, leverage, marginType } = position;
  const cost = contract.tickLot.times(String(openUnits));
  const value = contract.tickLot.times(String(BigInt(mark) * BigInt(lots)));
  const size = contract.lot.toDecimal(Math.abs(lots));
  return {
    symbol: symbolOf(contract),
    side: lots === 0 ? 'null_val' : lots > 0 ? 'long' : 'short',
    contracts: amount(contract, lots),
    contractSize: 1,
    entryPrice: lots === 0 ? 0 : numberOf(cost.div(size).round(9)),
    markPrice: price(contract, mark),
    unrealizedPnl: numberOf(lots > 0 ? value.minus(cost) : value.plus(cost)),
    leverage,
    marginMode: marginType === 'crossed' ? 'cross' : 'isolated',
    collateral:
      marginType === 'crossed'
        ? undefined
        : cost.div(String(leverage)).plus(position.addedMargin).round(9).toFixed(),
    stopLossPrice: price(contract, position.stopLossTicks),
    takeProfitPrice: price(contract, position.takeProfitTicks),
  };
}

export function samePosition(
  parsed: Position | undefined,
  position: EnginePosition,
  mark: number,
): void {
  assert.ok(parsed, `${position.contract.symbol} is missing`);
  const expected = heldPosition(position, mark);
  assert.deepEqual(pick(parsed, Object.keys(expected)), expected);
}

/** Some fields of what ccxt made, `undefined` where it has none. */
export function pick(parsed: object, names: readonly string[]): Record<string, unknown> {
  const values = parsed as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

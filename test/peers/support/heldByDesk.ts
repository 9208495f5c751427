import assert from 'node:assert/strict';
import { plain } from '../../../src/paper/decimal.ts';
import { isolatedMargin } from '../../../src/paper/dialect/wirePosition.ts';
import { notional } from '../../../src/paper/engine/contracts.ts';
import { unrealized, type MarkOf } from '../../../src/paper/engine/margin.ts';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';
import type { Position as EnginePosition } from '../../../src/paper/engine/position.ts';
import type { WireOrderType, WireStatus } from '../../../src/venues/ascendex/wire.ts';
import type { Position } from '../../../src/venues/positions.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { averageOf } from './held.ts';

const types: Readonly<Record<WireOrderType, string>> = {
  Limit: 'limit',
  Market: 'market',
  StopLimit: 'stopLimit',
  StopMarket: 'stopMarket',
};
const statuses: Readonly<Record<WireStatus, string>> = {
  New: 'open',
  PartiallyFilled: 'partiallyFilled',
  Filled: 'filled',
  Canceled: 'canceled',
  Rejected: 'rejected',
  PendingNew: 'pending',
};

/** What an order is by the field, in Order Desk's own names, from the engine's whole numbers. */
function heldOrder(order: EngineOrder): Omit<Order, 'raw'> {
  const { terms, state, orderId, createdAt } = order;
  const { contract, ticks, stopTicks, lots } = terms;
  const market = terms.type === 'Market' || terms.type === 'StopMarket';
  const price = (steps: number) => contract.tick.toDecimal(steps).toFixed();
  const quantity = (steps: number) => contract.lot.toDecimal(steps).toFixed();
  return {
    ...{ orderId, createdAt, symbol: contract.symbol },
    side: terms.side === 'Buy' ? 'buy' : 'sell',
    type: types[terms.type] as Order['type'],
    status: statuses[state.status] as Order['status'],
    venueStatus: state.status,
    price: market ? undefined : price(ticks),
    stopPrice: stopTicks === 0 ? undefined : price(stopTicks),
    quantity: quantity(lots),
    filledQuantity: quantity(order.filledLots),
    averagePrice: averageOf(order)?.toString(),
    updatedAt: state.lastExecTime,
    sequence: state.sequence,
  };
}

/** Holds what Order Desk's client made of an order against the order. */
export function sameDeskOrder(told: Order | undefined, order: EngineOrder): void {
  assert.ok(told, `${order.orderId} is missing`);
  const { raw, ...read } = told;
  assert.deepEqual(read, heldOrder(order));
  assert.equal((JSON.parse(raw) as { orderId: string }).orderId, order.orderId);
}

/** Holds a position as Order Desk read it against what the engine holds, field by field. */
export function sameDeskPosition(
  read: Position | undefined,
  held: EnginePosition,
  markOf: MarkOf,
  but: Partial<Position> = {},
): void {
  assert.ok(read, `${held.contract.symbol} is missing`);
  const { contract, lots, openUnits, realizedUnits, leverage, marginType } = held;
  const size = contract.lot.toDecimal(Math.abs(lots));
  const { raw, ...fields } = read;
  assert.deepEqual(fields, {
    symbol: contract.symbol,
    side: lots === 0 ? 'none' : lots > 0 ? 'long' : 'short',
    quantity: size.toFixed(),
    entryPrice: lots === 0 ? undefined : plain(notional(contract, openUnits).div(size)),
    markPrice: contract.tick.toDecimal(markOf(contract)).toFixed(),
    unrealizedProfit: plain(unrealized(held, markOf)),
    realizedProfit: plain(notional(contract, realizedUnits)),
    isolatedMargin: plain(isolatedMargin(held)),
    stopLoss: stopAt(held, held.stopLossTicks),
    takeProfit: stopAt(held, held.takeProfitTicks),
    ...{ marginType, leverage: String(leverage), ...but },
  });
  assert.match(raw, new RegExp(`^\\{.*"${contract.symbol}".*\\}$`));
}

function stopAt({ contract }: EnginePosition, ticks: number): string | undefined {
  return ticks === 0 ? undefined : contract.tick.format(ticks);
}

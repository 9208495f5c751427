import type { WireSide } from '../../venues/ascendex/wire.ts';
import type { Account } from './account.ts';
import type { Book } from './book.ts';
import type { Random } from '../random.ts';
import { EngineOrder, type OrderTerms } from './order.ts';
import { makeOrderId } from './orderId.ts';
import type { Position } from './position.ts';

/** A position that the market price has taken past its stop loss or its take profit. */
export interface DuePosition {
  readonly account: Account;
  /** The reduce-only market order that closes it. */
  readonly terms: OrderTerms;
}

/**
 * The stop losses and take profits of positions. They come with the orders that open or grow a position:
 * the latest such order's prices count, each for itself, and are gone with the position.
 */
export class PositionStops {
  /** Positions that have any, by their symbol. */
  readonly #watched = new Map<string, Map<Position, Account>>();

  /** Takes in what an order has filled: its prices are its position's from now on. */
  filled({ account, terms }: EngineOrder): void {
    const { contract, side, stopLossTicks = 0, takeProfitTicks = 0 } = terms;
    if (!account || (stopLossTicks === 0 && takeProfitTicks === 0)) return;
    const position = account.position(contract);
    if (sideOf(position) !== side) return;
    if (stopLossTicks > 0) position.stopLossTicks = stopLossTicks;
    if (takeProfitTicks > 0) position.takeProfitTicks = takeProfitTicks;
    const { symbol } = contract;
    const watched = this.#watched.get(symbol) ?? new Map<Position, Account>();
    this.#watched.set(symbol, watched.set(position, account));
  }

  /** The next position to close at the book's market price; it has no such prices from then on. */
  due({ contract, prices }: Book): DuePosition | undefined {
    const watched = this.#watched.get(contract.symbol);
    if (!watched) return undefined;
    for (const [position, account] of watched) {
      if (position.stopLossTicks === 0 && position.takeProfitTicks === 0) watched.delete(position);
      if (!isPast(position, prices.market)) continue;
      position.dropStops();
      return { account, terms: closing(position) };
    }
    return undefined;
  }
}

/** The exchange's own order that closes such a position. @param now Unix ms */
export function closingOrder(
  { account, terms }: DuePosition,
  now: number,
  random: Random,
): EngineOrder {
  const id = makeOrderId('r', now, account.identity.userUid, '', random);
  return new EngineOrder(id, account, terms, now);
}

function sideOf({ lots }: Position): WireSide | undefined {
  if (lots === 0) return undefined;
  return lots > 0 ? 'Buy' : 'Sell';
}

function isPast({ lots, stopLossTicks, takeProfitTicks }: Position, ticks: number): boolean {
  const direction = Math.sign(lots);
  const lost = stopLossTicks > 0 && direction * (ticks - stopLossTicks) <= 0;
  const won = takeProfitTicks > 0 && direction * (ticks - takeProfitTicks) >= 0;
  return lots !== 0 && (lost || won);
}

function closing({ contract, lots }: Position): OrderTerms {
  return {
    ...{ contract, side: lots > 0 ? 'Sell' : 'Buy', type: 'Market', timeInForce: 'GTC' },
    ...{ postOnly: false, reduceOnly: true, ticks: 0, lots: Math.abs(lots) },
    ...{ stopTicks: 0, stopBy: 'market' },
  };
}

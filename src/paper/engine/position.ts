import type { WireSide } from '../../venues/ascendex/wire.ts';
import { ZERO, type Decimal } from '../decimal.ts';
import { unitsOf, type Contract } from './contracts.ts';

export type MarginType = 'crossed' | 'isolated';

/** A position as it is at some time. */
export interface Holding {
  readonly contract: Contract;
  /** Above 0 when long, below when short. */
  readonly lots: number;
  /** In units: below 0 what was paid for a long one, above 0 what was got for a short one. */
  readonly cost: bigint;
  /** USDT. */
  readonly addedMargin: Decimal;
}

/**
 * An account's position in one contract, and its settings there. Values are kept in units of one
 * tick times one lot, as whole numbers, so that no fill is ever rounded.
 */
export class Position {
  readonly contract: Contract;
  /** Above 0 when long, below when short. */
  lots = 0;
  /** What the open lots were bought or sold for; never negative. */
  openUnits = 0n;
  /** Profit taken out of the current position by closing parts of it. */
  realizedUnits = 0n;
  /** Value at their own prices of the account's resting orders that could open a position. */
  readonly resting: Record<WireSide, bigint> = { Buy: 0n, Sell: 0n };
  leverage = 10;
  marginType: MarginType = 'crossed';
  /** What was added to the margin of an isolated position beside that of its opening, USDT. */
  addedMargin: Decimal = ZERO;
  /** Market prices, ticks, at which it is closed; 0 where there is none. */
  stopLossTicks = 0;
  takeProfitTicks = 0;

  constructor(contract: Contract) {
    this.contract = contract;
  }

  holding(): Holding {
    const { contract, lots, openUnits, addedMargin } = this;
    return { contract, lots, cost: lots > 0 ? -openUnits : openUnits, addedMargin };
  }

  /** @returns how many lots an order on `side` could close */
  reducible(side: WireSide): number {
    return Math.max(0, side === 'Sell' ? this.lots : -this.lots);
  }

  /**
   * Closes what the fill closes, at average cost, and opens the rest.
   * @returns the profit this fill realized, in units
   */
  fill(side: WireSide, lots: number, ticks: number): bigint {
    const closed = Math.min(lots, this.reducible(side));
    const wasLong = this.lots > 0;
    let profit = 0n;
    if (closed > 0) {
      const cost = (this.openUnits * BigInt(closed)) / BigInt(Math.abs(this.lots));
      const proceeds = unitsOf(ticks, closed);
      profit = wasLong ? proceeds - cost : cost - proceeds;
      this.openUnits -= cost;
      this.realizedUnits += profit;
      if (closed === Math.abs(this.lots)) this.dropStops();
    }
    if (closed < lots) {
      if (this.lots === 0 || closed > 0) this.realizedUnits = 0n;
      this.openUnits += unitsOf(ticks, lots - closed);
    }
    this.lots += side === 'Buy' ? lots : -lots;
    return profit;
  }

  /** Nothing closes it by itself any more. */
  dropStops(): void {
    this.stopLossTicks = 0;
    this.takeProfitTicks = 0;
  }

  /** Gives up what was added to its margin. @returns how much that is, USDT */
  releaseMargin(): Decimal {
    const released = this.addedMargin;
    this.addedMargin = ZERO;
    return released;
  }

  /** @returns what closing everything at `ticks` would yield, in units */
  unrealizedUnits(ticks: number): bigint {
    const value = unitsOf(ticks, Math.abs(this.lots));
    return this.lots >= 0 ? value - this.openUnits : this.openUnits - value;
  }
}

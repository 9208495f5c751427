import { EventEmitter } from 'node:events';
import type { WireSide } from '../../venues/ascendex/wire.ts';
import type { Account } from './account.ts';
import type { Contract } from './contracts.ts';
import type { EngineOrder } from './order.ts';

/** Two orders met. Either may be the market's own and then has no account. */
export interface Trade {
  readonly contract: Contract;
  readonly ticks: number;
  readonly lots: number;
  /** The side of the order that came in. */
  readonly takerSide: WireSide;
  readonly resting: EngineOrder;
  readonly incoming: EngineOrder;
  /** Unix ms. */
  readonly time: number;
}

/**
 * What the engine tells, as it happens and in order. Listeners are called synchronously with live
 * objects: whoever needs a state for later copies it.
 */
export type EngineEvents = EventEmitter<{
  /** An account's order changed in any way; its `sequence` is new. */
  order: [EngineOrder];
  trade: [Trade];
  /** An account's balance, a position or a setting changed. */
  account: [Account];
  /** The reference prices of a contract changed. */
  prices: [Contract];
}>;

export function createEngineEvents(): EngineEvents {
  const events: EngineEvents = new EventEmitter();
  events.setMaxListeners(0); // one per stream
  return events;
}

import type {
  WireOrderType,
  WireSide,
  WireStatus,
  WireTimeInForce,
} from '../../venues/ascendex/wire.ts';
import type { Decimal } from '../decimal.ts';
import type { Account } from './account.ts';
import type { Contract } from './contracts.ts';

export type StopBy = 'market' | 'mark' | 'ref';

/** What a valid request asks for. Prices in ticks, quantities in lots of the contract. */
export interface OrderTerms {
  readonly contract: Contract;
  readonly side: WireSide;
  readonly type: WireOrderType;
  readonly timeInForce: WireTimeInForce;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  /** 0 where the type has no limit price. */
  readonly ticks: number;
  readonly lots: number;
  /** 0 where the type is no stop. */
  readonly stopTicks: number;
  readonly stopBy: StopBy;
}

/** An order in the engine. The engine alone changes it. */
export class EngineOrder {
  readonly orderId: string;
  /** `undefined` for the market's own quotes and flow. */
  readonly account: Account | undefined;
  readonly terms: OrderTerms;
  readonly createdAt: number;
  status: WireStatus;
  /** -1 until the engine has taken it. */
  sequence = -1;
  lastExecTime: number;
  filledLots = 0;
  /** Sum of ticks times lots over all fills. */
  filledUnits = 0n;
  lastTicks = 0;
  lastLots = 0;
  lastFee: Decimal | undefined;
  cumulativeFee: Decimal | undefined;
  liquidity: 'maker' | 'taker' | undefined;
  errorCode = '';
  /** A cancel was accepted and the engine has not acted on it yet. */
  cancelPending = false;
  /** Which way the trigger price must cross the stop price. */
  triggersUpward = false;

  constructor(orderId: string, account: Account | undefined, terms: OrderTerms, now: number) {
    this.orderId = orderId;
    this.account = account;
    this.terms = terms;
    this.createdAt = now;
    this.lastExecTime = now;
    this.status = isStop(terms) ? 'PendingNew' : 'New';
  }

  get remainingLots(): number {
    return this.terms.lots - this.filledLots;
  }

  get open(): boolean {
    return (
      this.status === 'New' || this.status === 'PartiallyFilled' || this.status === 'PendingNew'
    );
  }
}

export function isStop(terms: OrderTerms): boolean {
  return terms.type === 'StopLimit' || terms.type === 'StopMarket';
}

/** Whether the order, once working, takes any price within the market markup. */
export function isMarket(terms: OrderTerms): boolean {
  return terms.type === 'Market' || terms.type === 'StopMarket';
}

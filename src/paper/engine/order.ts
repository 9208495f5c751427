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
  /** Where the position that it opens is closed at a loss, by the market price; 0 or missing for nowhere. */
  readonly stopLossTicks?: number;
  /** The same at a profit. */
  readonly takeProfitTicks?: number;
}

/** Everything about an order that changes. A state is never changed, it is replaced. */
export interface OrderState {
  readonly status: WireStatus;
  /** -1 until the engine has taken the order. */
  readonly sequence: number;
  readonly lastExecTime: number;
  readonly errorCode: string;
  /** `undefined` before the first fill. */
  readonly fills: OrderFills | undefined;
}

export interface OrderFills {
  readonly lots: number;
  /** Sum of ticks times lots over all fills. */
  readonly units: bigint;
  readonly lastTicks: number;
  readonly lastLots: number;
  /** USDT. */
  readonly lastFee: Decimal;
  readonly totalFee: Decimal;
  readonly liquidity: 'maker' | 'taker';
}

/** An order in the engine. The engine alone changes it. */
export class EngineOrder {
  readonly orderId: string;
  /** `undefined` for the market's own quotes and flow. */
  readonly account: Account | undefined;
  readonly terms: OrderTerms;
  readonly createdAt: number;
  state: OrderState;
  /** A cancel was accepted and the engine has not acted on it yet. */
  cancelPending = false;
  /** Which way the trigger price must cross the stop price. */
  triggersUpward = false;
  /** Its neighbours in the queue of its price; the ladder's own. */
  ahead: EngineOrder | undefined;
  behind: EngineOrder | undefined;

  constructor(orderId: string, account: Account | undefined, terms: OrderTerms, now: number) {
    this.orderId = orderId;
    this.account = account;
    this.terms = terms;
    this.createdAt = now;
    const status = isStop(terms) ? 'PendingNew' : 'New';
    this.state = { status, sequence: -1, lastExecTime: now, errorCode: '', fills: undefined };
  }

  /** Replaces the state by one that differs in what is given. */
  change(differences: Partial<OrderState>): void {
    this.state = { ...this.state, ...differences };
  }

  get status(): WireStatus {
    return this.state.status;
  }

  get filledLots(): number {
    return this.state.fills?.lots ?? 0;
  }

  get remainingLots(): number {
    return this.terms.lots - this.filledLots;
  }

  get open(): boolean {
    const { status } = this.state;
    return status === 'New' || status === 'PartiallyFilled' || status === 'PendingNew';
  }
}

export function isStop(terms: OrderTerms): boolean {
  return terms.type === 'StopLimit' || terms.type === 'StopMarket';
}

/** Whether the order, once working, takes any price within the market markup. */
export function isMarket(terms: OrderTerms): boolean {
  return terms.type === 'Market' || terms.type === 'StopMarket';
}

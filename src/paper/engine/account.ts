import { ZERO, type Decimal } from '../decimal.ts';
import type { Contract } from './contracts.ts';
import type { FundingPayment } from './funding.ts';
import { Ledger, type BalanceEvent } from './ledger.ts';
import type { EngineOrder } from './order.ts';
import { Position } from './position.ts';

/** How many closed orders an account remembers. Older ones are unknown to it, as if never placed. */
const HISTORY = 50_000;

/** How many funding payments it remembers. */
const PAYMENTS = 10_000;

/** What identifies an account to the outside. */
export interface AccountIdentity {
  /** The account group: the number in every private URL. */
  readonly group: number;
  readonly userUid: string;
  readonly accountId: string;
  readonly cashAccountId: string;
  readonly marginAccountId: string;
  readonly email: string;
}

/** One futures account: its collateral, positions and orders. The engine alone changes it. */
export class Account {
  readonly identity: AccountIdentity;
  /** Every change of the balance. */
  readonly ledger = new Ledger();
  /** USDT of the cash account beside it, from which it is filled up. */
  cash: Decimal;
  /** In order of arrival. */
  readonly open = new Map<string, EngineOrder>();
  /** Ids of orders that were acknowledged and have not reached the engine yet. */
  readonly inFlight = new Set<string>();
  readonly #closed = new Map<string, EngineOrder>();
  /** Ids of closed orders in a ring: the next one takes the place of the oldest. */
  readonly #ring: string[] = [];
  #next = 0;
  readonly #payments: FundingPayment[] = [];
  readonly #positions = new Map<string, Position>();

  /** @param cash USDT beside it */
  constructor(identity: AccountIdentity, cash: Decimal = ZERO) {
    this.identity = identity;
    this.cash = cash;
  }

  /** USDT. Realized profit and fees are in it, unrealized profit is not. */
  get balance(): Decimal {
    return this.ledger.balance;
  }

  /**
   * Changes the balance for any reason but a fill.
   * @param amount USDT; below 0 to take it out
   * @param time Unix ms
   * @param position the one it is for
   */
  book(event: BalanceEvent, amount: Decimal, time: number, position?: Position): void {
    this.ledger.add({ event, amount, to: position?.holding() }, time);
  }

  position(contract: Contract): Position {
    let position = this.#positions.get(contract.symbol);
    if (position === undefined) {
      position = new Position(contract);
      this.#positions.set(contract.symbol, position);
    }
    return position;
  }

  positions(): Iterable<Position> {
    return this.#positions.values();
  }

  /** An order that is open or closed lately. */
  find(orderId: string): EngineOrder | undefined {
    return this.open.get(orderId) ?? this.#closed.get(orderId);
  }

  knows(orderId: string): boolean {
    return this.inFlight.has(orderId) || this.find(orderId) !== undefined;
  }

  /** Moves an order that has come to its end into the history. */
  close(order: EngineOrder): void {
    this.open.delete(order.orderId);
    this.#closed.set(order.orderId, order);
    const oldest = this.#ring[this.#next];
    if (oldest !== undefined) this.#closed.delete(oldest);
    this.#ring[this.#next] = order.orderId;
    this.#next = (this.#next + 1) % HISTORY;
  }

  /** Takes a funding payment out of the balance, or adds it. */
  pay(payment: FundingPayment): void {
    const { amount, time, contract } = payment;
    this.book('Fundingpayment', amount, time, this.position(contract));
    this.#payments.push(payment);
    if (this.#payments.length > PAYMENTS) this.#payments.shift();
  }

  /** Funding payments, the latest first. */
  payments(): FundingPayment[] {
    return [...this.#payments].reverse();
  }

  /** Closed orders, the latest first. */
  history(): EngineOrder[] {
    return [...this.#closed.values()].reverse();
  }
}

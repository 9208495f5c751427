import type { Accounts } from '../accounts.ts';
import type { ServerClock } from '../clock.ts';
import { Decimal, ZERO } from '../decimal.ts';
import type { Account } from './account.ts';
import type { Book } from './book.ts';
import { notional, unitsOf, type Contract } from './contracts.ts';
import type { Engine } from './engine.ts';

const PERIOD = 8 * 60 * 60 * 1000;

/** What a position pays for being held at all, and the most that is ever paid either way. */
const INTEREST = new Decimal('0.0001');
const LIMIT = new Decimal('0.0075');
/** Places of a rate, and of what is paid in USDT. */
const PLACES = 9;

/** What one position paid or was paid at one funding. */
export interface FundingPayment {
  readonly contract: Contract;
  /** Unix ms. */
  readonly time: number;
  readonly rate: Decimal;
  /** USDT; below 0 where the account paid. */
  readonly amount: Decimal;
}

/** The next time at which funding is due: 0, 8 and 16 o'clock UTC. Unix ms. */
export function nextFunding(now: number): number {
  return (Math.floor(now / PERIOD) + 1) * PERIOD;
}

/** What part of a position's value long positions pay short ones at the next funding. */
export function fundingRate({ prices }: Book): Decimal {
  const ref = new Decimal(String(prices.ref));
  const premium = new Decimal(String(prices.mark)).minus(ref).div(ref);
  const rate = INTEREST.plus(premium);
  if (rate.gt(LIMIT)) return LIMIT;
  const lowest = LIMIT.neg();
  return rate.lt(lowest) ? lowest : rate.round(PLACES);
}

/** Has positions pay for being held when a funding is due. */
export class Funding {
  readonly #engine: Engine;
  readonly #accounts: Accounts;
  readonly #clock: ServerClock;
  #next: number;

  constructor(engine: Engine, accounts: Accounts, clock: ServerClock) {
    this.#engine = engine;
    this.#accounts = accounts;
    this.#clock = clock;
    this.#next = nextFunding(clock.now());
  }

  /**
   * Charges a funding that has become due, once however many have.
   * @param frozen whether it is let pass uncharged
   */
  run(frozen: boolean): void {
    const now = this.#clock.now();
    if (now < this.#next) return;
    const due = this.#next;
    this.#next = nextFunding(now);
    if (!frozen) this.charge(due);
  }

  /** Charges every open position at the present mark price and rate. @param time Unix ms */
  charge(time: number): void {
    for (const account of this.#accounts.all) this.#chargeOne(account, time);
  }

  #chargeOne(account: Account, time: number): void {
    const held = [...account.positions()].filter(({ lots }) => lots !== 0);
    for (const { contract, lots } of held) {
      const book = this.#engine.book(contract);
      const rate = fundingRate(book);
      const value = notional(contract, unitsOf(book.prices.mark, lots));
      const owed = value.times(rate).round(PLACES);
      account.pay({ contract, time, rate, amount: ZERO.minus(owed) });
    }
    if (held.length > 0) this.#engine.events.emit('account', account);
  }
}

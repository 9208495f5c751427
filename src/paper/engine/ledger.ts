import type { WireOrderType, WireSide } from '../../venues/ascendex/wire.ts';
import { ZERO, type Decimal } from '../decimal.ts';
import type { Contract } from './contracts.ts';
import type { Holding } from './position.ts';

/** How many entries a ledger keeps. Older ones are known by what they led to alone. */
const ENTRIES = 100_000;

/** Why a balance changed other than by a fill, in the dialect's words where it has one. */
export type BalanceEvent = 'deposit' | 'withdrawal' | 'Fundingpayment' | 'Isolatedmargin';

interface Written {
  /** One more than that of the entry before it; the first has 1. */
  readonly sn: number;
  /** Unix ms; never before that of the entry before it. */
  readonly time: number;
  /** USDT, after it. */
  readonly balance: Decimal;
}

/** One side of a fill. Amounts in USDT. */
export interface FillChange {
  readonly orderId: string;
  readonly orderType: WireOrderType;
  readonly side: WireSide;
  readonly liquidity: 'maker' | 'taker';
  readonly profit: Decimal;
  readonly fee: Decimal;
  /** The position before it and after it. */
  readonly from: Holding;
  readonly to: Holding;
}

/** Anything else. */
export interface EventChange {
  readonly event: BalanceEvent;
  /** USDT; below 0 where it went out of the balance. */
  readonly amount: Decimal;
  /** The position it was for, after it. */
  readonly to?: Holding | undefined;
}

export type LedgerEntry = Written & (FillChange | EventChange);

/** What an account had at some time. */
export interface LedgerState {
  /** Of the last entry it is the sum of; 0 where there was none yet. */
  readonly sn: number;
  /** USDT. */
  readonly balance: Decimal;
  readonly holdings: readonly Holding[];
}

/** Every change of one account's balance, in order. The balance is what they add up to. */
export class Ledger {
  /** In a ring: an entry takes the place of the one so many before it. */
  readonly #ring: LedgerEntry[] = [];
  /** Positions as the entries left them that are not kept any more. */
  readonly #gone = new Map<Contract, Holding>();
  #last: Written = { sn: 0, time: 0, balance: ZERO };

  /** USDT. */
  get balance(): Decimal {
    return this.#last.balance;
  }

  /** The number of the oldest entry that is kept, or of the one to come. */
  get first(): number {
    return Math.max(1, this.#last.sn - ENTRIES + 1);
  }

  /** @param time Unix ms */
  add(change: FillChange | EventChange, time: number): void {
    const last = this.#last;
    const amount = 'event' in change ? change.amount : change.profit.minus(change.fee);
    const entry = {
      ...change,
      sn: last.sn + 1,
      // A clock that was set back does not set back what has happened.
      time: Math.max(last.time, time),
      balance: last.balance.plus(amount),
    };
    const oldest = this.#ring[entry.sn % ENTRIES];
    if (oldest?.to) this.#gone.set(oldest.to.contract, oldest.to);
    this.#ring[entry.sn % ENTRIES] = entry;
    this.#last = entry;
  }

  /** Entries from a number on that is not below {@link first}, at most so many. */
  from(sn: number, limit: number): readonly LedgerEntry[] {
    const entries: LedgerEntry[] = [];
    for (let at = sn; at <= this.#last.sn && entries.length < limit; at++)
      entries.push(this.#entry(at));
    return entries;
  }

  /** What there was just before a time, Unix ms; `undefined` where that is not kept any more. */
  before(time: number): LedgerState | undefined {
    let [low, high] = [this.first, this.#last.sn + 1];
    if (low > 1 && this.#entry(low).time >= time) return undefined;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entry(middle).time < time) low = middle + 1;
      else high = middle;
    }
    const holdings = new Map(this.#gone);
    for (const { to } of this.from(this.first, low - this.first))
      if (to) holdings.set(to.contract, to);
    const balance = low > this.first ? this.#entry(low - 1).balance : ZERO;
    return { sn: low - 1, balance, holdings: [...holdings.values()] };
  }

  #entry(sn: number): LedgerEntry {
    return this.#ring[sn % ENTRIES] as LedgerEntry;
  }
}

import type { ServerClock } from '../clock.ts';
import type { Account } from '../engine/account.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineOrder } from '../engine/order.ts';
import { makeOrderId } from '../engine/orderId.ts';
import type { Random } from '../random.ts';

/** How much happens, and of what. */
export interface ChurnPlan {
  /** Messages of orders and accounts a second, for a stream that has both channels. */
  readonly perSecond: number;
  readonly seconds: number;
  /** So many of a hundred steps are fills, the others are replacements. */
  readonly fills: number;
}

interface Parts {
  readonly engine: Engine;
  readonly clock: ServerClock;
  readonly random: Random;
  /** Bytes that the slowest stream has still to take. */
  readonly waiting: () => number;
}

/** Between two slices, ms: as many changes as are due, then others have their turn. */
const SLICE = 10;
/** A slice makes up for what came late, but not for more than this, ms. */
const LATEST = 50;
/** Most orders that are replaced over and over; all others stay until they are filled. */
const RESTLESS = 1_000;
/** Orders fill that are as near to the market as one part of so many: others would move the price. */
const NEAR = 200;
/** With more than this to be taken, bytes, a reader is given time: far from where it is cut off. */
const ENOUGH = 256 * 1024;

/**
 * A busy account: its orders near the market fill lot by lot, and some of the others are canceled
 * and placed anew all the time, as by a machine that follows the price. All of it happens in the
 * engine and is told like anything else. An order that fills up is placed anew, so that as many stay
 * open; one that the client cancels is not.
 */
export class Churn {
  readonly #engine: Engine;
  readonly #clock: ServerClock;
  readonly #random: Random;
  readonly #waiting: () => number;
  #stop: () => void = () => undefined;
  #restless = new Round([]);
  #filling = new Round([]);
  #steps = 0;
  #made = 0;
  #running = false;

  constructor({ engine, clock, random, waiting }: Parts) {
    this.#engine = engine;
    this.#clock = clock;
    this.#random = random;
    this.#waiting = waiting;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Messages made since the latest start. */
  get made(): number {
    return this.#made;
  }

  /** Begins anew; a rate of 0 ends it. */
  start(account: Account, { perSecond, seconds, fills }: ChurnPlan): void {
    this.#stop();
    this.#made = 0;
    this.#running = perSecond > 0;
    if (!this.#running) return;
    this.#choose(account);
    const ends = this.#clock.elapsed() + seconds * 1_000;
    let before = this.#clock.elapsed();
    let due = 0;
    this.#stop = this.#clock.every(SLICE, () => {
      const now = Math.min(this.#clock.elapsed(), ends);
      const most = (perSecond * LATEST) / 1_000;
      due = Math.min(due + ((now - before) * perSecond) / 1_000, most);
      before = now;
      while (due >= 1 && this.#waiting() < ENOUGH) {
        const made = this.#step(fills);
        if (made === 0) break;
        this.#made += made;
        due -= made;
      }
      if (now < ends) return;
      this.#running = false;
      this.#stop();
    });
  }

  #choose(account: Account): void {
    const near = ({ terms: { contract, ticks } }: EngineOrder): boolean => {
      const mark = this.#engine.markOf(contract);
      return Math.abs(ticks - mark) * NEAR <= mark;
    };
    const limits = [...account.open.values()].filter(({ terms }) => terms.type === 'Limit');
    this.#filling = new Round(limits.filter(near));
    this.#restless = new Round(limits.filter((order) => !near(order)).slice(-RESTLESS));
  }

  /** @returns how many messages it made: none where there is no such order left */
  #step(fills: number): number {
    this.#steps += 1;
    const round = (this.#steps * fills) % 100 < fills ? this.#filling : this.#restless;
    const order = round.next();
    if (!order) return 0;
    if (round === this.#filling) {
      this.#engine.fillResting(order, 1);
      if (order.open) return 2;
      round.replace(this.#anew(order));
      return 3;
    }
    this.#engine.cancel(order);
    round.replace(this.#anew(order));
    return 2;
  }

  #anew({ account, terms }: EngineOrder): EngineOrder {
    const now = this.#clock.now();
    const userUid = account?.identity.userUid ?? '';
    const orderId = makeOrderId('a', now, userUid, '', this.#random);
    const order = new EngineOrder(orderId, account, terms, now);
    this.#engine.place(order);
    return order;
  }
}

/** Orders that are gone through over and over; those that somebody closed drop out. */
class Round {
  readonly #orders: EngineOrder[];
  #at = -1;

  constructor(orders: EngineOrder[]) {
    this.#orders = orders;
  }

  next(): EngineOrder | undefined {
    while (this.#orders.length > 0) {
      this.#at = (this.#at + 1) % this.#orders.length;
      const order = this.#orders[this.#at];
      if (order?.open) return order;
      this.#orders.splice(this.#at--, 1);
    }
    return undefined;
  }

  /** Puts another in the place of the one that {@link next} gave. */
  replace(order: EngineOrder): void {
    this.#orders[this.#at] = order;
  }
}

import type { ServerClock } from '../clock.ts';
import { streamOrder } from '../dialect/wireOrder.ts';
import { streamPricing } from '../dialect/wirePricing.ts';
import type { Account } from '../engine/account.ts';
import type { Contract } from '../engine/contracts.ts';
import type { Engine } from '../engine/engine.ts';
import type { Trade } from '../engine/events.ts';
import type { EngineOrder } from '../engine/order.ts';
import type { Random } from '../random.ts';
import { accountUpdate } from './accountMessages.ts';
import { channelKey, type Channel } from './channels.ts';
import { MarketState } from './marketState.ts';
import { Subscribers, type Subscriber } from './subscribers.ts';

/**
 * Turns what the engine tells into what the channels say. Orders and accounts are told at once, one
 * message for each change; prices, depth, trades and bars when all that belongs together has
 * happened, so that a step of the market is one message each. Without subscribers it does nothing.
 */
export class Feeds {
  readonly #engine: Engine;
  readonly #clock: ServerClock;
  readonly #subscribers = new Subscribers();
  readonly #states = new Map<string, MarketState>();
  readonly #changed = new Set<Contract>();
  /** The order whose fill is about to change an account. */
  readonly #cause = new Map<Account, EngineOrder>();
  readonly #nextSequence: () => number;
  #pricesChanged = false;
  #listening = false;
  #flushing = false;

  constructor(engine: Engine, clock: ServerClock, random: Random) {
    this.#engine = engine;
    this.#clock = clock;
    let sequence = random.integer(10_000, 90_000);
    this.#nextSequence = () => (sequence += random.integer(1, 9));
  }

  /** A new number of the accounts' and the market's own sequence. It grows, and skips. */
  nextSequence(): number {
    return this.#nextSequence();
  }

  subscribe(subscriber: Subscriber, channel: Channel, accountId: string): void {
    this.#flush(); // a newcomer starts from what everybody else knows
    this.#subscribers.add(channelKey(channel, accountId), subscriber);
    this.#listen();
    const first = this.#first(channel);
    if (first !== undefined) subscriber.push(first.m, JSON.stringify(first));
  }

  unsubscribe(subscriber: Subscriber, channel: Channel, accountId: string): void {
    this.#subscribers.remove(channelKey(channel, accountId), subscriber);
    this.#rest();
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.leave(subscriber);
    this.#rest();
  }

  /** What a subscriber is told first: how things stand. Private channels tell changes alone. */
  #first(channel: Channel): { readonly m: string } | undefined {
    const now = this.#clock.now();
    switch (channel.kind) {
      case 'futures-pricing-data':
        return streamPricing(this.#engine.books, now);
      case 'bbo':
        return this.#state(channel.contract).bbo(now);
      case 'depth':
        return this.#state(channel.contract).fullDepth(now);
      case 'bar':
        return this.#state(channel.contract).bar(channel.minutes, now);
      case 'trades':
        this.#state(channel.contract);
        return undefined;
      case 'futures-order':
      case 'futures-account-update':
        return undefined;
    }
  }

  #state(contract: Contract): MarketState {
    let state = this.#states.get(contract.symbol);
    if (state === undefined) {
      state = new MarketState(this.#engine.book(contract), this.#nextSequence);
      this.#states.set(contract.symbol, state);
    }
    return state;
  }

  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    const { events } = this.#engine;
    events.on('order', this.#onOrder).on('account', this.#onAccount);
    events.on('trade', this.#onTrade).on('prices', this.#onPrices);
  }

  #rest(): void {
    if (!this.#subscribers.empty || !this.#listening) return;
    this.#listening = false;
    const { events } = this.#engine;
    events.off('order', this.#onOrder).off('account', this.#onAccount);
    events.off('trade', this.#onTrade).off('prices', this.#onPrices);
    this.#states.clear();
    this.#changed.clear();
  }

  readonly #onOrder = (order: EngineOrder): void => {
    const accountId = order.account?.identity.accountId ?? '';
    this.#subscribers.tell(`futures-order:${accountId}`, () => streamOrder(order));
    this.#touch(order.terms.contract);
  };

  readonly #onTrade = (trade: Trade): void => {
    for (const order of [trade.resting, trade.incoming]) {
      if (order.account) this.#cause.set(order.account, order);
    }
    this.#states.get(trade.contract.symbol)?.traded(trade);
    this.#touch(trade.contract);
  };

  readonly #onAccount = (account: Account): void => {
    const cause = this.#cause.get(account);
    this.#cause.delete(account);
    this.#subscribers.tell(`futures-account-update:${account.identity.accountId}`, () =>
      accountUpdate(account, cause, this.#engine, this.#nextSequence(), this.#clock.now()),
    );
  };

  readonly #onPrices = (contract: Contract): void => {
    this.#pricesChanged = true;
    this.#touch(contract);
  };

  #touch(contract: Contract): void {
    this.#changed.add(contract);
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => this.#flush());
  }

  /** Tells what has gathered. */
  #flush(): void {
    this.#flushing = false;
    const now = this.#clock.now();
    if (this.#pricesChanged) {
      this.#subscribers.tell('futures-pricing-data', () => streamPricing(this.#engine.books, now));
    }
    this.#pricesChanged = false;
    for (const contract of this.#changed) this.#tellMarket(contract, now);
    this.#changed.clear();
  }

  #tellMarket({ symbol }: Contract, now: number): void {
    const state = this.#states.get(symbol);
    if (state === undefined) return;
    const tell = (key: string, take: () => { readonly m: string } | undefined): void => {
      const message = this.#subscribers.has(key) ? take() : undefined;
      if (message !== undefined) this.#subscribers.tell(key, () => message);
    };
    const trades = state.takeTrades();
    tell(`trades:${symbol}`, () => trades);
    tell(`depth:${symbol}`, () => state.takeDepth(now));
    tell(`bbo:${symbol}`, () => state.takeBbo(now));
    for (const minutes of trades ? state.barMinutes : []) {
      tell(`bar:${minutes}:${symbol}`, () => state.bar(minutes, now));
    }
  }
}

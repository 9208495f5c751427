import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import {
  startPaperExchange,
  type PaperExchange,
  type PaperOptions,
} from '../../../src/paper/exchange.ts';
import type { Account } from '../../../src/paper/engine/account.ts';
import type { Book } from '../../../src/paper/engine/book.ts';
import type { Contract } from '../../../src/paper/engine/contracts.ts';
import type { Engine } from '../../../src/paper/engine/engine.ts';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';
import { findContract } from '../../../src/paper/dialect/fields.ts';
import { callOf } from './calls.ts';
import { ledger, type Client } from './ledger.ts';

/**
 * A paper exchange that one client is held against: what the client asked for is noted, and what the
 * exchange holds is there as the exchange's own objects. Its clock stands still until moved.
 */
export class WatchedExchange {
  readonly paper: PaperExchange;
  readonly #clock: { time: number };
  readonly #client: Client;
  readonly #onStream = new Map<string, number>();
  readonly #subscribed = new EventEmitter<Record<string, []>>();

  private constructor(client: Client, paper: PaperExchange, clock: { time: number }) {
    this.#client = client;
    this.paper = paper;
    this.#clock = clock;
    this.#watchStreams();
  }

  static async start(client: Client, options: PaperOptions = {}): Promise<WatchedExchange> {
    const clock = { time: Date.now() };
    const now = (): number => clock.time;
    const paper = await startPaperExchange({ seed: 7, frozen: true, now, ...options });
    return new WatchedExchange(client, paper, clock);
  }

  /** The exchange's clock, Unix ms. */
  get time(): number {
    return this.#clock.time;
  }

  set time(time: number) {
    this.#clock.time = time;
  }

  get engine(): Engine {
    return this.paper.services.engine;
  }

  get account(): Account {
    const [account] = this.paper.services.accounts.all;
    return account ?? assert.fail('there is no account');
  }

  contract(symbol: string): Contract {
    return findContract(symbol) ?? assert.fail(`no ${symbol}`);
  }

  book(symbol: string): Book {
    return this.engine.book(this.contract(symbol));
  }

  order(orderId: string | undefined): EngineOrder {
    return this.account.find(orderId ?? '') ?? assert.fail(`the exchange has no order ${orderId}`);
  }

  /** Whether the client asked for it of this exchange: a call, or something on a stream. */
  wasAsked(topic: string): boolean {
    return this.#asked().has(topic);
  }

  /** How often the client said it on streams. */
  times(topic: string): number {
    return this.#onStream.get(topic) ?? 0;
  }

  /** Resolves once somebody subscribes to a channel of this kind, as in `depth`. */
  subscribed(kind: string): Promise<void> {
    return new Promise((resolve) => this.#subscribed.once(kind, resolve));
  }

  /**
   * Says that what the client made of these was held against the exchange just now.
   * @param differences where the client differs all the same, and why
   */
  compared(topics: string | readonly string[], ...differences: readonly string[]): void {
    for (const topic of [topics].flat()) {
      assert.ok(this.wasAsked(topic), `${topic} was not asked for in this test`);
      ledger.asked(this.#client, topic);
      ledger.compared(this.#client, topic, differences);
    }
  }

  async close(): Promise<void> {
    for (const topic of this.#asked()) ledger.asked(this.#client, topic);
    await this.paper.close();
  }

  #asked(): ReadonlySet<string> {
    const { requests } = this.paper.services.stats;
    const calls = Object.keys(requests).filter((pattern) => pattern.includes('/api/pro/'));
    return new Set([...calls.map(callOf), ...this.#onStream.keys()]);
  }

  #note(topic: string): void {
    this.#onStream.set(topic, this.times(topic) + 1);
  }

  /** Notes what comes in on the exchange's streams, and lets it pass. */
  #watchStreams(): void {
    const { streams } = this.paper.services;
    const { feeds } = streams;
    const subscribe = feeds.subscribe.bind(feeds);
    feeds.subscribe = (subscriber, channel, accountId) => {
      subscribe(subscriber, channel, accountId);
      this.#subscribed.emit(channel.kind);
    };
    const open = streams.open.bind(streams);
    streams.open = (admission, ...rest) => {
      const session = open(admission, ...rest);
      if (admission.key !== undefined) this.#note('sign-in by headers');
      const receive = session.receive.bind(session);
      session.receive = (text) => {
        this.#note(topicOf(text));
        return receive(text);
      };
      return session;
    };
  }
}

function topicOf(text: string): string {
  const { op, ch, action } = JSON.parse(text) as { op: string; ch?: string; action?: string };
  const kind = ch?.split(':')[0];
  return [op, op === 'sub' || op === 'unsub' ? kind : action].filter(Boolean).join(' ');
}

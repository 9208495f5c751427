import type { Clock } from '../../../src/common/clock.ts';
import { formatJson } from '../../../src/net/formatJson.ts';
import type { RateBudget } from '../../../src/net/rateBudget.ts';
import type { AccountNews, OrderNews, StreamState } from '../../../src/venues/stream.ts';
import type { Pricing, Venue } from '../../../src/venues/venue.ts';
import { amply, memoryVenue, type MemoryHost, type MemoryReply } from '../memoryVenue.ts';
import { credentials, sampledAt } from './samples.ts';

/** What is put to the test; a test of the test hands in one that is broken. */
export interface Subject {
  readonly venue: (host: MemoryHost, clock: Clock, budget: RateBudget) => Venue;
  readonly formatJson: (text: string) => string;
}

export const realSubject: Subject = {
  venue: (host, clock, budget) => memoryVenue({ host, clock, budget, group: '6', credentials }),
  formatJson,
};

/** Waits that take time never end by themselves; without jitter all others take none. */
function delay(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
}

/** What the stream made of a message. */
export interface Heard {
  readonly orders: OrderNews[];
  readonly accounts: AccountNews[];
  readonly prices: Pricing[];
}

/** A client whose host answers every request with one body, and says whatever it is told to. */
export class Bench {
  readonly venue: Venue;
  /** Requests of the present case, by whether they cancel. */
  reads = 0;
  cancels = 0;
  readonly #budget: RateBudget;
  #reply: MemoryReply = { status: 200, body: new Uint8Array() };
  #now = sampledAt;
  #answerTime = 0;
  readonly #heard: Heard = { orders: [], accounts: [], prices: [] };
  #say: (text: string) => void = () => undefined;

  constructor(subject: Subject) {
    const host: MemoryHost = {
      answer: ({ method }) => {
        if (method === 'GET') this.reads += 1;
        else this.cancels += 1;
        this.#now += this.#answerTime;
        return this.#reply;
      },
      connect: (_request, say) => {
        queueMicrotask(() => say('{"m":"connected","type":"auth"}'));
        this.#say = say;
        return Promise.resolve((text) => this.#hear(text));
      },
    };
    const clock = { now: () => this.#now, delay };
    this.#budget = amply(clock);
    this.venue = subject.venue(host, clock, this.#budget);
    const stream = this.venue.stream?.();
    stream?.onOrders((news) => this.#heard.orders.push(news));
    stream?.onAccount((news) => this.#heard.accounts.push(news));
    stream?.onPricing((news) => this.#heard.prices.push(...news));
  }

  /** Whether a body asked for a pause, which would keep the next ones from being read. */
  get rests(): boolean {
    return this.#budget.quiet > 0;
  }

  /**
   * Begins a case.
   * @param slow whether each answer takes so long that a read is not tried again
   */
  begin(reply: MemoryReply, slow: boolean): void {
    this.#reply = reply;
    this.#now = sampledAt;
    this.#answerTime = slow ? 20_000 : 0;
    this.reads = this.cancels = 0;
  }

  /** Has the live stream say a text. @returns what was made of it, and the state that it led to */
  async tell(text: string): Promise<{ heard: Heard; state: StreamState }> {
    await this.#live();
    const { orders, accounts, prices } = this.#heard;
    for (const list of [orders, accounts, prices]) list.length = 0;
    this.#say(text);
    const stream = this.venue.stream?.();
    // A connection that is given up is closed in a few turns; that it was is known only then.
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
    if (!stream) throw new Error('the venue has no stream');
    return { heard: this.#heard, state: stream.state };
  }

  #hear(text: string): void {
    const { op, id, ch } = JSON.parse(text) as { op: string; id?: string; ch?: string };
    if (op === 'sub') this.#say(JSON.stringify({ m: 'sub', id, ch, code: 0 }));
  }

  #live(): Promise<void> {
    const stream = this.venue.stream?.();
    return new Promise((resolve) => {
      if (!stream || stream.state.phase === 'live') return resolve();
      const listening = stream.onDidChangeState(({ phase }) => {
        if (phase !== 'live') return;
        listening.dispose();
        resolve();
      });
      stream.start();
    });
  }
}

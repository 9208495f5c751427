import assert from 'node:assert/strict';
import { PaperCore } from '../../../src/paper/core.ts';
import { VirtualClock } from '../../../src/paper/virtualClock.ts';
import type { Venue } from '../../../src/venues/venue.ts';
import { aborted, coreHost } from '../../soak/coreHost.ts';
import { memoryVenue } from '../../soak/memoryVenue.ts';
import { DeskAtWork } from './deskAtWork.ts';
import { computing } from './computed.ts';

/**
 * A desk that hears the stream of a real exchange in this process, with so many open orders that fill, are
 * canceled and placed anew. The exchange works between the measurements.
 */
export class StreamAtWork {
  /** Messages that nobody has heard yet. */
  kept: string[] = [];
  /** Changes that the model has told of. */
  told = 0;
  readonly work: DeskAtWork;
  readonly #venue: Venue;
  readonly #core: PaperCore;
  readonly #time = new VirtualClock();
  #say: (text: string) => void = () => undefined;
  #heard = 0;

  /** @param perSecond messages that the exchange makes in a second of its own time */
  static async start(orders: number, perSecond: number): Promise<StreamAtWork> {
    const stream = new StreamAtWork(orders);
    await stream.work.live();
    const { services, account } = stream.#core;
    services.churn.start(account, { perSecond, seconds: 3_600, fills: 10 });
    stream.work.desk.store.onDidChange(({ orderIds }) => (stream.told += orderIds.length));
    return stream;
  }

  private constructor(orders: number) {
    const { now, after } = this.#time;
    const core = (this.#core = new PaperCore({ seed: 7, orders, frozen: true, now, after }));
    const { key, account } = core;
    this.#venue = memoryVenue({
      host: coreHost(core, (text, saying) => {
        this.#say = saying;
        const load = /^{"m":"futures-(order|account)/.test(text);
        if (load) this.kept.push(text);
        return load;
      }),
      clock: { now, delay: (_ms, signal) => aborted(signal) },
      group: String(account.identity.group),
      credentials: { apiKey: key.key, secret: key.secret },
    });
    this.work = new DeskAtWork(this.#venue);
  }

  /** Lets the exchange make so many messages that nobody has heard yet. */
  async more(messages: number): Promise<void> {
    while (this.kept.length < messages) await this.#time.advance(10);
  }

  /** Has the desk hear all that is kept. @returns ms computed for each message */
  hear(): number {
    const texts = this.kept;
    const took = computing(() => {
      for (const text of texts) this.#say(text);
    });
    this.#heard += texts.length;
    this.kept = [];
    this.work.redraws.take(() => 1);
    return took / texts.length;
  }

  /** Ends badly where a message was not heard, or the model is not the exchange in the end. */
  async end(): Promise<void> {
    assert.equal(this.work.received, this.#heard, 'every message is heard');
    if (this.kept.length > 0) this.hear();
    const open = (await this.#venue.openOrders()).value;
    assert.equal(this.work.different(open), 0, 'the model is the exchange');
    this.work.desk.dispose();
    await this.#venue.close();
    this.#core.stop();
  }
}

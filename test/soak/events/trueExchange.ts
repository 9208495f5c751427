import type { Clock } from '../../../src/common/clock.ts';
import type { WireStatus } from '../../../src/venues/ascendex/wire.ts';
import type { Venue } from '../../../src/venues/venue.ts';
import { PaperCore } from '../../../src/paper/core.ts';
import { wireOrder } from '../../../src/paper/dialect/wireOrder.ts';
import { CONTRACTS } from '../../../src/paper/engine/contracts.ts';
import { EngineOrder, type OrderTerms } from '../../../src/paper/engine/order.ts';
import { makeOrderId } from '../../../src/paper/engine/orderId.ts';
import type { Random } from '../../../src/paper/random.ts';
import { aborted, coreHost } from '../coreHost.ts';
import { memoryVenue } from '../memoryVenue.ts';

/** How an order once stood. */
export interface Moment {
  readonly status: WireStatus;
  readonly filled: string;
}

/** The exchange, and a real client of it whose stream says what it is told to, when it is told to. */
export class TrueExchange {
  readonly core: PaperCore;
  readonly venue: Venue;
  /** Texts of `futures-order` that nobody has taken yet, in the order they were sent. */
  readonly texts: string[] = [];
  /** Lists of open orders that are answered, one each, in the place of the present one. */
  readonly lagging: Uint8Array[] = [];
  /** All that ever was, by order and sequence number. */
  readonly history = new Map<string, Map<number, Moment>>();
  time = 1_700_000_000_000;
  /** Both sides' clock. No wait under it ever ends by itself. */
  readonly clock: Clock = { now: () => this.time, delay: (_ms, signal) => aborted(signal) };
  /** Hands a message to the client. */
  deliver: (text: string) => void = () => undefined;
  readonly #random: Random;
  #open: EngineOrder[] = [];

  constructor(seed: number, random: Random) {
    this.#random = random;
    const { now } = this.clock;
    // Nobody calls back: the market stands still and the stream is not pinged.
    this.core = new PaperCore({ seed, frozen: true, now, after: () => () => undefined });
    const { key, account } = this.core;
    const host = coreHost(this.core, (text, say) => this.#keep(text, say));
    this.venue = memoryVenue({
      host: {
        ...host,
        answer: (request) => {
          const old = request.url.endsWith('/order/open') ? this.lagging.shift() : undefined;
          return old ? { status: 200, body: old } : host.answer(request);
        },
      },
      clock: this.clock,
      group: String(account.identity.group),
      credentials: { apiKey: key.key, secret: key.secret },
    });
    this.core.services.engine.events.on('order', (order) => this.#remember(order));
  }

  /** Orders that are open now, as the exchange itself tells them. */
  get open() {
    return [...this.core.account.open.values()].map((order) => wireOrder(order));
  }

  /** Any order, as the exchange itself tells it. */
  find(orderId: string) {
    const order = this.core.account.find(orderId);
    return order && wireOrder(order);
  }

  /** The answer that a client asking for the open orders gets now. */
  async openBody(): Promise<Uint8Array> {
    const { transcript } = await this.venue.openOrders();
    return transcript.response?.body ?? new Uint8Array();
  }

  /** Lets something happen: an order comes, fills in part or whole, is canceled, or prices move. */
  act(): void {
    const { engine, market } = this.core.services;
    this.time += this.#random.integer(0, 40);
    const chance = this.#random.integer(1, 1_000);
    if (chance <= 4) return market.step();
    const order = chance <= 450 ? undefined : this.#anyOpen();
    if (order === undefined) return this.#place();
    if (chance <= 830) {
      engine.fillResting(order, this.#random.integer(1, Math.max(1, order.remainingLots - 1)));
    } else if (chance <= 900) {
      engine.fillResting(order, order.remainingLots);
    } else {
      engine.cancel(order);
    }
  }

  end(): void {
    this.core.stop();
  }

  #place(): void {
    const random = this.#random;
    const { account, services } = this.core;
    const contract = random.pick(CONTRACTS as [(typeof CONTRACTS)[0]]);
    const type = random.pick(['Limit', 'Limit', 'Limit', 'Limit', 'StopLimit', 'Market'] as const);
    const near = (): number =>
      Math.round((contract.startTicks * random.integer(9_960, 10_040)) / 10_000);
    const terms: OrderTerms = {
      ...{ contract, type, side: random.pick(['Buy', 'Sell'] as const) },
      timeInForce: random.chance(1, 12) ? 'IOC' : 'GTC',
      postOnly: type === 'Limit' && random.chance(1, 8),
      reduceOnly: random.chance(1, 12),
      ticks: type === 'Market' ? 0 : near(),
      lots: random.integer(1, 400),
      stopTicks: type === 'StopLimit' ? near() : 0,
      stopBy: 'mark',
    };
    const { userUid } = account.identity;
    const id = makeOrderId('a', this.time, userUid, random.alphanumeric(9), random);
    const order = new EngineOrder(id, account, terms, this.time);
    services.engine.place(order);
    this.#open.push(order);
  }

  #anyOpen(): EngineOrder | undefined {
    if (this.#random.chance(1, 50)) this.#open = this.#open.filter(({ open }) => open);
    for (let tries = 0; tries < 8 && this.#open.length > 0; tries++) {
      const order = this.#open[this.#random.integer(0, this.#open.length - 1)];
      if (order?.open) return order;
    }
    return undefined;
  }

  #remember(order: EngineOrder): void {
    const { orderId, status, cumFilledQty, seqNum } = wireOrder(order);
    let moments = this.history.get(orderId);
    if (!moments) this.history.set(orderId, (moments = new Map()));
    moments.set(seqNum, { status, filled: cumFilledQty });
  }

  /** Orders' messages are kept back; all others go through. */
  #keep(text: string, say: (text: string) => void): boolean {
    this.deliver = say;
    const ofOrder = text.startsWith('{"m":"futures-order"');
    if (ofOrder) this.texts.push(text);
    return ofOrder;
  }
}

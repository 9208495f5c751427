import type { Clock } from '../common/clock.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { StreamEvidence } from '../venues/stream.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore, StoreChange } from './orderStore.ts';
import { SnapshotFeed, type SnapshotCall } from './snapshotFeed.ts';

/** Orders younger than this may be missing from a snapshot that was made before them. */
const TOO_YOUNG_MS = 5_000;

/**
 * Keeps the store true to the venue: by its stream, by a snapshot each time the stream has become
 * live, and by asking for the open orders every few seconds, as no gap in a stream can be seen. What
 * is heard goes through the same merge whichever way it came, so nothing needs to be held back until
 * the snapshot is there. An order that a snapshot leaves out is not taken for closed: its own status is
 * asked for, and until that is read it stays.
 */
export class OrderFeed extends SnapshotFeed {
  readonly #venue: Venue;
  readonly #store: OrderStore;
  /** When this client first heard of an order, local ms: ages by the venue's clock may be off. */
  readonly #firstSeen = new Map<string, number>();
  #missing: ReadonlyMap<string, Evidence | undefined> = new Map();
  /** Orders that closed since the request under way began: its answer may show them open. */
  readonly #closedMeanwhile = new Set<string>();

  constructor(venue: Venue, store: OrderStore, clock: Clock) {
    super(clock);
    this.#venue = venue;
    this.#store = store;
    this.register(
      store.onDidChange((change) => {
        this.#noteAges(change);
        if (this.state.loading)
          for (const id of change.orderIds) if (!store.isWorking(id)) this.#closedMeanwhile.add(id);
        // Whoever tells of an order ignores nobody, so there is nothing more to wait for.
        if (this.state.error?.reason === 'ignored' && change.source.kind !== 'snapshot')
          this.wake();
      }),
    );
  }

  /** Listens to the venue's stream, if it has one, until disposed. */
  startStream(): void {
    const stream = this.#venue.stream?.();
    if (!stream) return;
    this.register(stream.onOrders(({ order, evidence }) => this.#hear(order, evidence)));
    this.follow(stream);
    this.register({ dispose: () => stream.stop() });
    stream.start();
  }

  /**
   * Working orders that the latest snapshot left out and whose status is not known: each with the answer that
   * shows the venue not to know it, or `undefined` where its status could not be read yet.
   */
  get missing(): ReadonlyMap<string, Evidence | undefined> {
    return this.#missing;
  }

  /** Takes an order off the list that the venue does not know any more. @returns false where it is no such one */
  forget(orderId: string): boolean {
    const seen = this.#missing.get(orderId);
    if (!seen) return false;
    this.#missing = new Map([...this.#missing].filter(([id]) => id !== orderId));
    this.#store.forget(orderId, seen);
    return true;
  }

  /** Asks for one order; `undefined` where the venue does not know it. Rejects with a VenueError. */
  async look(orderId: string): Promise<Order | undefined> {
    const { value, transcript } = await this.#venue.orderStatus([orderId], this.over);
    const order = value.find((item) => item.orderId === orderId);
    if (!order) return undefined;
    this.#store.apply([order], this.#seen(transcript));
    return this.#store.get(orderId) ?? order;
  }

  protected async snapshot(call: SnapshotCall, asOf: number): Promise<string> {
    this.#closedMeanwhile.clear();
    const answer = await this.#venue.openOrders(call);
    const { id } = answer.transcript;
    if (this.over.aborted) return id;
    // The store may have forgotten by now that they closed: thousands a second may have.
    const listed = answer.value.filter(({ orderId }) => !this.#closedMeanwhile.has(orderId));
    this.#store.apply(listed, this.#seen(answer.transcript));
    await this.#askForMissing(answer.value, asOf, call);
    return id;
  }

  #hear(order: Order, { receivedAt, text }: StreamEvidence): void {
    this.#store.apply([order], { kind: 'stream', at: receivedAt, text });
  }

  async #askForMissing(listed: readonly Order[], asOf: number, call: SnapshotCall): Promise<void> {
    // A clock that is set back begins the wait anew, and does not make it longer than it is.
    for (const { orderId } of this.#store.working)
      if ((this.#firstSeen.get(orderId) ?? Infinity) > asOf) this.#firstSeen.set(orderId, asOf);
    const present = new Set(listed.map((order) => order.orderId));
    const absent = this.#store.working
      .map((order) => order.orderId)
      .filter((id) => !present.has(id) && asOf - (this.#firstSeen.get(id) ?? 0) >= TOO_YOUNG_MS);
    const { maxStatusQuery } = this.#venue.capabilities;
    const missing = new Map<string, Evidence | undefined>();
    for (let from = 0; from < absent.length; from += maxStatusQuery) {
      const some = absent.slice(from, from + maxStatusQuery);
      const read = await this.#readStatus(some, call);
      const found = new Set(read?.orders.map(({ orderId }) => orderId));
      for (const id of some) if (!found.has(id)) missing.set(id, read?.seen);
    }
    this.#missing = missing;
  }

  /** What cannot be read now is asked for again after the next list, which is no older for it. */
  async #readStatus(
    orderIds: readonly string[],
    call: SnapshotCall,
  ): Promise<{ orders: readonly Order[]; seen: Evidence } | undefined> {
    try {
      const { value: orders, transcript } = await this.#venue.orderStatus(orderIds, call);
      const seen = this.#seen(transcript);
      this.#store.apply(orders, seen);
      return { orders, seen };
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      return undefined;
    }
  }

  /** Whichever way an order was first heard of: an order is not young because no list had it yet. */
  #noteAges({ set, orderIds, source }: StoreChange): void {
    if (!set) return;
    for (const id of orderIds) {
      if (!this.#store.isWorking(id)) this.#firstSeen.delete(id);
      else if (!this.#firstSeen.has(id)) this.#firstSeen.set(id, source.at);
    }
  }

  #seen(transcript: Transcript): Evidence {
    return { kind: 'snapshot', at: this.clock.now(), transcript };
  }
}

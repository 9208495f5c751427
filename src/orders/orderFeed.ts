import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Transcript } from '../net/transcript.ts';
import type { Priority } from '../net/rateBudget.ts';
import { VenueError } from '../venues/errors.ts';
import type { StreamEvidence, StreamState } from '../venues/stream.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore, StoreChange } from './orderStore.ts';

/** Where the feed stands. Times are local Unix ms. */
export interface FeedState {
  /** When the request began whose answer is shown; `undefined` before the first good answer. */
  readonly asOf: number | undefined;
  readonly loading: boolean;
  /** Why the latest refresh failed; `undefined` after a good one. */
  readonly error: VenueError | undefined;
  /** Transcript of the latest open-orders answer that was read. */
  readonly transcriptId: string | undefined;
  /** Where the venue's stream stands; `undefined` for a venue without one. */
  readonly stream: StreamState | undefined;
}

/** Orders younger than this may be missing from a snapshot that was made before them. */
const TOO_YOUNG_MS = 5_000;

/**
 * Keeps the store true to the venue: by its stream, by a snapshot each time the stream has become
 * live, and by asking for the open orders every few seconds, as no gap in a stream can be seen. What
 * is heard goes through the same merge whichever way it came, so nothing needs to be held back until
 * the snapshot is there. An order that a snapshot leaves out is not taken for closed: its own status is
 * asked for, and until that is read it stays.
 */
export class OrderFeed extends DisposableStore {
  readonly #venue: Venue;
  readonly #store: OrderStore;
  readonly #clock: Clock;
  readonly #changed = this.register(new Emitter<FeedState>());
  readonly #abort = new AbortController();
  readonly onDidChange = this.#changed.event;
  /** When this client first heard of an order, local ms: ages by the venue's clock may be off. */
  readonly #firstSeen = new Map<string, number>();
  #missing: ReadonlySet<string> = new Set();
  /** Orders that closed since the request under way began: its answer may show them open. */
  readonly #closedMeanwhile = new Set<string>();
  #running: Promise<void> | undefined;
  #polling: AbortController | undefined;
  #resting: AbortController | undefined;
  #state: FeedState = {
    asOf: undefined,
    loading: false,
    error: undefined,
    transcriptId: undefined,
    stream: undefined,
  };

  constructor(venue: Venue, store: OrderStore, clock: Clock) {
    super();
    this.#venue = venue;
    this.#store = store;
    this.#clock = clock;
    this.register(
      store.onDidChange((change) => {
        this.#noteAges(change);
        if (this.#state.loading)
          for (const id of change.orderIds) if (!store.isWorking(id)) this.#closedMeanwhile.add(id);
        // Whoever tells of an order ignores nobody, so there is nothing more to wait for.
        if (this.#state.error?.reason === 'ignored' && change.source.kind !== 'snapshot')
          this.#resting?.abort();
      }),
    );
  }

  /** Listens to the venue's stream, if it has one, until disposed. */
  startStream(): void {
    const stream = this.#venue.stream?.();
    if (!stream) return;
    this.#state = { ...this.#state, stream: stream.state };
    this.register(stream.onOrders(({ order, evidence }) => this.#hear(order, evidence)));
    this.register(stream.onDidChangeState((state) => this.#onStream(state)));
    this.register({ dispose: () => stream.stop() });
    stream.start();
  }

  get state(): FeedState {
    return this.#state;
  }

  /** Working orders that the latest snapshot left out and whose status is not known yet. */
  get missing(): ReadonlySet<string> {
    return this.#missing;
  }

  /** True when the shown orders are older than `ageMs`, or the latest refresh failed. */
  isStale(ageMs: number): boolean {
    const { asOf, error } = this.#state;
    return asOf !== undefined && (error !== undefined || this.#clock.now() - asOf > ageMs);
  }

  /** Asks for one order; `undefined` where the venue does not know it. Rejects with a VenueError. */
  async look(orderId: string): Promise<Order | undefined> {
    const { value, transcript } = await this.#venue.orderStatus([orderId], this.#abort.signal);
    const order = value.find((item) => item.orderId === orderId);
    if (!order) return undefined;
    this.#store.apply([order], this.#seen(transcript));
    return this.#store.get(orderId) ?? order;
  }

  /** Asks now; callers at the same time share one request. Failures end up in {@link state}. */
  refresh(priority: Priority = 'person'): Promise<void> {
    this.#running ??= this.#refresh(priority).finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Asks at once and then every `intervalMs`, until stopped. A second start replaces the first. */
  startPolling(intervalMs: number): void {
    this.stopPolling();
    const polling = (this.#polling = new AbortController());
    void this.#poll(intervalMs, polling.signal);
  }

  stopPolling(): void {
    this.#polling?.abort();
    this.#polling = undefined;
  }

  override dispose(): void {
    this.stopPolling();
    this.#abort.abort();
    super.dispose();
  }

  async #poll(intervalMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.refresh('background');
      const asked = this.#state.error?.retryAfter ?? 0;
      const resting = (this.#resting = new AbortController());
      const rested = AbortSignal.any([signal, resting.signal]);
      await this.#clock.delay(Math.max(intervalMs, asked), rested);
    }
  }

  #hear(order: Order, { receivedAt, text }: StreamEvidence): void {
    this.#store.apply([order], { kind: 'stream', at: receivedAt, text });
  }

  #onStream(stream: StreamState): void {
    this.#set({ ...this.#state, stream });
    if (stream.phase === 'live') void this.#afterGap();
  }

  /** A request that was under way before the stream was live may be older than what was missed. */
  async #afterGap(): Promise<void> {
    await this.#running;
    if (!this.#abort.signal.aborted) await this.refresh('background');
  }

  async #refresh(priority: Priority): Promise<void> {
    const asOf = this.#clock.now();
    this.#set({ ...this.#state, loading: true });
    try {
      const { signal } = this.#abort;
      const answer = await this.#venue.openOrders({ signal, priority });
      if (this.#abort.signal.aborted) return;
      // The store may have forgotten by now that they closed: thousands a second may have.
      const listed = answer.value.filter(({ orderId }) => !this.#closedMeanwhile.has(orderId));
      this.#store.apply(listed, this.#seen(answer.transcript));
      await this.#askForMissing(answer.value, asOf, priority);
      const transcriptId = answer.transcript.id;
      this.#set({ ...this.#state, asOf, loading: false, error: undefined, transcriptId });
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (!(error instanceof VenueError)) throw error;
      this.#set({ ...this.#state, loading: false, error });
    } finally {
      this.#closedMeanwhile.clear();
    }
  }

  async #askForMissing(listed: readonly Order[], asOf: number, priority: Priority): Promise<void> {
    // A clock that is set back begins the wait anew, and does not make it longer than it is.
    for (const { orderId } of this.#store.working)
      if ((this.#firstSeen.get(orderId) ?? Infinity) > asOf) this.#firstSeen.set(orderId, asOf);
    const present = new Set(listed.map((order) => order.orderId));
    const absent = this.#store.working
      .map((order) => order.orderId)
      .filter((id) => !present.has(id) && asOf - (this.#firstSeen.get(id) ?? 0) >= TOO_YOUNG_MS);
    const { maxStatusQuery } = this.#venue.capabilities;
    for (let from = 0; from < absent.length; from += maxStatusQuery) {
      const { signal } = this.#abort;
      const some = absent.slice(from, from + maxStatusQuery);
      const { value, transcript } = await this.#venue.orderStatus(some, { signal, priority });
      this.#store.apply(value, this.#seen(transcript));
      for (const { orderId } of value) present.add(orderId);
    }
    this.#missing = new Set(absent.filter((id) => !present.has(id)));
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
    return { kind: 'snapshot', at: this.#clock.now(), transcript };
  }

  #set(state: FeedState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

import type { Clock } from '../common/clock.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore } from './orderStore.ts';

/** Where the feed stands. Times are local Unix ms. */
export interface FeedState {
  /** When the request began whose answer is shown; `undefined` before the first good answer. */
  readonly asOf: number | undefined;
  readonly loading: boolean;
  /** Why the latest refresh failed; `undefined` after a good one. */
  readonly error: VenueError | undefined;
  /** Transcript of the latest open-orders answer that was read. */
  readonly transcriptId: string | undefined;
}

/** Orders younger than this may be missing from a snapshot that was made before them. */
const TOO_YOUNG_MS = 5_000;

/**
 * Keeps the store true to the venue by asking for the open orders. An order that a snapshot leaves
 * out is not taken for closed: its own status is asked for, and until that is read it stays.
 */
export class OrderFeed implements Disposable {
  readonly #venue: Venue;
  readonly #store: OrderStore;
  readonly #clock: Clock;
  readonly #changed = new Emitter<FeedState>();
  readonly #abort = new AbortController();
  readonly onDidChange = this.#changed.event;
  /** When this client first heard of an order, local ms: ages by the venue's clock may be off. */
  readonly #firstSeen = new Map<string, number>();
  #missing: ReadonlySet<string> = new Set();
  #running: Promise<void> | undefined;
  #polling: AbortController | undefined;
  #state: FeedState = {
    asOf: undefined,
    loading: false,
    error: undefined,
    transcriptId: undefined,
  };

  constructor(venue: Venue, store: OrderStore, clock: Clock) {
    this.#venue = venue;
    this.#store = store;
    this.#clock = clock;
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
  refresh(): Promise<void> {
    this.#running ??= this.#refresh().finally(() => (this.#running = undefined));
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

  dispose(): void {
    this.stopPolling();
    this.#abort.abort();
    this.#changed.dispose();
  }

  async #poll(intervalMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.refresh();
      const asked = this.#state.error?.retryAfter ?? 0;
      await this.#clock.delay(Math.max(intervalMs, asked), signal);
    }
  }

  async #refresh(): Promise<void> {
    const asOf = this.#clock.now();
    this.#set({ ...this.#state, loading: true });
    try {
      const answer = await this.#venue.openOrders(this.#abort.signal);
      if (this.#abort.signal.aborted) return;
      this.#store.apply(answer.value, this.#seen(answer.transcript));
      await this.#askForMissing(answer.value, asOf);
      const transcriptId = answer.transcript.id;
      this.#set({ asOf, loading: false, error: undefined, transcriptId });
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (!(error instanceof VenueError)) throw error;
      this.#set({ ...this.#state, loading: false, error });
    }
  }

  async #askForMissing(listed: readonly Order[], asOf: number): Promise<void> {
    for (const { orderId } of this.#store.working)
      if (!this.#firstSeen.has(orderId)) this.#firstSeen.set(orderId, asOf);
    const present = new Set(listed.map((order) => order.orderId));
    const absent = this.#store.working
      .map((order) => order.orderId)
      .filter((id) => !present.has(id) && asOf - this.#firstSeen.get(id)! >= TOO_YOUNG_MS);
    if (absent.length > 0) {
      const answer = await this.#venue.orderStatus(absent, this.#abort.signal);
      const { value } = answer;
      this.#store.apply(value, this.#seen(answer.transcript));
      for (const { orderId } of value) present.add(orderId);
    }
    this.#missing = new Set(absent.filter((id) => !present.has(id)));
    for (const id of this.#firstSeen.keys())
      if (!this.#store.isWorking(id)) this.#firstSeen.delete(id);
  }

  #seen(transcript: Transcript): Evidence {
    return { kind: 'snapshot', at: this.#clock.now(), transcript };
  }

  #set(state: FeedState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Priority } from '../net/rateBudget.ts';
import { VenueError } from '../venues/errors.ts';
import type { StreamState, VenueStream } from '../venues/stream.ts';

/** Where a feed stands. Times are local Unix ms. */
export interface FeedState {
  /** When the request began whose answer is shown; `undefined` before the first good answer. */
  readonly asOf: number | undefined;
  readonly loading: boolean;
  /** Why the latest refresh failed; `undefined` after a good one. */
  readonly error: VenueError | undefined;
  /** Transcript of the latest answer that was read. */
  readonly transcriptId: string | undefined;
  /** Where the venue's stream stands; `undefined` for a venue without one. */
  readonly stream: StreamState | undefined;
}

/** How one snapshot is to be asked for. */
export interface SnapshotCall {
  readonly signal: AbortSignal;
  readonly priority: Priority;
}

/**
 * Keeps something true to the venue by snapshots: each time the stream has become live, and every few
 * seconds while somebody looks, as no gap in a stream can be seen. What a snapshot is, and what the
 * stream tells beside it, is for whoever extends this.
 */
export abstract class SnapshotFeed extends DisposableStore {
  protected readonly clock: Clock;
  readonly #changed = this.register(new Emitter<FeedState>());
  readonly #abort = new AbortController();
  readonly onDidChange = this.#changed.event;
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

  constructor(clock: Clock) {
    super();
    this.clock = clock;
  }

  get state(): FeedState {
    return this.#state;
  }

  /** True when what is shown is older than `ageMs`, or the latest refresh failed. */
  isStale(ageMs: number): boolean {
    const { asOf, error } = this.#state;
    return asOf !== undefined && (error !== undefined || this.clock.now() - asOf > ageMs);
  }

  /** Asks now; callers at the same time share one request. Failures end up in {@link state}. */
  refresh(priority: Priority = 'person'): Promise<void> {
    this.#running ??= this.#refresh(priority).finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Asks by a request that has not begun yet: one that is under way may be older than what is asked about. */
  async refreshAnew(priority: Priority = 'person'): Promise<void> {
    await this.#running;
    if (!this.over.aborted) await this.refresh(priority);
  }

  /**
   * Asks as {@link refreshAnew} does.
   * @returns why what is known now is not by that answer; `undefined` where it is
   */
  async read(priority: Priority = 'person'): Promise<VenueError | undefined> {
    await this.refreshAnew(priority);
    if (!this.over.aborted) return this.#state.error;
    return new VenueError('notSent', 'aborted', 'The profile was closed before the answer came.');
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

  /** Aborts when the feed is disposed. */
  protected get over(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * Asks for a snapshot and takes it in, unless {@link over} by then. Rejects with a VenueError.
   * @param asOf when it began, local Unix ms
   * @returns the id of the transcript that shows it
   */
  protected abstract snapshot(call: SnapshotCall, asOf: number): Promise<string>;

  /** Follows where the stream stands, and asks again each time it has become live. */
  protected follow(stream: VenueStream): void {
    this.#state = { ...this.#state, stream: stream.state };
    this.register(stream.onDidChangeState((state) => this.#onStream(state)));
  }

  /** Ends the rest between two requests, where one is under way. */
  protected wake(): void {
    this.#resting?.abort();
  }

  async #poll(intervalMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.refresh('background');
      const asked = this.#state.error?.retryAfter ?? 0;
      const resting = (this.#resting = new AbortController());
      const rested = AbortSignal.any([signal, resting.signal]);
      await this.clock.delay(Math.max(intervalMs, asked), rested);
    }
  }

  #onStream(stream: StreamState): void {
    this.#set({ ...this.#state, stream });
    // A request that was under way before the stream was live may be older than what was missed.
    if (stream.phase === 'live') void this.refreshAnew('background');
  }

  async #refresh(priority: Priority): Promise<void> {
    const asOf = this.clock.now();
    this.#set({ ...this.#state, loading: true });
    try {
      const transcriptId = await this.snapshot({ signal: this.over, priority }, asOf);
      if (this.over.aborted) return;
      this.#set({ ...this.#state, asOf, loading: false, error: undefined, transcriptId });
    } catch (error) {
      if (this.over.aborted) return;
      if (!(error instanceof VenueError)) throw error;
      this.#set({ ...this.#state, loading: false, error });
    }
  }

  #set(state: FeedState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

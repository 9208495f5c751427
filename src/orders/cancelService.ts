import type { Clock } from '../common/clock.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { VenueError } from '../venues/errors.ts';
import type { Venue } from '../venues/venue.ts';
import type { CancelOutcome, CancelPhase, CancelReport } from './cancelOutcome.ts';
import type { OrderStore } from './orderStore.ts';
import {
  isAboutTheOrder,
  mayCancelAgain,
  refusedBy,
  settle,
  unsettled,
  type PendingCancel,
} from './pendingCancel.ts';

/** Waits before each status query, ms; the last one repeats. */
const QUERY_AFTER = [100, 300, 600, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

const PATIENCE_MS = 8_000;

/** How long a caller waits for a cancel to be settled: so many ms, or until the signal aborts. */
export interface Patience {
  readonly ms?: number;
  readonly signal?: AbortSignal;
}

/**
 * The life of a cancel: sent once, then followed by status queries until it is known what became
 * of the order. No error on the way is turned into a statement about the order.
 */
export class CancelService implements Disposable {
  readonly #venue: Venue;
  readonly #store: OrderStore;
  readonly #clock: Clock;
  readonly #pending = new Map<string, PendingCancel>();
  readonly #changed = new Emitter<string>();
  readonly #settled = new Emitter<CancelReport>();
  /** Fires an order's id when the phase of its cancel changes. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a cancel that had been reported as unknown is settled after all. */
  readonly onDidSettleLate = this.#settled.event;

  constructor(venue: Venue, store: OrderStore, clock: Clock) {
    this.#venue = venue;
    this.#store = store;
    this.#clock = clock;
  }

  /** The phase of an order's unsettled cancel; `undefined` where there is none. */
  phaseOf(orderId: string): CancelPhase | undefined {
    return this.#pending.get(orderId)?.phase;
  }

  /** How many cancels are not settled. */
  get unsettled(): number {
    return this.#pending.size;
  }

  /**
   * Cancels one order and resolves when it is settled, or as `unknown` when the patience ends; it
   * then goes on asking in the background. It sends at most one cancel, and none while another one
   * of the same order is unsettled, unless the order was seen open after that one was sent.
   */
  cancel(orderId: string, symbol: string, patience: Patience = {}): Promise<CancelReport> {
    const earlier = this.#pending.get(orderId);
    if (earlier && !mayCancelAgain(earlier)) {
      const { cancel, proof } = earlier;
      return Promise.resolve({ orderId, symbol, outcome: { kind: 'underWay' }, cancel, proof });
    }
    earlier?.abort.abort();
    const pending: PendingCancel = {
      phase: 'sending',
      symbol,
      before: this.#store.get(orderId),
      abort: new AbortController(),
      cancel: undefined,
      error: undefined,
      latest: undefined,
      proof: undefined,
    };
    this.#pending.set(orderId, pending);
    this.#changed.fire(orderId);
    return this.#run(orderId, pending, patience);
  }

  /** Stops following an unsettled cancel. Nothing is claimed about the order. */
  dismiss(orderId: string): void {
    this.#pending.get(orderId)?.abort.abort();
    this.#pending.delete(orderId);
    this.#changed.fire(orderId);
  }

  dispose(): void {
    for (const pending of this.#pending.values()) pending.abort.abort();
    this.#pending.clear();
    this.#changed.dispose();
    this.#settled.dispose();
  }

  async #send(orderId: string, pending: PendingCancel): Promise<CancelOutcome | undefined> {
    try {
      const { value, transcript } = await this.#venue.cancelOrder({
        orderId,
        symbol: pending.symbol,
      });
      pending.cancel = pending.proof = transcript;
      if (value.state === 'processed' && value.order) {
        this.#store.apply([value.order]);
        const outcome = settle(value.order, pending);
        if (outcome) return outcome;
      }
      pending.phase = 'acknowledged';
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      pending.cancel = pending.proof = error.transcript;
      pending.error = error;
      if (error.kind === 'notSent') return { kind: 'notSent', error };
      if (error.kind === 'rejected' && !isAboutTheOrder(error)) return { kind: 'rejected', error };
      pending.phase = 'unknown';
    }
    this.#changed.fire(orderId);
    return undefined;
  }

  /** Sends, then follows; answers the caller once, early when the patience ends. */
  #run(orderId: string, pending: PendingCancel, patience: Patience): Promise<CancelReport> {
    const { ms = PATIENCE_MS, signal } = patience;
    const started = this.#clock.now();
    let early = false;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        early = true;
        resolve(unsettled(orderId, pending));
      };
      const run = async (): Promise<void> => {
        let outcome = await this.#send(orderId, pending);
        for (let turn = 0; !outcome; turn += 1) {
          outcome = await this.#ask(orderId, pending, turn);
          if (pending.abort.signal.aborted) return giveUp();
          if (!outcome && !early && this.#clock.now() - started >= ms) giveUp();
        }
        const report = this.#finish(orderId, pending, outcome);
        if (early) this.#settled.fire(report);
        resolve(report);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      run().catch((error: unknown) => {
        if (early) throw error;
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  /** Waits for its turn and asks for the status, unless the order is no longer followed. */
  async #ask(
    orderId: string,
    pending: PendingCancel,
    turn: number,
  ): Promise<CancelOutcome | undefined> {
    const { signal } = pending.abort;
    const wait = QUERY_AFTER[Math.min(turn, QUERY_AFTER.length - 1)] ?? 0;
    await this.#clock.delay(wait, signal);
    const outcome = signal.aborted ? undefined : await this.#query(orderId, pending);
    return signal.aborted ? undefined : outcome;
  }

  async #query(orderId: string, pending: PendingCancel): Promise<CancelOutcome | undefined> {
    try {
      const { value, transcript } = await this.#venue.orderStatus([orderId], pending.abort.signal);
      const order = value.find((item) => item.orderId === orderId);
      if (!order) return refusedBy(pending, transcript);
      this.#store.apply([order]);
      pending.latest = this.#store.get(orderId) ?? order;
      const outcome = settle(pending.latest, pending);
      if (outcome) pending.proof = transcript;
      return outcome;
    } catch (error) {
      // A failed read says nothing of the order: it is asked again. Its transcript is in the log.
      if (error instanceof VenueError) return undefined;
      throw error;
    }
  }

  #finish(orderId: string, pending: PendingCancel, outcome: CancelOutcome): CancelReport {
    if (this.#pending.get(orderId) === pending) this.#pending.delete(orderId);
    this.#changed.fire(orderId);
    const { symbol, cancel, proof } = pending;
    return { orderId, symbol, outcome, cancel, proof };
  }
}

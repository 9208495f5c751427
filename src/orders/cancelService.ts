import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelOutcome, CancelPhase, CancelReport } from './cancelOutcome.ts';
import { askStatus, sendCancel, type CancelTools } from './cancelSteps.ts';
import type { StoreChange } from './orderStore.ts';
import * as life from './pendingCancel.ts';
import type { PendingCancel } from './pendingCancel.ts';

/** How long an answer is waited for once the stream has told the outcome. */
const ANSWER_MS = 2_000;
const PATIENCE_MS = 8_000;
const REPORTS_KEPT = 200;

/** How long a caller waits for a cancel to be settled: so many ms, or until the signal aborts. */
export interface Patience {
  readonly ms?: number;
  readonly signal?: AbortSignal;
}

/**
 * The life of a cancel: sent once, then followed by status queries and by whatever else is heard of
 * the order until it is known what became of it. No error on the way is turned into a statement about
 * the order. Unsettled cancels are in the journal, and are followed again after {@link resume}.
 */
export class CancelService extends DisposableStore {
  readonly #tools: CancelTools;
  readonly #pending = new Map<string, PendingCancel>();
  readonly #reports = new Map<string, CancelReport>();
  readonly #changed = this.register(new Emitter<string>());
  readonly #settled = this.register(new Emitter<CancelReport>());
  /** Fires an order's id when the phase of its cancel changes. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a cancel that had been reported as unknown is settled after all. */
  readonly onDidSettleLate = this.#settled.event;

  constructor(tools: CancelTools) {
    super();
    this.#tools = tools;
    this.register(tools.store.onDidChange((change) => this.#hear(change)));
  }

  /** The phase of an order's unsettled cancel; `undefined` where there is none. */
  phaseOf(orderId: string): CancelPhase | undefined {
    return this.#pending.get(orderId)?.phase;
  }

  /** Orders whose cancel is not settled. */
  get unsettled(): readonly { readonly orderId: string; readonly symbol: string }[] {
    return [...this.#pending.values()];
  }

  /** An order as it was known before a cancel of it that is not settled. */
  orderOf(orderId: string): Order | undefined {
    return this.#pending.get(orderId)?.before;
  }

  /** What is known of the latest cancel of an order, settled or not. */
  reportOf(orderId: string): CancelReport | undefined {
    const pending = this.#pending.get(orderId);
    return pending ? life.unsettled(pending) : this.#reports.get(orderId);
  }

  /**
   * Goes on with the cancels that other windows left unsettled, or with that of one order alone.
   * Nothing is sent again.
   */
  resume(only?: string): void {
    for (const { orderId, symbol, before } of this.#tools.journal.list()) {
      if (this.#pending.has(orderId) || orderId !== (only ?? orderId)) continue;
      this.#follow(life.newPending(orderId, symbol, before));
    }
  }

  /**
   * Cancels one order and resolves when it is settled, or as `unknown` when the patience ends; it
   * then goes on asking in the background. It sends at most one cancel, and none while another one
   * of the same order is unsettled, in whatever window, unless the order was seen open after that
   * one was sent.
   */
  async cancel(orderId: string, symbol: string, patience: Patience = {}): Promise<CancelReport> {
    this.resume(orderId);
    const earlier = this.#pending.get(orderId);
    if (earlier && !life.mayCancelAgain(earlier)) return life.report(earlier, { kind: 'underWay' });
    earlier?.abort.abort();
    const pending = life.newPending(orderId, symbol, this.#tools.store.get(orderId), earlier);
    return this.#run(pending, patience, () => sendCancel(this.#tools, pending));
  }

  /** Stops following an unsettled cancel. Nothing is claimed about the order. */
  dismiss(orderId: string): void {
    const pending = this.#pending.get(orderId);
    if (pending) this.#end(pending, life.unsettled(pending));
  }

  /** Stops following; the journal keeps what is not settled for the next time. */
  override dispose(): void {
    for (const pending of this.#pending.values()) pending.abort.abort();
    this.#pending.clear();
    super.dispose();
  }

  #follow(pending: PendingCancel): void {
    pending.phase = 'unknown';
    void this.#run(pending, { ms: 0 }, () => Promise.resolve(undefined));
  }

  /** Sends first, then follows; answers the caller once, early when the patience ends. */
  #run(
    pending: PendingCancel,
    { ms = PATIENCE_MS, signal }: Patience,
    first: () => Promise<CancelOutcome | undefined>,
  ): Promise<CancelReport> {
    this.#pending.set(pending.orderId, pending);
    this.#changed.fire(pending.orderId);
    const byNews = new Promise<CancelOutcome>((resolve) => (pending.settledByNews = resolve));
    const deadline = this.#tools.clock.now() + ms;
    let early = false;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        early = true;
        resolve(life.unsettled(pending));
      };
      const follow = async (): Promise<CancelOutcome | undefined> => {
        let outcome = (await first()) ?? pending.news;
        this.#changed.fire(pending.orderId);
        for (let turn = 0; !outcome; turn += 1) {
          if (!early && this.#tools.clock.now() >= deadline) giveUp();
          outcome = await askStatus(this.#tools, pending, turn);
          if (pending.abort.signal.aborted) return undefined;
        }
        return outcome;
      };
      const run = async (): Promise<void> => {
        const outcome = await Promise.race([follow(), byNews]);
        if (!outcome) return giveUp();
        const report = life.report(pending, outcome);
        this.#end(pending, report);
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

  /** News from elsewhere, the stream above all, settles a cancel too. */
  #hear({ orderIds, source }: StoreChange): void {
    if (source.kind === 'cancel' || source.kind === 'status') return;
    for (const orderId of orderIds) {
      const pending = this.#pending.get(orderId);
      const order = this.#tools.store.get(orderId);
      if (!pending || !order) continue;
      pending.evidence.push(source);
      pending.news = life.settle(order, pending);
      if (pending.news) void this.#settleByNews(pending, pending.news);
    }
  }

  /** The stream is often quicker than the answer, which is worth a moment's wait: people read it. */
  async #settleByNews(pending: PendingCancel, news: CancelOutcome): Promise<void> {
    const { signal } = pending.abort;
    if (pending.phase === 'sending') await this.#tools.clock.delay(ANSWER_MS, signal);
    pending.settledByNews(news);
  }

  #end(pending: PendingCancel, report: CancelReport): void {
    const { orderId, earlier } = pending;
    pending.abort.abort();
    if (this.#pending.get(orderId) === pending) {
      this.#pending.delete(orderId);
      // The order may still be canceled by the one before: that one is as unsettled as it was.
      if (earlier && life.leavesOpen(report.outcome)) this.#follow(life.followedAgain(earlier));
      else void this.#tools.journal.delete(orderId);
    }
    this.#reports.delete(orderId);
    this.#reports.set(orderId, report);
    const [oldest] = this.#reports.keys();
    if (this.#reports.size > REPORTS_KEPT && oldest !== undefined) this.#reports.delete(oldest);
    this.#changed.fire(orderId);
  }
}

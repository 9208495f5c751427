import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { Newest } from '../common/newest.ts';
import type { StoreChange } from './orderStore.ts';
import * as life from './pendingPlace.ts';
import type { PendingPlace } from './pendingPlace.ts';
import type { PlaceReport } from './placeOutcome.ts';
import { learn, type PlaceTools } from './placeFindings.ts';
import { Striker } from './strike.ts';

/** How long an answer is waited for once the stream has told the outcome. */
const ANSWER_MS = 2_000;
const REPORTS_KEPT = 1_000;

/**
 * The placements that are not settled, by the ids of their orders, and the reports of the latest that
 * are. It hears what the stream and the snapshots say of them; whatever ends a placement ends it here.
 */
export class PlaceRegister extends DisposableStore {
  readonly #tools: PlaceTools;
  readonly #pending = new Map<string, PendingPlace>();
  readonly #reports = new Newest<PlaceReport>(REPORTS_KEPT);
  readonly #striker: Striker;
  readonly #changed = this.register(new Emitter<string>());
  readonly #settled = this.register(new Emitter<PlaceReport>());
  /** Fires an order's id when the phase of its placement changes. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a placement that had been reported as unknown is settled after all. */
  readonly onDidSettleLate = this.#settled.event;

  constructor(tools: PlaceTools) {
    super();
    this.#tools = tools;
    this.#striker = new Striker(tools.journal, tools.clock);
    this.register(tools.store.onDidChange((change) => this.#hear(change)));
  }

  get(orderId: string): PendingPlace | undefined {
    return this.#pending.get(orderId);
  }

  get pending(): readonly PendingPlace[] {
    return [...this.#pending.values()];
  }

  /** What is known of an order's placement, settled or not. */
  reportOf(orderId: string): PlaceReport | undefined {
    const pending = this.#pending.get(orderId);
    return pending ? life.unsettledPlace(pending) : this.#reports.get(orderId);
  }

  /** Those not settled, then the latest to settle first. */
  get reports(): readonly PlaceReport[] {
    const pending = this.pending.map(life.unsettledPlace);
    return [...pending.reverse(), ...[...this.#reports.values()].reverse()];
  }

  /** Placements that other windows have left in the journal and nobody follows here. */
  left(sentBy: number): readonly PendingPlace[] {
    return this.#tools.journal
      .list()
      .filter(({ orderId, sentAt }) => {
        return sentAt <= sentBy && !this.#pending.has(orderId) && !this.#striker.isToTell(orderId);
      })
      .map(life.ofPlaceJournal);
  }

  add(pending: PendingPlace): void {
    this.#pending.set(pending.orderId, pending);
    this.#changed.fire(pending.orderId);
  }

  /** The order of a placement has another id from now on. */
  rename(pending: PendingPlace, orderId: string): void {
    const before = pending.orderId;
    pending.orderId = orderId;
    if (life.isPlaceOver(pending)) return;
    this.#pending.delete(before);
    this.#pending.set(orderId, pending);
    this.#changed.fire(before);
    this.#changed.fire(orderId);
  }

  /** Says that a placement's phase has changed. */
  tell({ orderId }: PendingPlace): void {
    this.#changed.fire(orderId);
  }

  /** Ends a placement that is settled. @returns whether it is over */
  endSettled(pending: PendingPlace): boolean {
    if (!life.isPlaceOver(pending) && pending.settled) this.end(pending, pending.settled);
    return life.isPlaceOver(pending);
  }

  /** Answers whoever waits; it is followed all the same. */
  stopWaiting(pending: PendingPlace): void {
    if (life.isPlaceOver(pending)) return;
    pending.answer?.(life.unsettledPlace(pending));
    pending.answer = undefined;
  }

  /** Ends the following with what it came to; `undefined` for what stays unknown. */
  end(pending: PendingPlace, settled: life.SettledPlace | undefined): void {
    const { orderId, answer, abort } = pending;
    abort.abort();
    const report = settled
      ? life.placeReport(pending, settled.outcome, settled.proof)
      : life.unsettledPlace(pending);
    this.#pending.delete(orderId);
    const { journal } = this.#tools;
    const isLate = settled && !answer;
    const isToTell = isLate ? this.#striker.strike(pending) : journal.delete(orderId);
    this.#reports.set(orderId, report);
    this.#changed.fire(orderId);
    pending.answer = undefined;
    if (answer) answer(report);
    else if (settled) void isToTell.then((is) => is && this.#settled.fire(report));
  }

  /** Stops following, and claims nothing; the journal still has it. */
  abandon(pending: PendingPlace): void {
    pending.abort.abort();
    pending.answer?.(life.unsettledPlace(pending));
    pending.answer = undefined;
  }

  /** Stops following all; the journal keeps what is not settled for the next time. */
  override dispose(): void {
    this.#striker.close();
    for (const pending of this.pending) this.abandon(pending);
    this.#pending.clear();
    super.dispose();
  }

  /** News from elsewhere, the stream above all, settles a placement too. */
  #hear({ orderIds, source }: StoreChange): void {
    if (this.#pending.size === 0) return;
    for (const orderId of orderIds) {
      const pending = this.#pending.get(orderId);
      const order = this.#tools.store.get(orderId);
      if (!pending || !order || pending.evidence.includes(source)) continue;
      pending.evidence.push(source);
      learn(this.#tools, pending, order, source);
      if (pending.settled) void this.#endByNews(pending);
    }
  }

  /** The stream is often quicker than the answer, which is worth a moment's wait: people read it. */
  async #endByNews(pending: PendingPlace): Promise<void> {
    const { signal } = pending.abort;
    if (pending.phase === 'sending') await this.#tools.clock.delay(ANSWER_MS, signal);
    this.endSettled(pending);
  }
}

import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { Newest } from '../common/newest.ts';
import { heedJournal, ofJournal } from './cancelJournal.ts';
import type { CancelOutcome, CancelPhase, CancelReport } from './cancelOutcome.ts';
import * as rules from './cancelRules.ts';
import type { CancelTools } from './cancelFindings.ts';
import type { StoreChange } from './orderStore.ts';
import * as life from './pendingCancel.ts';
import type { CancelTarget, PendingCancel } from './pendingCancel.ts';
import { Striker } from './strike.ts';

/** How long an answer is waited for once the stream has told the outcome. */
const ANSWER_MS = 2_000;
const REPORTS_KEPT = 10_000;

type Parts = Pick<CancelTools, 'store' | 'clock' | 'journal'>;

/**
 * The cancels that are not settled, one an order, and the reports of the latest that are. It hears
 * what the stream and the snapshots say of them; whatever ends a cancel ends it here.
 */
export class CancelRegister extends DisposableStore {
  readonly #parts: Parts;
  readonly #followOn: (pending: PendingCancel) => void;
  readonly #pending = new Map<string, PendingCancel>();
  readonly #reports = new Newest<CancelReport>(REPORTS_KEPT);
  readonly #striker: Striker;
  readonly #changed = this.register(new Emitter<string>());
  readonly #settled = this.register(new Emitter<CancelReport>());
  /** Fires an order's id when the phase of its cancel changes. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a cancel that had been reported as unknown is settled after all. */
  readonly onDidSettleLate = this.#settled.event;

  /** @param followOn is handed a cancel that is to be followed after all */
  constructor(parts: Parts, followOn: (pending: PendingCancel) => void) {
    super();
    this.#parts = parts;
    this.#followOn = followOn;
    this.#striker = new Striker(parts.journal, parts.clock);
    this.register(parts.store.onDidChange((change) => this.#hear(change)));
  }

  get(orderId: string): PendingCancel | undefined {
    return this.#pending.get(orderId);
  }

  /** Orders whose cancel is not settled. */
  get unsettled(): readonly CancelTarget[] {
    return [...this.#pending.values()];
  }

  /** What is known of the latest cancel of an order, settled or not. */
  reportOf(orderId: string): CancelReport | undefined {
    const pending = this.#pending.get(orderId);
    return pending ? life.unsettled(pending) : this.#reports.get(orderId);
  }

  /** What is known of the latest cancel of each order: those not settled, then the latest to settle first. */
  get reports(): readonly CancelReport[] {
    const pending = [...this.#pending.values()].map(life.unsettled);
    const settled = [...this.#reports.values()].filter(
      ({ orderId }) => !this.#pending.has(orderId),
    );
    return [...pending.reverse(), ...settled.reverse()];
  }

  /** What other windows have left in the journal and nobody follows here; of what is followed here it is heeded. */
  left(only: ReadonlySet<string> | undefined, sentBy: number): readonly PendingCancel[] {
    const { journal } = this.#parts;
    const entries = only ? [...only].flatMap((id) => journal.get(id) ?? []) : journal.list();
    return entries.flatMap((entry) => {
      if (this.#striker.isToTell(entry.orderId)) return [];
      const pending = this.#pending.get(entry.orderId);
      if (!pending) return entry.sentAt <= sentBy ? ofJournal(entry) : [];
      heedJournal(pending, entry);
      return [];
    });
  }

  /** Takes in a cancel that is to be followed, in the place of an earlier one of the same order. */
  add(pending: PendingCancel): void {
    const earlier = this.#pending.get(pending.orderId);
    if (earlier) this.abandon(earlier);
    // What became of a cancel before this one is no answer to what becomes of this one.
    this.#reports.delete(pending.orderId);
    this.#pending.set(pending.orderId, pending);
    this.#changed.fire(pending.orderId);
  }

  /** Puts all of these into a phase. */
  enter(group: readonly PendingCancel[], phase: CancelPhase): void {
    for (const pending of group) pending.phase = phase;
    this.tell(group);
  }

  /** Says that the phases of these have changed. */
  tell(group: readonly PendingCancel[]): void {
    for (const { orderId } of group) this.#changed.fire(orderId);
  }

  /** Ends what is settled; what is left is still to be followed. */
  endSettled(group: readonly PendingCancel[]): readonly PendingCancel[] {
    for (const pending of group) {
      const settled = life.isOver(pending) ? undefined : rules.settledBy(pending);
      if (settled) this.end(pending, settled);
    }
    return group.filter((pending) => !life.isOver(pending));
  }

  /** News from elsewhere, the stream above all, settles a cancel too. */
  #hear({ orderIds, source }: StoreChange): void {
    if (source.kind === 'cancel' || source.kind === 'status' || this.#pending.size === 0) return;
    for (const orderId of orderIds) {
      const pending = this.#pending.get(orderId);
      const order = this.#parts.store.get(orderId);
      if (!pending || !order) continue;
      pending.evidence.push(source);
      if (!rules.settle(order, pending)) continue;
      pending.news = { order, proof: source };
      void this.#endByNews(pending);
    }
  }

  /** The stream is often quicker than the answer, which is worth a moment's wait: people read it. */
  async #endByNews(pending: PendingCancel): Promise<void> {
    const { signal } = pending.abort;
    if (pending.phase === 'sending') await this.#parts.clock.delay(ANSWER_MS, signal);
    this.endSettled([pending]);
  }

  /** Answers whoever waits. What was not sent by then will not be. */
  stopWaiting(pending: PendingCancel): void {
    if (life.isOver(pending)) return;
    if (pending.phase === 'queued')
      return this.end(pending, { outcome: rules.stopped(), proof: undefined });
    pending.answer?.(life.unsettled(pending));
    pending.answer = undefined;
  }

  /** Stops following, and claims nothing; the journal still has it. */
  abandon(pending: PendingCancel): void {
    life.finish(pending);
    const queued = pending.phase === 'queued';
    pending.answer?.(queued ? life.report(pending, rules.stopped()) : life.unsettled(pending));
    pending.answer = undefined;
  }

  /** Ends the following with what it came to; `undefined` for what stays unknown. */
  end(pending: PendingCancel, settled: life.Settled | undefined): void {
    const { orderId, answer, earlier } = pending;
    life.finish(pending);
    const report = settled
      ? life.report(pending, settled.outcome, settled.proof)
      : life.unsettled(pending);
    pending.ended = report;
    let isToTell = Promise.resolve(true);
    // The order may still be canceled by the one before: that one is as unsettled as it was.
    const again = earlier && settled && rules.leavesEarlier(settled.outcome, earlier);
    const isLatest = this.#pending.get(orderId) === pending;
    if (isLatest) this.#pending.delete(orderId);
    if (isLatest && again) this.#followOn(life.followedAgain(earlier, pending));
    else {
      if (isLatest) isToTell = this.#strike(pending, settled?.outcome);
      this.#reports.set(orderId, report);
    }
    this.#changed.fire(orderId);
    pending.answer = undefined;
    if (answer) answer(report);
    else if (settled) void isToTell.then((is) => is && this.#settled.fire(report));
  }

  /**
   * An outcome about its own request alone leaves in the journal what another window sent since.
   * @returns whether it is told of here where nobody waits for it
   */
  async #strike(pending: PendingCancel, outcome: CancelOutcome | undefined): Promise<boolean> {
    const { orderId, sentAt, inherited, answer } = pending;
    const { journal } = this.#parts;
    if (!outcome) return journal.delete(orderId);
    const isOfIt = rules.leavesOpen(outcome);
    if (isOfIt && sentAt === undefined) return true;
    const only = isOfIt ? sentAt : undefined;
    if (answer) return journal.delete(orderId, only);
    return (await this.#striker.strike(pending, only)) || (isOfIt && !inherited);
  }

  /** Stops following all; the journal keeps what is not settled for the next time. */
  override dispose(): void {
    this.#striker.close();
    for (const pending of this.#pending.values()) this.abandon(pending);
    this.#pending.clear();
    super.dispose();
  }
}

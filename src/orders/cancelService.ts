import PQueue from 'p-queue';
import { DisposableStore } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';
import type { Order } from '../venues/venue.ts';
import { accept, toldOf, type Accepted } from './askedCancel.ts';
import type { CancelAllReport, CancelPhase, CancelReport } from './cancelOutcome.ts';
import { CancelRegister } from './cancelRegister.ts';
import * as rules from './cancelRules.ts';
import type { CancelTools } from './cancelFindings.ts';
import { sendAll, sendGroup } from './cancelSteps.ts';
import { followCancels, type Patience } from './followCancels.ts';
import { inGroups } from './inGroups.ts';
import * as life from './pendingCancel.ts';
import type { CancelTarget, PendingCancel } from './pendingCancel.ts';
import { Sweeps } from './sweeps.ts';

/** Cancel requests of one bulk that are under way at once. */
const PARALLEL = 4;

type Group = readonly PendingCancel[];

/**
 * The life of cancels: sent once, then followed by status queries and by whatever else is heard of
 * the orders until it is known what became of each. No error on the way is turned into a statement
 * about an order. Unsettled cancels are in the journal, and are followed again after {@link resume}.
 */
export class CancelService extends DisposableStore {
  readonly #tools: CancelTools;
  readonly #register: CancelRegister;
  readonly sweeps = new Sweeps();
  /** Fires an order's id when the phase of its cancel changes. */
  readonly onDidChange: Event<string>;
  /** Fires when a cancel that had been reported as unknown is settled after all. */
  readonly onDidSettleLate: Event<CancelReport>;

  constructor(tools: CancelTools) {
    super();
    this.#tools = tools;
    this.#register = this.register(
      new CancelRegister(tools, (pending) => this.#followOn([pending])),
    );
    this.onDidChange = this.#register.onDidChange;
    this.onDidSettleLate = this.#register.onDidSettleLate;
  }

  /** The phase of an order's unsettled cancel; `undefined` where there is none. */
  phaseOf(orderId: string): CancelPhase | undefined {
    return this.#register.get(orderId)?.phase;
  }

  /** Orders whose cancel is not settled. */
  get unsettled(): readonly CancelTarget[] {
    return this.#register.unsettled;
  }

  /** An order as it was known before a cancel of it that is not settled. */
  orderOf(orderId: string): Order | undefined {
    return this.#register.get(orderId)?.before;
  }

  /** Whether a cancel of the order would be sent: none is unsettled, or it was seen open since. */
  mayCancel(orderId: string): boolean {
    const earlier = this.#register.get(orderId);
    return earlier === undefined || rules.mayCancelAgain(earlier);
  }

  /** What is known of the latest cancel of an order, settled or not. */
  reportOf(orderId: string): CancelReport | undefined {
    return this.#register.reportOf(orderId);
  }

  /** What is known of the latest cancel of each order: those not settled, then the latest to settle first. */
  get reports(): readonly CancelReport[] {
    return this.#register.reports;
  }

  /**
   * Goes on with the cancels that other windows left unsettled, or with those of some orders alone.
   * Nothing is sent again.
   * @param sentBy of those that were sent no later than this, local Unix ms
   */
  resume(only?: ReadonlySet<string>, sentBy = Infinity): void {
    for (const group of this.#inQueries(this.#register.left(only, sentBy))) this.#followOn(group);
  }

  /**
   * Cancels one order and resolves when it is settled, or as `unknown` when the patience ends; it
   * then goes on asking in the background. It sends at most one cancel, and none while another one
   * of the same order is unsettled, in whatever window, unless the order was seen open after that
   * one was sent.
   */
  async cancel(target: CancelTarget, patience: Patience = {}): Promise<CancelReport> {
    const [report] = await this.cancelMany([target], patience);
    if (!report) throw new Error('A cancel ended without a report.');
    return report;
  }

  /**
   * The same for many, in as few requests as the venue allows and several of them at once: a report
   * for each different order, in the order given. Once the patience's signal aborts nothing more is
   * sent; what was sent is followed all the same.
   */
  cancelMany(targets: readonly CancelTarget[], patience: Patience = {}): Promise<CancelReport[]> {
    const { fresh, asked } = this.#accept(targets, rules.mayCancelAgain);
    const sending = new PQueue({ concurrency: PARALLEL });
    const size = this.#tools.venue.capabilities.maxBatchCancel;
    for (const group of inGroups(fresh, size)) {
      const send = (again: Group): Promise<void> =>
        sending.add(() => {
          this.#giveWay(again);
          return this.#send(again, (wanted) => sendGroup(this.#tools, wanted));
        });
      this.#follow(group, patience, () => send(group), send);
    }
    return toldOf(asked, this.#register);
  }

  /**
   * Asks the venue by one request to cancel all that is open, of one symbol or any, and follows each
   * order that is known to be working by it. One whose own cancel is just being sent is `underWay`.
   */
  async cancelAll(symbol: string | undefined, patience: Patience = {}): Promise<CancelAllReport> {
    this.sweeps.note(symbol);
    const known = this.#tools.store.working.filter(
      (order) => symbol === undefined || order.symbol === symbol,
    );
    const { fresh, asked, underWay } = this.#accept(known, rules.wasSent);
    for (const pending of underWay) pending.isSwept = true;
    const sending = this.#send(fresh, () => sendAll(this.#tools, fresh, symbol));
    for (const group of this.#inQueries(fresh))
      this.#follow(group, patience, () => sending.then(() => undefined));
    return { ...(await sending), reports: await toldOf(asked, this.#register) };
  }

  /** Stops following a cancel that was sent and is not settled. Nothing is claimed about the order. */
  dismiss(orderId: string): void {
    const pending = this.#register.get(orderId);
    if (pending && rules.wasSent(pending)) this.#register.end(pending, undefined);
  }

  /** Takes in what may be canceled now, by what other windows have sent as well. */
  #accept(targets: readonly CancelTarget[], gives: (earlier: PendingCancel) => boolean): Accepted {
    const different = new Map(targets.map((target) => [target.orderId, target]));
    this.resume(new Set(different.keys()));
    return accept([...different.values()], this.#register, this.#tools.store, gives);
  }

  /** Follows cancels that were sent before; what becomes of them is told as late outcomes. */
  #followOn(group: Group): void {
    for (const pending of group) this.#register.add(pending);
    this.#follow(group, {}, () => Promise.resolve());
  }

  /** Followed together are as many as one status query asks for. */
  #inQueries(pending: Group): readonly Group[] {
    return inGroups(pending, this.#tools.venue.capabilities.maxStatusQuery);
  }

  /** Ends those that another window has sent a cancel of while they were queued: that one is followed. */
  #giveWay(asked: Group): void {
    const { journal } = this.#tools;
    const theirs = asked.filter((each) => rules.isSentElsewhere(each, journal.get(each.orderId)));
    const outcome = { kind: 'underWay' } as const;
    for (const pending of theirs) this.#register.end(pending, { outcome, proof: undefined });
    this.resume(new Set(theirs.map(({ orderId }) => orderId)));
  }

  /** Those that may be sent again, as far as other windows have not sent a cancel of them since. */
  #resendable(left: Group): Group {
    const seen = left.filter(rules.mayBeResent);
    if (seen.length > 0) this.resume(new Set(seen.map(({ orderId }) => orderId)));
    return seen.filter(rules.mayBeResent);
  }

  #follow(
    group: Group,
    patience: Patience,
    first: () => Promise<void>,
    resend?: (group: Group) => Promise<void>,
  ): void {
    const steps = { first, resend, resendable: (left: Group) => this.#resendable(left) };
    void followCancels(this.#tools, this.#register, group, patience, steps);
  }

  /** Hands those of a group that still are to be sent to `send`. */
  async #send<T>(group: Group, send: (group: Group) => Promise<T>): Promise<T> {
    const wanted = group.filter((pending) => !life.isOver(pending));
    this.#register.enter(wanted, 'sending');
    const sent = await send(wanted);
    this.#register.tell(wanted);
    return sent;
  }
}

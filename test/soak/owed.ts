import type { CancelJournal } from '../../src/orders/cancelJournal.ts';
import type { CancelReport } from '../../src/orders/cancelOutcome.ts';
import type { Ask, SoakWindow } from './soakWindow.ts';
import type { Violations } from './violations.ts';

const CLOSED: ReadonlySet<string> = new Set(['canceled', 'filledFirst', 'alreadyClosed']);

/** Whether a report tells the end of its order. */
export function isClosed({ outcome }: Pick<CancelReport, 'outcome'>): boolean {
  return CLOSED.has(outcome.kind);
}

/**
 * Cancels of one journal that a person was told are unknown. Each is owed an outcome: until it is
 * there, or nobody wants it any more, the cancel has to be listed and written down.
 */
export class OwedCancels {
  readonly #asks = new Map<string, Set<Ask>>();
  /** Orders that some window has told the end of: nothing is owed any more. */
  readonly #closed = new Set<string>();
  /** When a window told late what became of another's cancel: while that still waits, a person knows. */
  readonly #late = new Map<string, number>();

  has(orderId: string): boolean {
    return this.#asks.has(orderId);
  }

  reported(ask: Ask, report: CancelReport): void {
    const { orderId } = ask;
    if (isClosed(report)) this.#close(orderId);
    if (report.outcome.kind === 'noEffect') this.#overdue(orderId);
    if (report.outcome.kind !== 'unknown' || ask.dismissed || this.#closed.has(orderId)) return;
    if ((this.#late.get(orderId) ?? -Infinity) > ask.began) return;
    this.#asks.set(orderId, (this.#asks.get(orderId) ?? new Set()).add(ask));
  }

  /** A window knows what became of it. */
  ended(report: CancelReport): void {
    if (isClosed(report)) this.#close(report.orderId);
  }

  /** It was told after all. */
  settledLate(report: CancelReport, at: number): void {
    if (report.inherited) this.#late.set(report.orderId, at);
    this.#asks.delete(report.orderId);
    if (isClosed(report)) this.#close(report.orderId);
  }

  /** A person gave it up. */
  forgive(orderId: string): void {
    this.#asks.delete(orderId);
  }

  /** A later cancel is too old to come in, so those before it are, except where one was acknowledged. */
  #overdue(orderId: string): void {
    const asks = this.#asks.get(orderId) ?? new Set();
    for (const ask of asks) {
      const outcome = ask.report?.outcome;
      if (outcome?.kind === 'unknown' && !outcome.acknowledged) asks.delete(ask);
    }
    if (asks.size === 0) this.#asks.delete(orderId);
  }

  #close(orderId: string): void {
    this.#closed.add(orderId);
    this.#asks.delete(orderId);
  }

  /** Looks whether every one of them is still there. */
  check(journal: CancelJournal, windows: readonly SoakWindow[], violations: Violations): void {
    if (this.#asks.size === 0) return;
    const written = new Set(journal.list().map(({ orderId }) => orderId));
    const open = windows.filter(({ desk, settings }) => desk && settings.owed === this);
    for (const orderId of this.#asks.keys()) {
      if (!written.has(orderId)) violations.add('lost cancel', `${orderId} is in no journal`);
      for (const { desk, follows, name } of open) {
        if (!follows.has(orderId) || desk?.cancels.phaseOf(orderId)) continue;
        // Known there by now, and about to be told by it or by the one that sent it.
        if ((desk?.cancels.reportOf(orderId)?.outcome.kind ?? 'unknown') !== 'unknown') continue;
        violations.add('lost cancel', `${orderId} is not listed in ${name}`);
      }
    }
  }
}

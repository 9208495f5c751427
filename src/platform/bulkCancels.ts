import type { BulkCancel } from '../orders/bulkReport.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import type { CancelService } from '../orders/cancelService.ts';
import { latestCancel } from '../orders/latest.ts';

const KEPT = 50;

/** A cancel of several orders, and what is known by now of each of them. */
export interface KnownBulk extends BulkCancel {
  readonly id: string;
  readonly orderIds: ReadonlySet<string>;
  reports(): readonly CancelReport[];
}

/** The latest 50 cancels of several orders, for their reports to be opened. */
export class BulkCancels {
  readonly #bulks = new Map<string, KnownBulk>();
  #last = 0;

  /** Keeps a bulk as it was first reported; what its service learns later is in its reports too. */
  add(bulk: BulkCancel, first: readonly CancelReport[], cancels: CancelService): KnownBulk {
    const id = String(++this.#last);
    const known: KnownBulk = {
      ...{ ...bulk, id, orderIds: new Set(first.map(({ orderId }) => orderId)) },
      reports: () => first.map((report) => latestCancel(report, cancels)),
    };
    this.#bulks.set(id, known);
    this.#bulks.delete(String(this.#last - KEPT));
    return known;
  }

  /** The newest first. */
  list(): readonly KnownBulk[] {
    return [...this.#bulks.values()].reverse();
  }

  get(id: string): KnownBulk | undefined {
    return this.#bulks.get(id);
  }
}

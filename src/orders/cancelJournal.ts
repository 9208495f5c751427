import type { Order } from '../venues/venue.ts';

/** What must be known of a cancel to go on with it after the window was closed. */
export interface JournalEntry {
  readonly orderId: string;
  readonly symbol: string;
  /** Local Unix ms. */
  readonly sentAt: number;
  /** The order as it was known before the cancel. */
  readonly before: Order | undefined;
}

/**
 * Remembers cancels that are not settled, so that none is lost with the window. It reports trouble of
 * its own by itself and never rejects: no fault of the storage may hold back a cancel.
 */
export interface CancelJournal {
  list(): readonly JournalEntry[];
  put(entries: readonly JournalEntry[]): Promise<void>;
  /**
   * Takes out what is settled. With `sentAt` only the cancel that was sent then: another window may
   * have sent one since, which nobody knows the end of.
   */
  delete(orderId: string, sentAt?: number): Promise<void>;
}

/** A journal that ends with the process: for what is gone by then as well. */
export function memoryJournal(): CancelJournal {
  const entries = new Map<string, JournalEntry>();
  return {
    list: () => [...entries.values()],
    put: (added) => {
      for (const entry of added) entries.set(entry.orderId, entry);
      return Promise.resolve();
    },
    delete: (orderId, sentAt) => {
      if (sentAt === undefined || entries.get(orderId)?.sentAt === sentAt) entries.delete(orderId);
      return Promise.resolve();
    },
  };
}

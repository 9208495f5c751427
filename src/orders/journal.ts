/** Something under way of which nobody knows yet what became of it. */
export interface Unsettled {
  readonly orderId: string;
  /** Local Unix ms. */
  readonly sentAt: number;
}

/**
 * Remembers what is not settled, one entry an order, so that none is lost with the window. It reports
 * trouble of its own by itself and never rejects: no fault of the storage may hold back a request.
 */
export interface Journal<E extends Unsettled> {
  list(): readonly E[];
  put(entries: readonly E[]): Promise<void>;
  delete(orderId: string): Promise<void>;
}

/** A journal that ends with the process: for what is gone by then as well. */
export function memoryJournal<E extends Unsettled>(): Journal<E> {
  const entries = new Map<string, E>();
  return {
    list: () => [...entries.values()],
    put: (added) => {
      for (const entry of added) entries.set(entry.orderId, entry);
      return Promise.resolve();
    },
    delete: (orderId) => Promise.resolve(void entries.delete(orderId)),
  };
}

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
  get(orderId: string): E | undefined;
  put(entries: readonly E[]): Promise<void>;
  /**
   * Takes out what is settled. With `sentAt` only what was sent then: another window may have sent
   * something since, which nobody knows the end of.
   * @returns `false` where another window has taken it out, or has sent since: it tells what came of it
   */
  delete(orderId: string, sentAt?: number): Promise<boolean>;
}

/** A journal that ends with the process: for what is gone by then as well. */
export function memoryJournal<E extends Unsettled>(): Journal<E> {
  const entries = new Map<string, E>();
  return {
    list: () => [...entries.values()],
    get: (orderId) => entries.get(orderId),
    put: (added) => {
      for (const entry of added) entries.set(entry.orderId, entry);
      return Promise.resolve();
    },
    delete: (orderId, sentAt) => {
      const is = sentAt === undefined || entries.get(orderId)?.sentAt === sentAt;
      return Promise.resolve(is && entries.delete(orderId));
    },
  };
}

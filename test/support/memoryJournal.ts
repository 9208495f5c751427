import type { CancelJournal, JournalEntry } from '../../src/orders/cancelJournal.ts';

/** A journal that ends with the process, for where nothing is to be kept. */
export function memoryJournal(): CancelJournal {
  const entries = new Map<string, JournalEntry>();
  return {
    list: () => [...entries.values()],
    put: (added) => {
      for (const entry of added) entries.set(entry.orderId, entry);
      return Promise.resolve();
    },
    delete: (orderId) => Promise.resolve(void entries.delete(orderId)),
  };
}

import type { LogOutputChannel, Memento } from 'vscode';
import type { CancelJournal, JournalEntry } from '../orders/cancelJournal.ts';

/** What is settled is taken out together, ms: VS Code writes all of the storage anew each time. */
const TOGETHER_MS = 250;

/**
 * The journal of one profile in VS Code's own storage, one entry an order: two windows then do not
 * write over each other. It holds orders and no secret.
 */
export function storedJournal(
  storage: Memento,
  profileId: string,
  log: LogOutputChannel,
): CancelJournal {
  const prefix = `cancel/${profileId}/`;
  /** Orders to be taken out, with what stood there then: another window may have sent since. */
  const settled = new Map<string, number | undefined>();
  let timer: NodeJS.Timeout | undefined;
  const entryOf = (orderId: string): JournalEntry | undefined => storage.get(prefix + orderId);
  const update = async (orderId: string, entry: JournalEntry | undefined): Promise<void> => {
    try {
      await storage.update(prefix + orderId, entry);
    } catch (error) {
      log.error(`The journal of unsettled cancels could not be written: ${String(error)}`);
    }
  };
  const takeOut = async (): Promise<void> => {
    timer = undefined;
    const gone = [...settled].filter(([orderId, sentAt]) => entryOf(orderId)?.sentAt === sentAt);
    settled.clear();
    await Promise.all(gone.map(([orderId]) => update(orderId, undefined)));
  };
  return {
    list: () =>
      storage
        .keys()
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => storage.get<JournalEntry>(key) ?? [])
        .filter(({ orderId, sentAt }) => settled.get(orderId) !== sentAt),
    put: async (entries) => {
      for (const { orderId } of entries) settled.delete(orderId);
      await Promise.all(entries.map((entry) => update(entry.orderId, entry)));
    },
    delete: (orderId, sentAt) => {
      const there = entryOf(orderId)?.sentAt;
      if (sentAt !== undefined && sentAt !== there) return Promise.resolve();
      settled.set(orderId, there);
      timer ??= setTimeout(() => void takeOut(), TOGETHER_MS);
      return Promise.resolve();
    },
  };
}

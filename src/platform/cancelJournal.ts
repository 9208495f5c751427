import type { LogOutputChannel, Memento } from 'vscode';
import type { CancelJournal, JournalEntry } from '../orders/cancelJournal.ts';

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
  const update = async (orderId: string, entry: JournalEntry | undefined): Promise<void> => {
    try {
      await storage.update(prefix + orderId, entry);
    } catch (error) {
      log.error(`The journal of unsettled cancels could not be written: ${String(error)}`);
    }
  };
  return {
    list: () =>
      storage
        .keys()
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => storage.get<JournalEntry>(key) ?? []),
    // VS Code writes what is updated in one turn together.
    put: async (entries) => {
      await Promise.all(entries.map((entry) => update(entry.orderId, entry)));
    },
    delete: (orderId) => update(orderId, undefined),
  };
}

import type { LogOutputChannel, Memento } from 'vscode';
import type { CancelJournal } from '../orders/cancelJournal.ts';
import type { Journal, Unsettled } from '../orders/journal.ts';
import type { PlaceJournal } from '../orders/placeJournal.ts';

/** What is settled is taken out together, ms: VS Code writes all of the storage anew each time. */
const TOGETHER_MS = 250;

/** What is remembered of a profile beyond a window. */
export interface Journals {
  readonly cancels: CancelJournal;
  readonly places: PlaceJournal;
}

export function storedJournals(
  storage: Memento,
  profileId: string,
  log: LogOutputChannel,
): Journals {
  return {
    cancels: storedJournal(storage, `cancel/${profileId}/`, log),
    places: storedJournal(storage, `place/${profileId}/`, log),
  };
}

/**
 * A journal in VS Code's own storage, one entry an order: two windows then do not write over each
 * other. It holds orders and no secret.
 * @param prefix of its keys
 */
export function storedJournal<E extends Unsettled>(
  storage: Memento,
  prefix: string,
  log: LogOutputChannel,
): Journal<E> {
  /** Orders to be taken out, with what stood there then: another window may have sent since. */
  const settled = new Map<string, number | undefined>();
  let timer: NodeJS.Timeout | undefined;
  const entryOf = (orderId: string): E | undefined => storage.get(prefix + orderId);
  const update = async (orderId: string, entry: E | undefined): Promise<void> => {
    try {
      await storage.update(prefix + orderId, entry);
    } catch (error) {
      log.error(`The journal of what is not settled could not be written: ${String(error)}`);
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
        .flatMap((key) => storage.get<E>(key) ?? [])
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

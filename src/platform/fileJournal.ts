import { join } from 'node:path';
import { systemClock } from '../common/clock.ts';
import type { CancelJournal } from '../orders/cancelJournal.ts';
import type { Journal, Unsettled } from '../orders/journal.ts';
import type { PlaceJournal } from '../orders/placeJournal.ts';
import type { Claims } from '../orders/told.ts';
import type { SeenOrders, SeenStore } from '../desk/seenOrders.ts';
import type { FileClaims } from './claims.ts';
import { FileStore, type FileLog } from './fileStore.ts';

/** What is remembered of a profile beyond a window. */
export interface Journals {
  readonly cancels: CancelJournal;
  readonly places: PlaceJournal;
  /** The orders that were open when last seen; missing where they end with the window. */
  readonly seen?: SeenStore;
  /** Makes what windows tell each other that they told of, by code that is read later; missing where `seen` is. */
  readonly claims?: (code: ClaimsCode, isFocused: () => boolean) => Claims;
}

/** The code that claims take. */
export interface ClaimsCode {
  readonly FileClaims: new (...parts: ConstructorParameters<typeof FileClaims>) => Claims;
}

/**
 * The journals of a profile.
 * @param folder VS Code's own for the extension, the same for all windows
 * @param onUnkept told each time that something not settled could not be written
 */
export function fileJournals(
  folder: string,
  profileId: string,
  log: FileLog,
  onUnkept?: () => void,
): Journals {
  const own = join(folder, 'unsettled', profileId);
  return {
    cancels: fileJournal(join(own, 'cancels'), log, onUnkept),
    places: fileJournal(join(own, 'places'), log, onUnkept),
    seen: fileSeen(join(folder, 'seen'), profileId, log),
    claims: ({ FileClaims }, isFocused) =>
      new FileClaims(join(folder, 'told'), profileId, { clock: systemClock, log, isFocused }),
  };
}

/** Orders that were open when last seen, a file for each profile. It holds no secret. */
function fileSeen(folder: string, profileId: string, log: FileLog): SeenStore {
  const files = new FileStore<Partial<SeenOrders>>(folder, log);
  const failed = (error: unknown): void =>
    log.error(`Which orders are open could not be kept: ${String(error)}`);
  const attempt = (what: () => void): void => {
    try {
      what();
    } catch (error) {
      failed(error);
    }
  };
  return {
    get: () => {
      // Another version may have written it.
      const { seenAt, orders } = files.get(profileId) ?? {};
      return typeof seenAt === 'number' && Array.isArray(orders) ? { seenAt, orders } : undefined;
    },
    put: (seen) => files.put(profileId, seen).catch(failed),
    putNow: (seen) => attempt(() => files.putNow(profileId, seen)),
    forget: () => attempt(() => files.delete(profileId)),
  };
}

/** A journal of files, one an order, each there before its request goes out. It holds orders and no secret. */
export function fileJournal<E extends Unsettled>(
  folder: string,
  log: FileLog,
  onUnkept: () => void = () => undefined,
): Journal<E> {
  const files = new FileStore<E>(folder, log);
  /** What could not be written is known to this window alone. */
  const unwritten = new Map<string, E>();
  const failed = (error: unknown): void =>
    log.error(`The journal of what is not settled could not be written: ${String(error)}`);
  const get = (orderId: string): E | undefined => unwritten.get(orderId) ?? files.get(orderId);
  const put = async (entry: E): Promise<void> => {
    try {
      await files.put(entry.orderId, entry);
      unwritten.delete(entry.orderId);
    } catch (error) {
      unwritten.set(entry.orderId, entry);
      failed(error);
      onUnkept();
    }
  };
  return {
    get,
    list: () => {
      const written = files.all().filter(({ orderId }) => !unwritten.has(orderId));
      return [...written, ...unwritten.values()];
    },
    put: async (entries) => {
      await Promise.all(entries.map(put));
    },
    delete: (orderId, sentAt) => {
      if (sentAt !== undefined) {
        const known = get(orderId);
        if (known ? known.sentAt !== sentAt : files.exists()) return Promise.resolve(false);
      }
      const alone = unwritten.delete(orderId);
      try {
        // Where all files are gone, it is no other window that has taken this one out to tell of it.
        return Promise.resolve(files.delete(orderId) || alone || !files.exists());
      } catch (error) {
        failed(error);
        return Promise.resolve(true);
      }
    },
  };
}

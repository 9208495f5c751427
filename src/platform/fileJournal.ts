import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CancelJournal } from '../orders/cancelJournal.ts';
import type { Journal, Unsettled } from '../orders/journal.ts';
import type { PlaceJournal } from '../orders/placeJournal.ts';

/** Where trouble with the files is told of. */
interface Log {
  error(text: string): void;
}

/** What is remembered of a profile beyond a window. */
export interface Journals {
  readonly cancels: CancelJournal;
  readonly places: PlaceJournal;
}

const ENDING = '.json';

/**
 * The journals of a profile.
 * @param folder VS Code's own for the extension, the same for all windows
 */
export function fileJournals(folder: string, profileId: string, log: Log): Journals {
  const own = join(folder, 'unsettled', profileId);
  return {
    cancels: fileJournal(join(own, 'cancels'), log),
    places: fileJournal(join(own, 'places'), log),
  };
}

/**
 * A journal of files, one an order. VS Code's own storage will not do: it writes to the disk some time
 * after it says that it has, all keys at once, and windows undo what others write meanwhile. A file is
 * there before the request goes out, and outlives whatever ends; only a power cut may take it along, as
 * nothing waits for the disk itself. It holds orders and no secret.
 */
export function fileJournal<E extends Unsettled>(folder: string, log: Log): Journal<E> {
  const pathOf = (orderId: string): string => join(folder, nameOf(orderId) + ENDING);
  const failed = (what: string, error: unknown): void =>
    log.error(`The journal of what is not settled could not be ${what}: ${String(error)}`);

  function read(path: string): E | undefined {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as E;
    } catch (error) {
      if (!isMissing(error)) failed('read', error);
      return undefined;
    }
  }

  function names(): readonly string[] {
    try {
      return readdirSync(folder).filter((name) => name.endsWith(ENDING));
    } catch (error) {
      if (!isMissing(error)) failed('read', error);
      return [];
    }
  }

  /** Nobody ever reads half an entry: it is put in its place when it is whole. */
  async function write(entry: E): Promise<void> {
    const half = join(folder, `${randomUUID()}.tmp`);
    try {
      await writeFile(half, JSON.stringify(entry));
      await rename(half, pathOf(entry.orderId));
    } catch (error) {
      failed('written', error);
      await rm(half, { force: true }).catch((left: unknown) => failed('tidied', left));
    }
  }

  return {
    list: () => names().flatMap((name) => read(join(folder, name)) ?? []),
    get: (orderId) => read(pathOf(orderId)),
    put: async (entries) => {
      try {
        await mkdir(folder, { recursive: true });
      } catch (error) {
        return failed('written', error);
      }
      await Promise.all(entries.map(write));
    },
    delete: (orderId, sentAt) => {
      const path = pathOf(orderId);
      try {
        if (sentAt === undefined || read(path)?.sentAt === sentAt) rmSync(path, { force: true });
      } catch (error) {
        failed('written', error);
      }
      return Promise.resolve();
    },
  };
}

/** A name that any file system tells from all others, whatever the venue's ids are made of. */
function nameOf(orderId: string): string {
  return Buffer.from(orderId).toString('hex');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

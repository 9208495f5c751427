import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../common/clock.ts';
import type { Claims } from '../orders/told.ts';
import { isCode, type FileLog } from './fileStore.ts';

/** A window that the person does not look at leaves it to the others for so long, ms. */
const UNFOCUSED_MS = 700;
/** Claims are kept for so long, ms: by then nobody hears of the same again. */
const KEPT_MS = 7 * 24 * 3_600_000;
/** So many are kept, those of all accounts together; the oldest go first. */
const MOST = 2_000;

export interface ClaimTools {
  readonly clock: Clock;
  readonly log: FileLog;
  /** Whether the person looks at this window. */
  readonly isFocused: () => boolean;
}

/**
 * Claims as empty files, which the file system gives to one window alone. Their names hold a digest of profile and
 * order, and the mark.
 */
export class FileClaims implements Claims {
  readonly #folder: string;
  readonly #profileId: string;
  readonly #tools: ClaimTools;
  /** Claims of this window since old ones were last removed, which the first one does. */
  #made = MOST;
  #removing = false;

  /** @param folder the same for all windows; it is made when something is first claimed */
  constructor(folder: string, profileId: string, tools: ClaimTools) {
    this.#folder = folder;
    this.#profileId = profileId;
    this.#tools = tools;
  }

  async turn(signal: AbortSignal): Promise<void> {
    const { clock, isFocused } = this.#tools;
    if (!isFocused()) await clock.delay(UNFOCUSED_MS, signal);
  }

  async marksOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const orders = new Map(orderIds.map((orderId) => [this.#digestOf(orderId), orderId]));
    const marks = new Map<string, string[]>();
    for (const name of await this.#names()) {
      const [digest = '', mark = ''] = name.split('-');
      const orderId = orders.get(digest);
      if (orderId === undefined) continue;
      const known = marks.get(orderId);
      if (known) known.push(mark);
      else marks.set(orderId, [mark]);
    }
    return marks;
  }

  async claim(orderId: string, mark: string): Promise<boolean> {
    const path = join(this.#folder, `${this.#digestOf(orderId)}-${mark}`);
    try {
      await writeFile(path, '', { flag: 'wx' }).catch(async (error: unknown) => {
        if (!isCode(error, 'ENOENT')) throw error;
        await mkdir(this.#folder, { recursive: true });
        await writeFile(path, '', { flag: 'wx' });
      });
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
      this.#failed(error);
      return true;
    }
    this.#made += 1;
    if (this.#made >= MOST / 10 && !this.#removing) void this.#removeOld();
    return true;
  }

  async #removeOld(): Promise<void> {
    this.#removing = true;
    const found = (await this.#names()).map(async (name) => {
      const path = join(this.#folder, name);
      return { path, madeAt: await this.#madeAt(path) };
    });
    const all = (await Promise.all(found)).sort((a, b) => b.madeAt - a.madeAt);
    const since = this.#tools.clock.now() - KEPT_MS;
    const old = all.filter(({ madeAt }, at) => at >= MOST || madeAt < since);
    await Promise.all(old.map(({ path }) => rm(path, { force: true }).catch(this.#failed)));
    this.#made = 0;
    this.#removing = false;
  }

  /** When a claim was made, Unix ms; another window may have removed it by now. */
  async #madeAt(path: string): Promise<number> {
    try {
      return (await stat(path)).mtimeMs;
    } catch (error) {
      this.#failed(error);
      return 0;
    }
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  /** What is not there is no trouble. */
  readonly #failed = (error: unknown): void => {
    if (isCode(error, 'ENOENT')) return;
    this.#tools.log.error(
      `What other windows told of could not be read or kept, and may be told of twice: ${String(error)}`,
    );
  };

  #digestOf(orderId: string): string {
    const whole = createHash('sha256').update(`${this.#profileId} ${orderId}`).digest('hex');
    return whole.slice(0, 32);
  }
}

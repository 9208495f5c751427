import type { Clock } from '../common/clock.ts';
import type { Disposable } from '../common/disposable.ts';
import { VenueError } from '../venues/errors.ts';
import type { Desk } from './desk.ts';
import type { Redraws } from './redraws.ts';

/** Rows follow prices in steps, ms: people read them. */
const STEP_MS = 5_000;
/** And so much longer for each row there is, that prices take a small part of all drawing. */
const STEP_PER_ROW_MS = 10;
/** While a price is not known at all, ms. */
const SOON_MS = 1_000;
/** A price that the stream has not repeated for so long is asked for, ms. */
const RENEW_MS = 30_000;

export interface MarkWatch {
  readonly clock: Clock;
  /** Whether anybody can see the rows. */
  readonly visible: () => boolean;
  /** Whether an order's row says something else now than when it was drawn. */
  readonly outdated: (orderId: string) => boolean;
  /** Called when `redraws` has got more to do. */
  readonly onNews: () => void;
}

/**
 * Notes in `redraws` the rows whose distance from the mark price has changed, now and then. Trouble with
 * the prices ends in rows that show none: what is wrong with the venue is told by the list itself.
 */
export function followMarks(
  desk: Desk,
  redraws: Redraws,
  { clock, visible, outdated, onNews }: MarkWatch,
): Disposable {
  const { store, marks, rows } = desk;
  const moved = new Set<string>();
  const over = new AbortController();
  const { signal } = over;
  const listening = marks.onDidMove((symbol) => moved.add(symbol));
  void run();
  return {
    dispose: () => {
      over.abort();
      listening.dispose();
    },
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const known = store.size > 0 && [...store.symbols].every((symbol) => marks.get(symbol));
      const step = known ? STEP_MS + rows.total * STEP_PER_ROW_MS : SOON_MS;
      await clock.delay(step, signal);
      if (signal.aborted || !visible()) continue;
      const pause = await renew();
      if (pause > 0) await clock.delay(pause, signal);
      if (moved.size > 0) note();
    }
  }

  /** @returns how long to leave the venue alone, ms, where it did not tell */
  async function renew(): Promise<number> {
    try {
      await marks.renew(store.symbols, RENEW_MS, { signal, priority: 'background' });
      return 0;
    } catch (error) {
      if (error instanceof VenueError) return Math.max(RENEW_MS, error.retryAfter ?? 0);
      throw error;
    }
  }

  function note(): void {
    const { grouping, sorting } = rows.arrangement;
    if (sorting === 'distance')
      for (const group of grouping === 'symbol' ? moved : rows.groups) redraws.group(group);
    else
      for (const orderId of [...moved].flatMap((symbol) => [...store.workingIn(symbol)])) {
        const order = store.get(orderId);
        if (order && outdated(orderId)) redraws.order(rows.groupOf({ ...order, order }), orderId);
      }
    moved.clear();
    if (!redraws.empty) onNews();
  }
}

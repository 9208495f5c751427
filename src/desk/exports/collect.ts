import type { Clock } from '../../common/clock.ts';
import { knownFills } from '../../orders/fills.ts';
import type { VenueError } from '../../venues/errors.ts';
import type { Desk } from '../desk.ts';
import type { HistoryFilter } from '../historyFilter.ts';
import { reachForwards } from '../balanceReach.ts';
import { HistoryPart, type Reach } from '../historyPart.ts';
import { reachFunding, reachOrders } from '../historyReach.ts';
import {
  changeRow,
  fillRow,
  orderRow,
  paymentRows,
  recordOf,
  type HistoryRow,
  type Section,
} from '../historyRows.ts';
import { showsChange, showsFill, showsOrder, showsPayment } from '../historyShows.ts';

/** Everything of a section that could be read, and why it may not be all. */
export interface Collected {
  readonly rows: readonly HistoryRow[];
  /** The earliest and the latest time among the rows, venue's Unix ms; `undefined` without any. */
  readonly span: { readonly from: number; readonly to: number } | undefined;
  /** Whether there are others that were not read, since it was stopped or failed: older ones, of changes later ones. */
  readonly cut: boolean;
  /** Whether older ones may exist that the venue lists no way to ask for. */
  readonly capped: boolean;
  /** Why it ended early. */
  readonly error: VenueError | undefined;
}

type OnProgress = (rows: number, pages: number) => void;
type Source = Pick<Desk, 'venue' | 'history' | 'store'>;

/**
 * Reads a section from its latest row to its oldest (changes of the balance from the oldest on, which takes
 * far fewer requests), page by page, whatever a view has loaded. Ends
 * early where a request fails or `signal` says so, and then has what was read until then.
 *
 * @param onProgress is told after each page how many rows and pages there are
 */
export async function collect(
  { venue, history: book, store }: Source,
  section: Section,
  filter: HistoryFilter,
  clock: Clock,
  { signal, onProgress }: { signal: AbortSignal; onProgress: OnProgress },
): Promise<Collected> {
  const { history } = venue;
  const { symbol } = filter;
  if (section === 'funding') {
    const reach = reachFunding(history, { symbol, pageSize: history.maxPageSize });
    const { rows, ...end } = await readAll(reach, clock, signal, onProgress);
    const shown = paymentRows(rows);
    return collected(
      shown.filter((row) => row.kind === 'payment' && showsPayment(filter, row.payment)),
      end,
    );
  }
  if (section === 'balance') {
    const reach = reachForwards(history, venue.clock.now());
    const { rows, ...end } = await readAll(reach, clock, signal, onProgress);
    return collected(rows.filter((change) => showsChange(filter, change)).map(changeRow), end);
  }
  const executedOnly = section === 'fills';
  const limits = [history.maxOrders];
  const reach = reachOrders(history, { symbol, executedOnly, limits });
  const { rows, ...end } = await readAll(reach, clock, signal, onProgress);
  if (section === 'orders')
    return collected(rows.filter((past) => showsOrder(filter, past)).map(orderRow), end);
  const fills = knownFills(book.record, rows, store.working);
  return collected(fills.filter((fill) => showsFill(filter, fill)).map(fillRow), end);
}

type End = Omit<Collected, 'rows' | 'span'>;

async function readAll<T>(
  reach: Reach<T>,
  clock: Clock,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<End & { readonly rows: readonly T[] }> {
  const part = new HistoryPart(() => reach, clock);
  try {
    await part.load(signal);
    for (let pages = 1; ; pages += 1) {
      const { rows, more, error, capped } = part.state;
      onProgress(rows.length, pages);
      const cut = error !== undefined || (more && signal.aborted);
      if (cut || !more) return { rows, cut, capped, error };
      await part.loadMore(signal);
    }
  } finally {
    part.dispose();
  }
}

function collected(rows: readonly HistoryRow[], end: End): Collected {
  const times = rows.map((row) => recordOf(row).time);
  const from = times.reduce((a, b) => Math.min(a, b), Infinity);
  const to = times.reduce((a, b) => Math.max(a, b), -Infinity);
  return { ...end, rows, span: rows.length > 0 ? { from, to } : undefined };
}

import type { Clock } from '../common/clock.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { CancelJournal } from './cancelJournal.ts';
import type { CancelOutcome } from './cancelOutcome.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore } from './orderStore.ts';
import { isAboutTheOrder, refused, settle, type PendingCancel } from './pendingCancel.ts';

/** What a cancel's life needs. */
export interface CancelTools {
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly journal: CancelJournal;
}

/** Waits before each status query, ms; the last one repeats. */
const QUERY_AFTER = [100, 300, 600, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** Sends the cancel, once. Resolves with the outcome where the answer itself settles it. */
export async function sendCancel(
  tools: CancelTools,
  pending: PendingCancel,
): Promise<CancelOutcome | undefined> {
  const { orderId, symbol, before } = pending;
  await tools.journal.put({ orderId, symbol, sentAt: tools.clock.now(), before });
  try {
    const { value, transcript } = await tools.venue.cancelOrder({ orderId, symbol });
    const seen = see(tools, pending, 'cancel', transcript);
    pending.phase = 'acknowledged';
    if (value.state !== 'processed' || !value.order) return undefined;
    return learn(tools, pending, value.order, seen);
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    if (error.transcript) see(tools, pending, 'cancel', error.transcript);
    pending.error = error;
    pending.phase = 'unknown';
    if (error.kind === 'notSent') return { kind: 'notSent', error };
    if (error.kind === 'rejected' && !isAboutTheOrder(error)) return { kind: 'rejected', error };
    return undefined;
  }
}

/**
 * Waits for its turn, counted from 0, and asks for the order's status, unless the cancel is no longer
 * followed. Resolves with the outcome where the status settles it.
 */
export async function askStatus(
  tools: CancelTools,
  pending: PendingCancel,
  turn: number,
): Promise<CancelOutcome | undefined> {
  const { orderId, abort } = pending;
  const wait = QUERY_AFTER[Math.min(turn, QUERY_AFTER.length - 1)] ?? 0;
  await tools.clock.delay(wait, abort.signal);
  if (abort.signal.aborted) return undefined;
  try {
    const { value, transcript } = await tools.venue.orderStatus([orderId], abort.signal);
    const seen = see(tools, pending, 'status', transcript);
    const order = value.find((item) => item.orderId === orderId);
    return order ? learn(tools, pending, order, seen) : refused(pending);
  } catch (error) {
    // A failed read says nothing of the order: it is asked again. Its transcript is in the log.
    if (error instanceof VenueError) return undefined;
    throw error;
  }
}

function see(
  { clock }: CancelTools,
  pending: PendingCancel,
  kind: 'cancel' | 'status',
  transcript: Transcript,
): Evidence {
  const seen: Evidence = { kind, at: clock.now(), transcript };
  pending.evidence.push(seen);
  return seen;
}

function learn(
  { store }: CancelTools,
  pending: PendingCancel,
  order: Order,
  seen: Evidence,
): CancelOutcome | undefined {
  store.apply([order], seen);
  pending.latest = store.get(order.orderId) ?? order;
  return settle(pending.latest, pending);
}

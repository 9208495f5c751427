import type { Clock } from '../common/clock.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { PlacePlan } from '../venues/placing.ts';
import type { Order, Venue } from '../venues/venue.ts';
import { stopped } from './cancelRules.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore } from './orderStore.ts';
import { isPlaceOver, type PendingPlace } from './pendingPlace.ts';
import type { PlaceJournal } from './placeJournal.ts';
import type { PlaceOutcome } from './placeOutcome.ts';
import { cannotArrive, failedPlace, outcomeOf, refusedForItsTime } from './placeRules.ts';

/** What a placement's life needs. */
export interface PlaceTools {
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly journal: PlaceJournal;
}

/**
 * Notes the order in the journal and sends it, once; and once more with another time and id where the
 * venue definitely refused it for its time alone. Nothing on the way is taken for an outcome.
 *
 * @param rename is told the order's id where it is another one from now on
 * @param how whether it is still wanted, asked before each time; once the signal aborts it is not sent once more
 */
export async function sendPlace(
  tools: PlaceTools,
  pending: PendingPlace,
  rename: (orderId: string) => void,
  { isWanted, signal }: { isWanted: () => boolean; signal: AbortSignal | undefined },
): Promise<void> {
  const ends = (): boolean => isPlaceOver(pending) || signal?.aborted === true;
  const error = await sendOnce(tools, pending, rename, isWanted);
  if (!error || !refusedForItsTime(error) || ends() || !isWanted()) return;
  const again = await planAgain(tools, pending);
  if (!again || ends() || !isWanted()) return;
  const refused = pending.orderId;
  Object.assign(pending, { plan: again, error: undefined, settled: undefined });
  rename(again.orderId);
  const sent = sendOnce(tools, pending, rename, isWanted);
  await Promise.all([sent, tools.journal.delete(refused)]);
}

/** Asks for the order by its id, and settles what that settles. */
export async function lookForPlace(tools: PlaceTools, pending: PendingPlace): Promise<void> {
  const { venue, store } = tools;
  const { orderId, abort } = pending;
  try {
    const late = await cannotArrive(venue, pending);
    if (isPlaceOver(pending)) return;
    const { value, transcript } = await venue.orderStatus([orderId], abort.signal);
    if (isPlaceOver(pending)) return;
    const order = value.find((each) => each.orderId === orderId);
    forgetRepetition(pending);
    const seen = see(tools, pending, 'status', transcript);
    if (!order) {
      if (late) conclude(pending, { kind: 'neverArrived', error: pending.error }, seen);
      return;
    }
    store.apply([order], seen);
    learn(tools, pending, order, seen);
  } catch (error) {
    // A failed read says nothing of the order: it is asked for again. Its transcript is in the log.
    if (!(error instanceof VenueError)) throw error;
  }
}

/** Takes in what an order that was seen somewhere says of its placement. */
export function learn(
  { store }: PlaceTools,
  pending: PendingPlace,
  order: Order,
  seen: Evidence,
): void {
  const outcome = outcomeOf(store.get(order.orderId) ?? order);
  // An order that is there outweighs whatever was said of its request.
  if (outcome) pending.settled = { outcome, proof: seen };
}

async function sendOnce(
  tools: PlaceTools,
  pending: PendingPlace,
  rename: (orderId: string) => void,
  isWanted: () => boolean,
): Promise<VenueError | undefined> {
  const { venue, store, journal } = tools;
  await note(tools, pending);
  if (isPlaceOver(pending)) return undefined;
  if (!isWanted()) {
    const outcome = stopped();
    conclude(pending, outcome, undefined);
    return outcome.error;
  }
  try {
    const { value, transcript } = await venue.placing.place(pending.plan);
    const seen = see(tools, pending, 'place', transcript);
    const { orderId } = pending;
    if (value.orderId !== orderId) {
      rename(value.orderId);
      await note(tools, pending);
      await journal.delete(orderId);
    }
    pending.phase = 'acknowledged';
    if (value.state !== 'processed' || !value.order) return undefined;
    store.apply([value.order], seen);
    learn(tools, pending, value.order, seen);
    return undefined;
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    const seen = error.transcript && see(tools, pending, 'place', error.transcript);
    pending.error = error;
    pending.phase = 'unknown';
    const outcome = failedPlace(error);
    if (outcome) conclude(pending, outcome, seen);
    return error;
  }
}

function note({ clock, journal }: PlaceTools, { orderId, plan }: PendingPlace): Promise<void> {
  return journal.put([{ orderId, sentAt: clock.now(), plan }]);
}

async function planAgain(
  { venue }: PlaceTools,
  { plan, abort }: PendingPlace,
): Promise<PlacePlan | undefined> {
  try {
    return await venue.placing.plan(plan.request, abort.signal);
  } catch (error) {
    if (error instanceof VenueError) return undefined;
    throw error;
  }
}

function see(
  { clock }: PlaceTools,
  { evidence }: PendingPlace,
  kind: 'place' | 'status',
  transcript: Transcript,
): Evidence {
  const seen: Evidence = { kind, at: clock.now(), transcript };
  evidence.push(seen);
  return seen;
}

/** Of queries in a row that found nothing, the latest is kept: one may be asked for for days. */
function forgetRepetition({ evidence }: PendingPlace): void {
  if (evidence.at(-1)?.kind === 'status') evidence.pop();
}

function conclude(pending: PendingPlace, outcome: PlaceOutcome, proof: Evidence | undefined): void {
  pending.settled ??= { outcome, proof };
}

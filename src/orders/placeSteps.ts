import { VenueError } from '../venues/errors.ts';
import type { BatchPlaceResult, PlacePlan, PlaceRequest } from '../venues/placing.ts';
import { stopped } from './cancelRules.ts';
import { see, type Evidence } from './evidence.ts';
import { isPlaceOver, type PendingPlace } from './pendingPlace.ts';
import { conclude, learn, type PlaceTools } from './placeFindings.ts';
import { failedPlace, refusedForItsTime, waysOn } from './placeRules.ts';

type Group = readonly PendingPlace[];

/** How new orders are sent. */
export interface PlaceSending {
  /** Asked of each at the last moment before it is sent, each time: `false` sends nothing. */
  readonly isWanted: (request: PlaceRequest) => boolean;
  /** Once it aborts, none is sent once more. */
  readonly signal: AbortSignal | undefined;
  /** Told the id of a placement's order where it is another one from now on. */
  readonly rename: (pending: PendingPlace, orderId: string) => void;
}

/**
 * Notes the orders of a group in the journal and sends them by one request, once. What the venue has
 * definitely refused for its time alone, for another order's sake, or without a word on which of them it
 * was, is sent once more with another time and id. Nothing on the way is taken for an outcome.
 *
 * @param timed whether the time was put right already, which is done once
 */
export async function sendPlaces(
  tools: PlaceTools,
  group: Group,
  how: PlaceSending,
  timed = false,
): Promise<void> {
  await sendOnce(tools, group, how);
  const { together, alone } = waysOn(group, timed);
  const late = together.some(({ error }) => error && refusedForItsTime(error));
  await Promise.all([
    sendAgain(tools, together, how, timed || late),
    ...alone.map((each) => sendAgain(tools, [each], how, timed)),
  ]);
}

async function sendAgain(
  tools: PlaceTools,
  refused: Group,
  how: PlaceSending,
  timed: boolean,
): Promise<void> {
  const mayGo = (pending: PendingPlace): boolean =>
    !isPlaceOver(pending) && !how.signal?.aborted && how.isWanted(pending.plan.request);
  const going = refused.filter(mayGo);
  const plans = await Promise.all(going.map((pending) => planAgain(tools, pending)));
  const again = going.flatMap((pending, at) => {
    const plan = plans[at];
    return plan && mayGo(pending) ? { pending, plan, before: pending.orderId } : [];
  });
  if (again.length === 0) return;
  for (const { pending, plan } of again) {
    Object.assign(pending, { plan, phase: 'sending', error: undefined, settled: undefined });
    how.rename(pending, plan.orderId);
  }
  const group = again.map(({ pending }) => pending);
  const sent = sendPlaces(tools, group, how, timed);
  await Promise.all([sent, ...again.map(({ before }) => tools.journal.delete(before))]);
}

async function sendOnce(tools: PlaceTools, group: Group, how: PlaceSending): Promise<void> {
  await note(tools, group);
  const wanted = group.filter((pending) => {
    if (isPlaceOver(pending)) return false;
    if (how.isWanted(pending.plan.request)) return true;
    conclude(pending, stopped(), undefined);
    return false;
  });
  const [only, more] = wanted;
  if (!only) return;
  try {
    await (more ? sendBatch(tools, wanted, how) : sendOne(tools, only, how));
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    const seen = error.transcript && see(tools, wanted, 'place', error.transcript);
    for (const pending of wanted) fail(pending, error, more ? 'all' : 'itself', seen);
  }
}

async function sendOne(tools: PlaceTools, pending: PendingPlace, how: PlaceSending): Promise<void> {
  const { value, transcript } = await tools.venue.placing.place(pending.plan);
  const seen = see(tools, [pending], 'place', transcript);
  await acknowledge(tools, pending, value.orderId, how);
  if (value.state !== 'processed' || !value.order) return;
  tools.store.apply([value.order], seen);
  learn(tools, pending, value.order, seen);
}

async function sendBatch(tools: PlaceTools, group: Group, how: PlaceSending): Promise<void> {
  const plans = group.map(({ plan }) => plan);
  const { value, transcript } = await tools.venue.placing.placeMany(plans);
  const seen = see(tools, group, 'place', transcript);
  const blamed = value.some((result) => result.state === 'rejected' && result.own);
  const heed = async (pending: PendingPlace, result?: BatchPlaceResult): Promise<void> => {
    if (result?.state === 'acknowledged') return acknowledge(tools, pending, result.orderId, how);
    const own = result?.state === 'rejected' && result.own;
    fail(pending, result?.error, own ? 'itself' : blamed ? 'another' : 'all', seen);
  };
  await Promise.all(group.map((pending, at) => heed(pending, value[at])));
}

/** The venue has the request, and says what its order is called there. */
async function acknowledge(
  tools: PlaceTools,
  pending: PendingPlace,
  orderId: string,
  { rename }: PlaceSending,
): Promise<void> {
  const planned = pending.orderId;
  if (orderId !== planned) {
    rename(pending, orderId);
    await note(tools, [pending]);
    await tools.journal.delete(planned);
  }
  pending.phase = 'acknowledged';
}

/** @param refusal for whose sake it was refused, where it was */
function fail(
  pending: PendingPlace,
  error: VenueError | undefined,
  refusal: PendingPlace['refusal'],
  seen: Evidence | undefined,
): void {
  Object.assign(pending, { error, refusal, phase: 'unknown' });
  const outcome = error && failedPlace(error);
  if (outcome) conclude(pending, outcome, seen);
}

function note({ clock, journal }: PlaceTools, group: Group): Promise<void> {
  const sentAt = clock.now();
  return journal.put(group.map(({ orderId, plan }) => ({ orderId, sentAt, plan })));
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

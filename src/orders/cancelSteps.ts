import type { Clock } from '../common/clock.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { BatchCancelResult } from '../venues/canceling.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { CancelJournal } from './cancelJournal.ts';
import type { CancelOutcome } from './cancelOutcome.ts';
import type { Evidence } from './evidence.ts';
import type { OrderStore } from './orderStore.ts';
import { isAboutTheOrder, refused, settle } from './cancelRules.ts';
import { isOver, type PendingCancel } from './pendingCancel.ts';

/** What a cancel's life needs. */
export interface CancelTools {
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly journal: CancelJournal;
}

type Group = readonly PendingCancel[];

/** Sends the cancels of a group by one request, once. Nothing on the way is taken for an outcome. */
export async function sendGroup(tools: CancelTools, group: Group): Promise<void> {
  const [only, more] = group;
  if (!only) return;
  await attempt(tools, group, () => (more ? sendBatch(tools, group) : sendOne(tools, only)));
}

/** Asks for all open orders to be canceled, of one symbol or any; `group` are those known. */
export async function sendAll(
  tools: CancelTools,
  group: Group,
  symbol: string | undefined,
): Promise<{ transcript: Transcript | undefined; error: VenueError | undefined }> {
  let transcript: Transcript | undefined;
  const error = await attempt(tools, group, async () => {
    ({ transcript } = await tools.venue.cancelAll(symbol));
    see(tools, group, 'cancel', transcript);
    for (const pending of group) pending.phase = 'acknowledged';
  });
  return { transcript: transcript ?? error?.transcript, error };
}

/** Asks for the status of orders, and settles what it settles. */
export async function askStatus(
  tools: CancelTools,
  group: Group,
  signal: AbortSignal,
): Promise<void> {
  try {
    const ids = group.map(({ orderId }) => orderId);
    const { value, transcript } = await tools.venue.orderStatus(ids, signal);
    const found = new Map(value.map((order) => [order.orderId, order]));
    const asked = group.filter((pending) => !isOver(pending));
    for (const pending of asked) forgetRepetition(pending, found.get(pending.orderId));
    const seen = see(tools, asked, 'status', transcript);
    tools.store.apply(value, seen);
    for (const pending of asked) {
      const order = found.get(pending.orderId);
      if (order) learn(tools, pending, order, seen);
      else conclude(pending, refused(pending), seen);
    }
  } catch (error) {
    // A failed read says nothing of the orders: they are asked for again. Its transcript is in the log.
    if (!(error instanceof VenueError)) throw error;
  }
}

async function sendOne(tools: CancelTools, pending: PendingCancel): Promise<void> {
  const { orderId, symbol } = pending;
  const { value, transcript } = await tools.venue.cancelOrder({ orderId, symbol }, undefined, () =>
    isLatest(tools, [pending]),
  );
  const seen = see(tools, [pending], 'cancel', transcript);
  pending.phase = 'acknowledged';
  if (value.state !== 'processed' || !value.order) return;
  tools.store.apply([value.order], seen);
  learn(tools, pending, value.order, seen);
}

async function sendBatch(tools: CancelTools, group: Group): Promise<void> {
  const requests = group.map(({ orderId, symbol }) => ({ orderId, symbol }));
  const { value, transcript } = await tools.venue.cancelOrders(requests, undefined, () =>
    isLatest(tools, group),
  );
  const seen = see(tools, group, 'cancel', transcript);
  const blamed = value.some((result) => result.state === 'rejected' && result.own);
  for (const [at, pending] of group.entries()) heed(pending, value[at], blamed, seen);
}

/** Whether no other window has sent a cancel of any of these since: it may have canceled the order. */
function isLatest({ journal }: CancelTools, group: Group): boolean {
  return group.every(({ orderId, sentAt }) => journal.get(orderId)?.sentAt === sentAt);
}

/**
 * What the answer to a batch says of one of its orders: never that it is canceled. `blamed` where the
 * venue named the order for whose sake it refused the others.
 */
function heed(
  pending: PendingCancel,
  result: BatchCancelResult | undefined,
  blamed: boolean,
  seen: Evidence,
): void {
  pending.phase = result?.state === 'acknowledged' ? 'acknowledged' : 'unknown';
  if (!result || result.state === 'acknowledged') return;
  const { error } = result;
  pending.error = error;
  pending.inBadCompany = blamed && result.state === 'rejected' && !result.own;
  const forGood = error.kind === 'rejected' && !isAboutTheOrder(error) && !pending.inBadCompany;
  if (forGood) conclude(pending, { kind: 'rejected', error }, seen);
}

/** Notes the cancels in the journal, sends, and takes in what goes wrong for all of them alike. */
async function attempt(
  tools: CancelTools,
  group: Group,
  send: () => Promise<void>,
): Promise<VenueError | undefined> {
  const sentAt = tools.clock.now();
  for (const pending of group) Object.assign(pending, { sentAt, lastSentAt: sentAt });
  await tools.journal.put(
    group.map(({ orderId, symbol, instead, before }) => ({
      ...{ orderId, symbol, sentAt, before },
      ...(instead && { instead }),
    })),
  );
  try {
    await send();
    return undefined;
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    const seen = error.transcript && see(tools, group, 'cancel', error.transcript);
    for (const pending of group) {
      pending.error = error;
      pending.phase = 'unknown';
      conclude(pending, failed(error, pending), seen);
    }
    return error;
  }
}

/** What a request that failed says of an order; `undefined` where that is nothing final. */
function failed(error: VenueError, { refusal }: PendingCancel): CancelOutcome | undefined {
  // What is known stays known: the venue refused the first one, and there was no second.
  if (error.kind === 'notSent' && refusal) return { kind: 'rejected', error: refusal };
  const final = error.kind === 'rejected' && !isAboutTheOrder(error);
  return final || error.kind === 'notSent' ? { kind: error.kind, error } : undefined;
}

function see(
  { clock }: CancelTools,
  group: Group,
  kind: 'cancel' | 'status',
  transcript: Transcript,
): Evidence {
  const seen: Evidence = { kind, at: clock.now(), transcript };
  for (const { evidence } of group) evidence.push(seen);
  return seen;
}

/** Of queries in a row that show the very same, the latest is kept: one may be asked for for days. */
function forgetRepetition({ evidence, latest }: PendingCancel, order: Order | undefined): void {
  if (latest && latest.raw === order?.raw && evidence.at(-1)?.kind === 'status') evidence.pop();
}

function learn({ store }: CancelTools, pending: PendingCancel, order: Order, seen: Evidence): void {
  pending.latest = store.get(order.orderId) ?? order;
  conclude(pending, settle(pending.latest, pending), seen);
}

function conclude(
  pending: PendingCancel,
  outcome: CancelOutcome | undefined,
  proof: Evidence | undefined,
): void {
  if (outcome) pending.settled ??= { outcome, proof };
}

import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { BatchCancelResult } from '../venues/canceling.ts';
import { toEntry, type JournalEntry } from './cancelJournal.ts';
import type { CancelOutcome } from './cancelOutcome.ts';
import { see, type Evidence } from './evidence.ts';
import { conclude, learn, type CancelTools } from './cancelFindings.ts';
import { isAboutTheOrder } from './cancelRules.ts';
import { isOver, noteSent, type PendingCancel } from './pendingCancel.ts';

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

/** Writes down what was answered and seen of these lately, where the journal still has these very cancels. */
export async function keepSeen(tools: CancelTools, group: Group): Promise<void> {
  const entries: JournalEntry[] = [];
  for (const pending of group) {
    const { evidence, kept, sentAt } = pending;
    if (isOver(pending) || evidence.length === kept || sentAt === undefined) continue;
    pending.kept = evidence.length;
    if (isLatest(tools, [pending])) entries.push(toEntry(pending, sentAt));
  }
  if (entries.length > 0) await tools.journal.put(entries);
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
  const signedFrom = tools.venue.clock.now();
  for (const pending of group) noteSent(pending, sentAt);
  await tools.journal.put(group.map((pending) => toEntry(pending, sentAt)));
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
  } finally {
    const signedBy = Math.max(signedFrom, tools.venue.clock.now());
    for (const pending of group) pending.signedBy = signedBy;
  }
}

/** What a request that failed says of an order; `undefined` where that is nothing final. */
function failed(error: VenueError, pending: PendingCancel): CancelOutcome | undefined {
  const { refusal, isSwept } = pending;
  // What is known stays known: the venue refused the first one, and there was no second.
  if (error.kind === 'notSent' && refusal) return { kind: 'rejected', error: refusal };
  // Nor does it settle what another request may have done to the order meanwhile.
  if (error.kind === 'notSent' && isSwept) return undefined;
  const final = error.kind === 'rejected' && !isAboutTheOrder(error);
  return final || error.kind === 'notSent' ? { kind: error.kind, error } : undefined;
}

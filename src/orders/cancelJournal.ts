import type { Order } from '../venues/venue.ts';
import type { Journal, Unsettled } from './journal.ts';
import { newPending, UNSEEN, type CancelTarget, type PendingCancel } from './pendingCancel.ts';
import { fromJournal, toJournal, type SeenBefore } from './seenBefore.ts';

/** What must be known of a cancel to go on with it after the window was closed. */
export interface JournalEntry extends Unsettled, CancelTarget {
  /** The order as it was known before the cancel. */
  readonly before: Order | undefined;
  /** No later than this it was signed, the venue's Unix ms; missing while it is being sent. */
  readonly signedBy?: number;
  /** Missing until something was. */
  readonly seen?: SeenBefore;
}

/** Remembers cancels that are not settled. */
export type CancelJournal = Journal<JournalEntry>;

/** A cancel that another window sent, to be followed. */
export function ofJournal(entry: JournalEntry): PendingCancel {
  const { before, sentAt, signedBy, seen } = entry;
  const pending = newPending(entry, before, undefined);
  const sent = { sentAt, lastSentAt: sentAt, signedBy, inherited: true };
  const known = fromJournal(seen);
  return { ...pending, ...sent, ...known, kept: known.evidence.length };
}

/** The same with what was seen since it was sent, for when nobody follows it here any more. */
export function toEntry(pending: PendingCancel, sentAt: number): JournalEntry {
  const { orderId, symbol, instead, before, signedBy, evidence } = pending;
  // A refusal for another order's sake says nothing of this one, whoever goes on with it.
  const error = pending.inBadCompany ? undefined : pending.error;
  const acknowledged = pending.phase === 'acknowledged';
  const seen = evidence.length > 0 && { seen: toJournal(acknowledged, { error, evidence }) };
  const signed = signedBy !== undefined && { signedBy };
  return { orderId, symbol, sentAt, ...signed, before, ...(instead && { instead }), ...seen };
}

/** Another window that sent since may have canceled it: what was seen before says nothing of that. */
export function heedJournal(pending: PendingCancel, entry: JournalEntry): void {
  const { phase, lastSentAt, inherited } = pending;
  if (phase === 'queued' || phase === 'sending' || entry.sentAt === lastSentAt) return;
  Object.assign(pending, { ...UNSEEN, lastSentAt: entry.sentAt });
  if (!inherited) return;
  const { phase: told, error } = fromJournal(entry.seen);
  Object.assign(pending, { phase: told, error });
}

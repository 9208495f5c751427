import type { Order } from '../venues/venue.ts';
import type { Journal, Unsettled } from './journal.ts';
import type { CancelTarget } from './pendingCancel.ts';
import type { SeenBefore } from './seenBefore.ts';

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

import type { PlacePlan } from '../venues/placing.ts';
import type { Journal, Unsettled } from './journal.ts';

/** What must be known of a new order to find out after the window was closed whether it was placed. */
export interface PlaceEntry extends Unsettled {
  readonly plan: PlacePlan;
}

/** Remembers new orders of which it is not known whether they were placed. */
export type PlaceJournal = Journal<PlaceEntry>;

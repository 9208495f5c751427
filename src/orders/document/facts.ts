import type { ContractTerms, PlaceRequest } from '../../venues/placing.ts';
import type { Order } from '../../venues/venue.ts';
import type { Changeable, DocumentEntry } from './fields.ts';
import type { DocumentProblem } from './problems.ts';
import type { LikeOf } from './writeDocument.ts';

/** What a document is read against: the orders as they were, and what is true by now. */
export interface DocumentFacts {
  /** The one symbol it is about; `undefined` for all. */
  readonly symbol: string | undefined;
  /** The orders it was opened with. */
  readonly base: readonly Order[];
  /** The orders that are open now, of the same symbol or of all. */
  readonly working: readonly Order[];
  /** An order as last known, closed ones included. */
  readonly orderOf: (orderId: string) => Order | undefined;
  /** `undefined` where there is no such contract. */
  readonly termsOf: (symbol: string) => ContractTerms | undefined;
  /** `undefined` where it is not known. */
  readonly markOf: (symbol: string) => string | undefined;
  /** What a replacement of the order would be placed by; `undefined` where it could not have all of its terms. */
  readonly likeOf: LikeOf;
  /** How much of a position an order could reduce; `undefined` where that is not known. */
  readonly reducible: (order: Pick<Order, 'symbol' | 'side'>) => string | undefined;
}

/** What is to be another of an open order: the whole quantity, what has filled included. */
export type Change = Readonly<Partial<Record<Changeable, string>>>;

export interface PlannedAmend {
  /** As it is now. */
  readonly order: Order;
  readonly change: Change;
  readonly entry: DocumentEntry;
}

export interface PlannedPlace {
  readonly request: PlaceRequest;
  readonly entry: DocumentEntry;
}

/**
 * What has happened since the document was opened:
 * - `closed`, `changed`: an order whose entry is gone, and which is left alone.
 * - `filled`: an order that is to be canceled or amended has more filled now.
 * - `appeared`: orders that the document does not have, and which are left alone.
 */
export type DocumentNote =
  | { readonly kind: 'closed' | 'changed' | 'filled'; readonly order: Order }
  | { readonly kind: 'appeared'; readonly count: number };

/** What applying the document would do. Where there is an error among the problems: nothing. */
export interface DocumentPlan {
  readonly problems: readonly DocumentProblem[];
  readonly notes: readonly DocumentNote[];
  /** As they are now. */
  readonly cancels: readonly Order[];
  readonly amends: readonly PlannedAmend[];
  readonly places: readonly PlannedPlace[];
  /** How many entries stay as they are. */
  readonly unchanged: number;
}

export function hasErrors({ problems }: Pick<DocumentPlan, 'problems'>): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** How many orders would be canceled, amended or placed. */
export function countSteps({ cancels, amends, places }: DocumentPlan): number {
  return cancels.length + amends.length + places.length;
}

/** Whether two plans would do the very same to the same orders. */
export function isSamePlan(a: DocumentPlan, b: DocumentPlan): boolean {
  return stepsOf(a) === stepsOf(b);
}

function stepsOf({ cancels, amends, places }: DocumentPlan): string {
  const now = ({ orderId, filledQuantity }: Order): readonly string[] => [orderId, filledQuantity];
  return JSON.stringify([
    cancels.map(now),
    amends.map(({ order, change }) => [now(order), change]),
    places.map(({ request }) => request),
  ]);
}

import type { PlaceReport } from '../../../src/orders/placeOutcome.ts';
import type { PlacePatience } from '../../../src/orders/placeService.ts';
import type { PlaceRequest } from '../../../src/venues/placing.ts';
import { LIMIT, PaperPlaces } from '../../support/paperPlaces.ts';

/** The fault's name for requests for several new orders. */
export const BATCH = 'batch-place-order';
/** An order that the exchange refuses: its price is off the tick. */
export const BAD: Partial<PlaceRequest> = { price: '50000.05' };

/** Placements of several orders at once. */
export class ManyPlaces extends PaperPlaces {
  placeMany(
    changes: readonly Partial<PlaceRequest>[],
    patience?: PlacePatience,
  ): Promise<PlaceReport[]> {
    const requests = changes.map((each) => ({ ...LIMIT, ...each }));
    return Promise.all(this.places.placeMany(requests, patience));
  }

  get thereIds(): readonly string[] {
    return this.there.map(({ orderId }) => orderId).toSorted();
  }
}

export function some(count: number, change: Partial<PlaceRequest> = {}): Partial<PlaceRequest>[] {
  return Array.from({ length: count }, (_, at) => ({ price: `${50_000 + at}`, ...change }));
}

export function kinds(reports: readonly PlaceReport[]): readonly string[] {
  return reports.map(({ outcome }) => outcome.kind);
}

export function idsOf(reports: readonly PlaceReport[]): readonly (string | undefined)[] {
  return reports.map(({ orderId }) => orderId).toSorted();
}

export function everyOne(kind: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => kind);
}

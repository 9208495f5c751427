import { createAscendexVenue } from './ascendex/client.ts';
import { ascendex } from './ascendex/kind.ts';
import type { VenueFactory } from './kind.ts';

const factories: Readonly<Record<string, VenueFactory>> = { [ascendex.id]: createAscendexVenue };

/** What makes clients of a kind of venue; `undefined` for one that is not known. */
export function venueFactory(kindId: string): VenueFactory | undefined {
  return Object.hasOwn(factories, kindId) ? factories[kindId] : undefined;
}

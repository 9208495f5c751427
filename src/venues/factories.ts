import { createAscendexVenue } from './ascendex/client.ts';
import { curlScript } from './ascendex/curl.ts';
import { ascendex } from './ascendex/kind.ts';
import type { VenueFactory } from './kind.ts';

const factories: Readonly<Record<string, VenueFactory>> = { [ascendex.id]: createAscendexVenue };

const curl: Readonly<Record<string, typeof curlScript>> = { [ascendex.id]: curlScript };

/** A request as a script for curl, see {@link curlScript}; of a venue that is not known, the first one's. */
export function curlOf(
  kindId: string | undefined,
  ...request: Parameters<typeof curlScript>
): string | undefined {
  const { [kindId ?? '']: write = curlScript } = curl;
  return write(...request);
}

/** What makes clients of a kind of venue; `undefined` for one that is not known. */
export function venueFactory(kindId: string): VenueFactory | undefined {
  return Object.hasOwn(factories, kindId) ? factories[kindId] : undefined;
}

import { VenueError } from '../venues/errors.ts';
import type { Venue } from '../venues/venue.ts';

/** What the venue takes at most to deal with a request it has let in, and clocks may be off by, ms. */
const GRACE_MS = 15_000;
/** It may take that long to come in, while its connection breaks. */
const ON_ITS_WAY_MS = 15_000;

/** A request that was sent and not answered. */
export interface Unanswered {
  /** No later than this it was signed, the venue's Unix ms. */
  readonly signedBy: number;
  /** How long it was waited for since, by waits that no clock that is set can shorten, ms. */
  readonly waited: number;
}

/**
 * Those of some requests that cannot come in any more, as far as that can be told now. The venue takes none that
 * is older than its time window. So that window has to be over by the venue's own clock, measured afresh where
 * there are any to be asked about, and by the time that was waited.
 */
export async function outOfTime<R extends Unanswered>(
  { placing: { timeWindow }, clock }: Venue,
  requests: readonly R[],
): Promise<readonly R[]> {
  const old = requests.filter(({ waited }) => waited >= timeWindow + GRACE_MS + ON_ITS_WAY_MS);
  if (old.length === 0) return [];
  try {
    await clock.measure();
  } catch (error) {
    if (error instanceof VenueError) return [];
    throw error;
  }
  return old.filter(({ signedBy }) => clock.now() - signedBy > timeWindow + GRACE_MS);
}

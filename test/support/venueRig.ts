import assert from 'node:assert/strict';
import type { Transcript } from '../../src/net/transcript.ts';
import { createAscendexVenue, type AscendexOptions } from '../../src/venues/ascendex/client.ts';
import { VenueError } from '../../src/venues/errors.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { Rig } from './rig.ts';

export const apiKey = 'canaryKey0123456789abcdef';
export const secret = 'canarySecret+/0123456789abcdefgh';

export interface VenueUnderTest {
  readonly venue: Venue;
  readonly transcripts: readonly Transcript[];
  /** How long it wanted to wait before each retry, ms; the waits themselves take no time. */
  readonly waits: readonly number[];
}

/** Hosts and venues of a test, all ended after it. */
export class VenueRig extends Rig {
  venue(origin: string, options: Partial<AscendexOptions> = {}): VenueUnderTest {
    const transcripts: Transcript[] = [];
    const waits: number[] = [];
    let ahead = 0;
    const venue = createAscendexVenue({
      origin,
      accountGroup: '6',
      credentials: { apiKey, secret, origin },
      keyEncoding: 'utf8',
      cancelMethod: 'DELETE',
      connect: {},
      clock: {
        now: () => Date.now() + ahead,
        delay: (ms) => {
          waits.push(ms);
          ahead += ms;
          return Promise.resolve();
        },
      },
      random: () => 0.5,
      onTranscript: (transcript) => transcripts.push(transcript),
      ...options,
    });
    this.endLater(() => venue.close());
    return { venue, transcripts, waits };
  }
}

/** The VenueError that a call rejects with; anything else fails the test. */
export async function errorOf(call: Promise<unknown>): Promise<VenueError> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof VenueError, `not a VenueError: ${String(error)}`);
    return error;
  }
  throw new assert.AssertionError({ message: 'the call did not fail' });
}

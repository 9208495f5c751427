import { isPaper, PAPER, type Profile } from '../desk/profile.ts';
import { venueKind } from '../venues/registry.ts';

/** Where a call goes, in words. */
export interface Place {
  /** Name of the venue, with PAPER where it is. */
  readonly venue: string;
  readonly host: string;
  /** What the sidebar calls it: PAPER, or the profile's name. */
  readonly name: string;
}

/** Venue and host of a profile in words; PAPER wherever that is what trades. */
export function placeOf(profile: Profile, origin: string | undefined): Place {
  const venue = isPaper(profile) ? PAPER.name : (venueKind(profile.venue)?.name ?? profile.venue);
  return { venue, host: origin ? new URL(origin).host : venue, name: profile.name };
}

/** `PAPER`, or `My Desk (AscendEX Futures)`: two profiles of a venue are told apart by it. */
export function placeText({ venue, name }: Place): string {
  return name === venue ? venue : `${name} (${venue})`;
}

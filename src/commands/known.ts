import { VenueError } from '../venues/errors.ts';

/** What a venue answered; `undefined` where it could not be had. Its transcript in the log says why. */
export async function known<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof VenueError) return undefined;
    throw error;
  }
}

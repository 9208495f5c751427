import type { SnapshotFeed } from '../orders/snapshotFeed.ts';
import type { VenueError } from '../venues/errors.ts';

/** What a read at the end shows to be left; or that it could not be read, so that nothing is known. */
export type Left<T> =
  | {
      readonly kind: 'read';
      /** When it was asked for, local Unix ms. */
      readonly asOf: number;
      readonly transcriptId: string | undefined;
      readonly left: readonly T[];
    }
  | { readonly kind: 'unread'; readonly error: VenueError };

/** Reads again, and says what is left by that. */
export async function leftBy<T>(feed: SnapshotFeed, left: () => readonly T[]): Promise<Left<T>> {
  const error = await feed.read();
  if (error) return { kind: 'unread', error };
  const { asOf = 0, transcriptId } = feed.state;
  return { kind: 'read', asOf, transcriptId, left: left() };
}

export function isDone(left: Left<unknown>): boolean {
  return left.kind === 'read' && left.left.length === 0;
}

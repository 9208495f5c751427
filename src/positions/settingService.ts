import Big from 'big.js';
import type { Clock } from '../common/clock.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { Position, SettingChange } from '../venues/positions.ts';
import type { Venue } from '../venues/venue.ts';
import type { PositionFeed } from './positionFeed.ts';
import type { PositionStore } from './positionStore.ts';

/**
 * What is true of a setting after someone asked for another.
 * - `set`: the venue said so, or a read since shows it. `position` is what was read since; `undefined`
 *   where the venue took the change and could not be read afterwards.
 * - `rejected`: the venue refused the change; the setting is as it was.
 * - `notSent`: nothing left this machine.
 * - `unknown`: the answer was lost, and what was read since does not show the change. It may still come.
 * - `underWay`: another change of it is not settled; nothing was sent.
 */
export type SettingOutcome =
  | { readonly kind: 'set'; readonly position: Position | undefined }
  | { readonly kind: 'rejected' | 'notSent'; readonly error: VenueError }
  | {
      readonly kind: 'unknown';
      readonly error: VenueError;
      readonly position: Position | undefined;
    }
  | { readonly kind: 'underWay' };

export interface SettingReport {
  readonly change: SettingChange;
  readonly outcome: SettingOutcome;
  /** The exchange in which the change was sent; `undefined` where it never was. */
  readonly transcript: Transcript | undefined;
}

/** When the setting is read again after a change whose answer was lost, ms after the time before. */
const LOOK_AFTER = [200, 800, 2_000, 4_000];

export interface SettingTools {
  readonly venue: Venue;
  readonly store: PositionStore;
  readonly feed: PositionFeed;
  readonly clock: Clock;
}

/**
 * Changes leverage, margin type and isolated margin. A change is sent once. Where its answer is lost the
 * setting is read again until it shows the change or the patience ends; it is never sent again.
 */
export class SettingService {
  readonly #tools: SettingTools;
  readonly #underWay = new Set<string>();

  constructor(tools: SettingTools) {
    this.#tools = tools;
  }

  async change(change: SettingChange, signal?: AbortSignal): Promise<SettingReport> {
    const key = `${change.kind} ${change.symbol}`;
    if (this.#underWay.has(key)) return told(change, { kind: 'underWay' });
    this.#underWay.add(key);
    try {
      return await this.#change(change, signal);
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #change(change: SettingChange, signal: AbortSignal | undefined): Promise<SettingReport> {
    const { venue, store, feed } = this.#tools;
    let before: Position | undefined;
    let transcript: Transcript;
    try {
      // What is added can be told from what was there only by what was there.
      const unread = change.kind === 'isolatedMargin' ? await feed.read() : undefined;
      if (unread) return told(change, { kind: 'notSent', error: unread });
      before = store.get(change.symbol);
      ({ transcript } = await venue.positions.change(change, signal));
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      if (error.kind === 'rejected') return told(change, { kind: 'rejected', error });
      if (error.kind !== 'unknownOutcome') return told(change, { kind: 'notSent', error });
      return this.#look(change, before, error, signal);
    }
    const position = (await feed.read()) ? undefined : store.get(change.symbol);
    return told(change, { kind: 'set', position }, transcript);
  }

  /** Nobody knows whether it was done: what is set now says so, or does not yet. */
  async #look(
    change: SettingChange,
    before: Position | undefined,
    error: VenueError,
    signal: AbortSignal | undefined,
  ): Promise<SettingReport> {
    const { clock, store, feed } = this.#tools;
    let position: Position | undefined;
    for (const wait of LOOK_AFTER) {
      await clock.delay(wait, signal);
      if (!(await feed.read())) position = store.get(change.symbol);
      if (position && shows(position, change, before))
        return told(change, { kind: 'set', position });
      if (signal?.aborted) break;
    }
    return told(change, { kind: 'unknown', error, position });
  }
}

function told(
  change: SettingChange,
  outcome: SettingOutcome,
  transcript = 'error' in outcome ? outcome.error.transcript : undefined,
): SettingReport {
  return { change, outcome, transcript };
}

/** Whether a position as it was read shows that a change was carried out. */
function shows(position: Position, change: SettingChange, before: Position | undefined): boolean {
  switch (change.kind) {
    case 'leverage':
      return Number(position.leverage) === change.leverage;
    case 'marginType':
      return position.marginType === change.marginType;
    case 'isolatedMargin': {
      // A fill changes the margin too, so that nothing could be told from it.
      const same = position.quantity === before?.quantity && position.side === before.side;
      const { isolatedMargin: had } = before ?? {};
      if (!same || had === undefined || position.isolatedMargin === undefined) return false;
      return new Big(position.isolatedMargin).minus(had).eq(change.amount);
    }
  }
}

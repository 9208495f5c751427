import Big from 'big.js';
import type { Clock } from '../common/clock.ts';
import type { Transcript } from '../net/transcript.ts';
import { VenueError } from '../venues/errors.ts';
import type { Balance, Position, SettingChange } from '../venues/positions.ts';
import type { Venue } from '../venues/venue.ts';
import type { PositionFeed } from './positionFeed.ts';
import type { PositionStore } from './positionStore.ts';

/** What was read of what a change is about: a position with its settings, or what the account holds of an asset. */
export interface Found {
  readonly position?: Position | undefined;
  readonly balance?: Balance | undefined;
}

/**
 * What is true of a setting after someone asked for another.
 * - `set`: the venue said so, or its answer was lost by an error and a read since shows it. What was read since is
 *   missing where the venue took the change and could not be read afterwards.
 * - `rejected`: the venue refused the change; the setting is as it was.
 * - `notSent`: nothing left this machine.
 * - `unknown`: the answer was lost, and what was read since does not show the change. It may still come.
 * - `underWay`: another change of it is not settled; nothing was sent.
 */
export type SettingOutcome =
  | ({ readonly kind: 'set'; readonly error?: VenueError } & Found)
  | { readonly kind: 'rejected' | 'notSent'; readonly error: VenueError }
  | ({ readonly kind: 'unknown'; readonly error: VenueError } & Found)
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
 * Changes leverage, margin type and isolated margin, and moves money in and out. A change is sent once. Where its
 * answer is lost the setting is read again until it shows the change or the patience ends; it is never sent again.
 */
export class SettingService {
  readonly #tools: SettingTools;
  readonly #underWay = new Set<string>();

  constructor(tools: SettingTools) {
    this.#tools = tools;
  }

  async change(change: SettingChange, signal?: AbortSignal): Promise<SettingReport> {
    const key = `${change.kind} ${subjectOf(change)}`;
    if (this.#underWay.has(key)) return told(change, { kind: 'underWay' });
    this.#underWay.add(key);
    try {
      return await this.#change(change, signal);
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #change(change: SettingChange, signal: AbortSignal | undefined): Promise<SettingReport> {
    const { venue, feed } = this.#tools;
    let before: Found = {};
    let transcript: Transcript;
    try {
      // What is added can be told from what was there only by what was there.
      const unread = adds(change) ? await feed.read() : undefined;
      if (unread) return told(change, { kind: 'notSent', error: unread });
      before = this.#found(change);
      ({ transcript } = await venue.positions.change(change, signal));
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      if (error.kind === 'rejected') return told(change, { kind: 'rejected', error });
      if (error.kind !== 'unknownOutcome') return told(change, { kind: 'notSent', error });
      return this.#look(change, before, error, signal);
    }
    const since = (await feed.read()) ? {} : this.#found(change);
    return told(change, { kind: 'set', ...since }, transcript);
  }

  #found(change: SettingChange): Found {
    const { store } = this.#tools;
    return change.kind === 'transfer'
      ? { balance: store.balances.find(({ asset }) => asset === change.asset) }
      : { position: store.get(change.symbol) };
  }

  /** Nobody knows whether it was done: what is set now says so, or does not yet. */
  async #look(
    change: SettingChange,
    before: Found,
    error: VenueError,
    signal: AbortSignal | undefined,
  ): Promise<SettingReport> {
    const { clock, feed } = this.#tools;
    let since: Found = {};
    for (const wait of LOOK_AFTER) {
      await clock.delay(wait, signal);
      if (!(await feed.read())) since = this.#found(change);
      if (shows(since, change, before)) return told(change, { kind: 'set', error, ...since });
      if (signal?.aborted) break;
    }
    return told(change, { kind: 'unknown', error, ...since });
  }
}

function told(
  change: SettingChange,
  outcome: SettingOutcome,
  transcript = 'error' in outcome ? outcome.error?.transcript : undefined,
): SettingReport {
  return { change, outcome, transcript };
}

/** The contract or the asset that it is about. */
function subjectOf(change: SettingChange): string {
  return change.kind === 'transfer' ? change.asset : change.symbol;
}

/** Whether what it comes to depends on what was there. */
function adds({ kind }: SettingChange): boolean {
  return kind === 'isolatedMargin' || kind === 'transfer';
}

/** Whether what was read shows that a change was carried out. */
function shows({ position, balance }: Found, change: SettingChange, before: Found): boolean {
  switch (change.kind) {
    case 'leverage':
      return position !== undefined && Number(position.leverage) === change.leverage;
    case 'marginType':
      return position?.marginType === change.marginType;
    case 'isolatedMargin': {
      // A fill changes the margin too, so that nothing could be told from it.
      const { position: was } = before;
      const same = position?.quantity === was?.quantity && position?.side === was?.side;
      return same && grew(was?.isolatedMargin, position?.isolatedMargin, change.amount);
    }
    case 'transfer':
      // By this much to the last digit, which hardly anything else would change it by just then.
      return grew(before.balance?.amount, balance?.amount, change.amount);
  }
}

function grew(before: string | undefined, now: string | undefined, by: string): boolean {
  return before !== undefined && now !== undefined && new Big(now).minus(before).eq(by);
}

import type { Clock } from '../common/clock.ts';
import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';

/** One question for the time. Unix ms, two of them by the local clock, one by the venue's. */
export interface ClockSample {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly venueAt: number;
}

/** How far a venue's clock is from this machine's. */
export interface Offset {
  /** Venue's time less local time, ms: above 0 where the local clock is late. */
  readonly offset: number;
  /** The true offset is at most this far from {@link offset}, ms. */
  readonly uncertainty: number;
}

/** An {@link Offset} and the local Unix ms at which it was found. */
export interface MeasuredOffset extends Offset {
  readonly measuredAt: number;
}

/** Past this offset, ms either way, a trader is told that the clock is off. */
export const offsetToTell = 5_000;

/** A venue tells its time in whole ms. */
const resolution = 1;

/**
 * The offset by one sample: the venue read its clock somewhere between sending and receiving, and
 * the middle is never further from that moment than half of the round trip.
 */
export function midpoint({ sentAt, receivedAt, venueAt }: ClockSample): Offset {
  const roundTrip = receivedAt - sentAt;
  return { offset: venueAt - (sentAt + roundTrip / 2), uncertainty: roundTrip / 2 + resolution };
}

/** The offset by the sample with the shortest round trip; `undefined` where none is usable. */
export function bestOffset(samples: readonly ClockSample[]): Offset | undefined {
  let best: Offset | undefined;
  for (const sample of samples) {
    const found = midpoint(sample);
    const usable = Number.isFinite(found.offset) && sample.receivedAt >= sample.sentAt;
    if (usable && (!best || found.uncertainty < best.uncertainty)) best = found;
  }
  return best;
}

export interface ClockOffsetOptions {
  readonly clock: Clock;
  /** A clock that nobody sets, ms; without one, a jump of the local clock goes unnoticed. */
  readonly monotonic?: (() => number) | undefined;
  /** Asks the venue for its time once. What it rejects with is what {@link ClockOffset.measure} does. */
  readonly sample: (signal?: AbortSignal) => Promise<ClockSample>;
  /** Questions in one measurement; default 5. */
  readonly samples?: number | undefined;
  /** From one measurement to the next while followed, ms; default five minutes. */
  readonly interval?: number | undefined;
}

/** A change of the local clock by more than this, ms, that its monotonic sister did not make. */
const jump = 1_000;
/** How often, while followed, the local clock is looked at for a jump, ms. */
const lookEvery = 5_000;

/**
 * Keeps the offset of one venue's clock. Until it is measured the offset is taken for 0. A
 * measurement that fails leaves the last one in place.
 */
export class ClockOffset implements Disposable {
  readonly #options: ClockOffsetOptions;
  readonly #changed = new Emitter<MeasuredOffset>();
  readonly #ended = new AbortController();
  /** Fires after every measurement that succeeded. */
  readonly onDidChange = this.#changed.event;
  #current: MeasuredOffset | undefined;
  #running: { readonly began: number; readonly done: Promise<MeasuredOffset> } | undefined;
  /**
   * Local time less monotonic time when the clock was last looked after. It changes when somebody
   * sets the clock, and while the machine sleeps, which looks the same: so a change is a reason to
   * measure again and never one to correct the offset by.
   */
  #anchor: number | undefined;
  #followers = 0;
  #following: AbortController | undefined;

  constructor(options: ClockOffsetOptions) {
    this.#options = options;
  }

  get current(): MeasuredOffset | undefined {
    return this.#current;
  }

  /** The venue's time as far as it is known, Unix ms, whole. */
  now(): number {
    return Math.round(this.#options.clock.now() + (this.#current?.offset ?? 0));
  }

  /**
   * Measures now; callers at the same time share one measurement. Rejects as the first question did
   * when no question is answered; a later failure ends the measurement with what it has.
   */
  measure(): Promise<MeasuredOffset> {
    this.#running ??= {
      began: this.#options.clock.now(),
      done: this.#measure().finally(() => (this.#running = undefined)),
    };
    return this.#running.done;
  }

  /**
   * Measures as {@link measure} does, by questions asked after `moment` (local Unix ms) alone: earlier
   * answers may be of the clock as it was before somebody set it.
   */
  async measureSince(moment: number): Promise<MeasuredOffset> {
    const earlier = this.#running;
    if (earlier && earlier.began <= moment) await earlier.done.catch(() => undefined);
    return this.measure();
  }

  /**
   * Measures at once, then on a schedule and when the local clock jumps, until what comes back is
   * disposed. Several followers share one schedule.
   */
  follow(): Disposable {
    let over = false;
    this.#followers += 1;
    this.#following ??= this.#startFollowing();
    return {
      dispose: () => {
        if (over) return;
        over = true;
        this.#followers -= 1;
        if (this.#followers > 0) return;
        this.#following?.abort();
        this.#following = undefined;
      },
    };
  }

  dispose(): void {
    this.#ended.abort();
    this.#following?.abort();
    this.#changed.dispose();
  }

  #startFollowing(): AbortController {
    const abort = new AbortController();
    if (this.#ended.signal.aborted) abort.abort();
    void this.#follow(abort.signal);
    return abort;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { clock, interval = 5 * 60_000 } = this.#options;
    while (!signal.aborted) {
      this.#anchor = this.#reading();
      // A failed question has its transcript; the next turn of the schedule asks again.
      await this.measure().catch(() => undefined);
      let waited = 0;
      while (!signal.aborted && waited < interval && !this.#jumped()) {
        const wait = Math.min(lookEvery, interval - waited);
        await clock.delay(wait, signal);
        waited += wait;
      }
    }
  }

  async #measure(): Promise<MeasuredOffset> {
    const { clock, sample, samples = 5 } = this.#options;
    const taken: ClockSample[] = [];
    try {
      for (let i = 0; i < samples; i++) taken.push(await sample(this.#ended.signal));
    } catch (error) {
      if (taken.length === 0) throw error;
    }
    const best = bestOffset(taken);
    if (!best) throw new Error("The venue's time could not be told from its answers.");
    this.#current = { ...best, measuredAt: clock.now() };
    this.#changed.fire(this.#current);
    return this.#current;
  }

  #reading(): number | undefined {
    const { clock, monotonic } = this.#options;
    return monotonic && clock.now() - monotonic();
  }

  #jumped(): boolean {
    const reading = this.#reading();
    if (reading === undefined || this.#anchor === undefined) return false;
    return Math.abs(reading - this.#anchor) > jump;
  }
}

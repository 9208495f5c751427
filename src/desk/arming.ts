import type { Clock } from '../common/clock.ts';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';

/** How often what is left of it is told of, ms. */
const TICK_MS = 15_000;

/**
 * Whether a live profile may be traded on. None may be until a person arms it. It lapses after a time, and when
 * the person leaves the window where that is wanted, though not before what is being sent is sent to its end: half of
 * a panic is worse than none. {@link disarm} waits for nothing.
 */
export class Arming extends DisposableStore {
  readonly #clock: Clock;
  readonly #changed = this.register(new Emitter<void>());
  /** Fires when it is another, and now and then while a profile is armed. */
  readonly onDidChange = this.#changed.event;
  #armed: { readonly profileId: string; readonly until: number } | undefined;
  #waiting = new AbortController();
  #commands = 0;
  #sendings = 0;
  #away = false;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
    this.register({ dispose: () => this.#waiting.abort() });
  }

  /** Arms a profile, and no other, for so many ms from now on. */
  arm(profileId: string, ms: number): void {
    this.#stop();
    this.#away = false;
    this.#armed = { profileId, until: this.#clock.now() + ms };
    void this.#watch(this.#waiting.signal);
    this.#changed.fire();
  }

  disarm(): void {
    if (!this.#armed) return;
    this.#stop();
    this.#armed = undefined;
    this.#changed.fire();
  }

  /** Whether anything may be sent for a profile that changes something there. */
  allows(profileId: string): boolean {
    return this.#armed?.profileId === profileId && (this.#sendings > 0 || this.#left > 0);
  }

  /** How long a profile is armed still, ms; 0 where it is not. */
  leftOf(profileId: string): number {
    return this.allows(profileId) ? Math.max(this.#left, 1) : 0;
  }

  /** The person left the window, or came back. To have left is to disarm, once no command of theirs is under way. */
  setAway(away: boolean): void {
    this.#away = away;
    this.#settle();
  }

  /** A command is under way until disposed. It may ask in a window of its own. */
  duringCommand(): Disposable {
    this.#commands += 1;
    return { dispose: () => ((this.#commands -= 1), this.#settle()) };
  }

  /** Something is being sent until disposed: it does not lapse meanwhile. */
  duringSending(): Disposable {
    this.#sendings += 1;
    return { dispose: () => ((this.#sendings -= 1), this.#settle()) };
  }

  get #left(): number {
    return this.#armed ? this.#armed.until - this.#clock.now() : 0;
  }

  #settle(): void {
    if (this.#sendings > 0) return;
    if (this.#left <= 0 || (this.#away && this.#commands === 0)) this.disarm();
  }

  async #watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#left > 0) {
      await this.#clock.delay(Math.min(TICK_MS, this.#left), signal);
      if (!signal.aborted) this.#changed.fire();
    }
    if (!signal.aborted) this.#settle();
  }

  #stop(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }
}

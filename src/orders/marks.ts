import Big from 'big.js';
import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Call, Order, Pricing, Venue } from '../venues/venue.ts';

/** A contract's mark price, as a decimal string, and when it was heard of, local Unix ms. */
export interface Mark {
  readonly price: string;
  readonly heardAt: number;
}

/** A mark price older than this is asked for again where one is needed, ms: a stream tells it about every second. */
export const FRESH_MS = 10_000;
/** A mark price older than this says nothing of now any more, ms. */
const OLD_MS = 60_000;
/** No distance is told with more decimals. */
const MOST_DECIMALS = 12;

/** The newest mark price of every contract that the venue's stream or an answer named. */
export class Marks extends DisposableStore {
  readonly #venue: Venue;
  readonly #clock: Clock;
  readonly #marks = new Map<string, Mark & { readonly time: number }>();
  readonly #moved = this.register(new Emitter<string>());
  /** Fires a symbol when its mark price is another. */
  readonly onDidMove = this.#moved.event;

  constructor(venue: Venue, clock: Clock) {
    super();
    this.#venue = venue;
    this.#clock = clock;
    const stream = venue.stream?.();
    if (stream) this.register(stream.onPricing((pricing) => this.#hear(pricing)));
  }

  get(symbol: string): Mark | undefined {
    return this.#marks.get(symbol);
  }

  /** A contract's mark price, where it was heard of lately: a decimal string. */
  recent(symbol: string): string | undefined {
    const mark = this.#marks.get(symbol);
    return mark && this.#clock.now() - mark.heardAt <= OLD_MS ? mark.price : undefined;
  }

  /**
   * Asks for prices where one of these symbols has none that is as young as `ageMs`. Rejects with a
   * VenueError.
   */
  async renew(symbols: Iterable<string>, ageMs: number, call?: Call): Promise<void> {
    const oldest = this.#clock.now() - ageMs;
    const young = (symbol: string): boolean => (this.get(symbol)?.heardAt ?? -Infinity) >= oldest;
    if ([...symbols].every(young)) return;
    this.#hear((await this.#venue.pricing(call)).value);
  }

  /** An answer can be older than what the stream has told meanwhile. */
  #hear(pricing: readonly Pricing[]): void {
    const heardAt = this.#clock.now();
    for (const { symbol, markPrice: price, time } of pricing) {
      const known = this.#marks.get(symbol);
      if (known && time < known.time) continue;
      this.#marks.set(symbol, { price, time, heardAt });
      if (price !== known?.price) this.#moved.fire(symbol);
    }
  }
}

/**
 * How far an order's limit price is from a mark price, in per cent of that: above 0 where it is higher. Of a stop
 * that waits, and of one without a limit price, it is the stop price. `undefined` where the order has no price, or
 * the mark is 0.
 */
export function distanceFrom(
  mark: string,
  { price, stopPrice, status }: Partial<Pick<Order, 'price' | 'stopPrice' | 'status'>>,
): Big | undefined {
  const own = status === 'pending' ? (stopPrice ?? price) : (price ?? stopPrice);
  const base = new Big(mark);
  if (own === undefined || base.lte(0)) return undefined;
  return new Big(own).minus(base).times(100).div(base);
}

/** A distance with its sign and so many decimals, or more where it would be rounded to nothing or to the whole price. */
export function signedText(distance: Big, decimals: number): string {
  const rounded = distance.round(decimals, Big.roundHalfUp);
  const exact = rounded.eq(distance) || !(rounded.eq(0) || rounded.eq(-100));
  if (!exact && decimals < MOST_DECIMALS) return signedText(distance, decimals + 1);
  return `${distance.lt(0) ? '' : '+'}${rounded.toFixed(decimals)}`;
}

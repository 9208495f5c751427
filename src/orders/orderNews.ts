import Big from 'big.js';
import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelService } from './cancelService.ts';
import { compareFilled, isTerminal } from './order.ts';
import type { OrderStep, OrderStore } from './orderStore.ts';
import type { PlaceService } from './placeService.ts';
import { claimEvents, noClaims, type Claims } from './told.ts';

/**
 * What became of an order without anybody waiting to be told.
 * - `filled`: all of it now; `partlyFilled`: more of it than before.
 * - `triggered`: a stop that works now.
 * - `rejected`: by the venue, after it had taken it.
 */
export type OrderEventKind = 'filled' | 'partlyFilled' | 'triggered' | 'rejected';

export interface OrderEvent {
  readonly kind: OrderEventKind;
  /** As it is now. */
  readonly order: Order;
  /** How much was filled since it was last told of, a decimal string; `0` where nothing was. */
  readonly quantity: string;
}

/** An event that is to be told of. */
interface Gathered {
  readonly event: OrderEvent;
  /** The order as it was when it was last told of. */
  readonly before: Order;
}

/** Events within this time of the first are told of together, ms. */
const TOGETHER_MS = 1_000;
/** After that nothing is told for so long, and then all of it together, ms: some accounts have fills all the time. */
const REST_MS = 5_000;

export interface NewsParts {
  readonly store: OrderStore;
  readonly cancels: Pick<CancelService, 'phaseOf'>;
  readonly places: Pick<PlaceService, 'phaseOf'>;
  readonly clock: Clock;
}

/**
 * Gathers what becomes of orders, each event once, also of those that the venue made by itself to close a position:
 * the store takes each piece of news once, whatever way it comes, and of all windows one tells. Of an order whose
 * cancel or placement is not settled, that service tells. Several events of one order within a moment are one, the
 * latest.
 */
export class OrderNews extends DisposableStore {
  readonly #parts: NewsParts;
  readonly #claims: Claims;
  readonly #told = this.register(new Emitter<readonly OrderEvent[]>());
  /** Fires with what happened in a moment, an event for each order. */
  readonly onDidHappen = this.#told.event;
  readonly #over = new AbortController();
  #gathered = new Map<string, Gathered>();
  #telling = false;

  constructor(parts: NewsParts, claims: Claims = noClaims) {
    super();
    this.#parts = parts;
    this.#claims = claims;
    this.register(parts.store.onDidStep((steps) => steps.forEach((step) => this.#take(step))));
    this.register({ dispose: () => this.#over.abort() });
  }

  /** Orders of which something is still to be told, as they were when they were last told of. */
  get untold(): readonly Order[] {
    return [...this.#gathered.values()].map(({ before }) => before);
  }

  #take({ before, after, source }: OrderStep): void {
    const { orderId } = after;
    const kind = kindOf(before, after);
    if (!kind) return;
    const { cancels, places } = this.#parts;
    const more = new Big(after.filledQuantity).minus(before?.filledQuantity ?? 0);
    const canceling = cancels.phaseOf(orderId);
    // Of one that is unknown for long nobody hears before its end.
    const isAwaited = canceling === 'unknown' ? isTerminal(after) : canceling !== undefined;
    if (isAwaited || places.phaseOf(orderId)) {
      // No other window is to tell of it either.
      void claimEvents(this.#claims, [{ kind, order: after, quantity: more.toFixed() }]);
      return;
    }
    if (!before && source.kind !== 'stream') return;
    const earlier = this.#gathered.get(orderId);
    const quantity = more.plus(earlier?.event.quantity ?? 0).toFixed();
    const event = { kind, order: after, quantity };
    const asTold = earlier?.before ?? before ?? { ...after, filledQuantity: '0' };
    this.#gathered.set(orderId, { event, before: asTold });
    if (!this.#telling) void this.#tell();
  }

  async #tell(): Promise<void> {
    const { signal } = this.#over;
    const { clock } = this.#parts;
    this.#telling = true;
    await clock.delay(TOGETHER_MS, signal);
    while (this.#gathered.size > 0 && !signal.aborted) {
      await this.#claims.turn(signal);
      // Who is closed by now leaves it to the next window, or to another one.
      if (signal.aborted) break;
      const gathered = [...this.#gathered.values()].map(({ event }) => event);
      this.#gathered = new Map();
      const events = await claimEvents(this.#claims, gathered);
      if (events.length > 0) this.#told.fire(events);
      await clock.delay(REST_MS, signal);
    }
    this.#telling = false;
  }
}

function kindOf(before: Order | undefined, after: Order): OrderEventKind | undefined {
  if (before && isTerminal(before)) return undefined;
  if (after.status === 'rejected') return 'rejected';
  if (!before || compareFilled(after, before) > 0)
    return after.status === 'filled' ? 'filled' : 'partlyFilled';
  const works = after.status === 'open' || after.status === 'partiallyFilled';
  return before.status === 'pending' && works ? 'triggered' : undefined;
}

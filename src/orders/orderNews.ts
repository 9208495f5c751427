import Big from 'big.js';
import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelService } from './cancelService.ts';
import { compareFilled, isTerminal } from './order.ts';
import type { OrderStep, OrderStore } from './orderStore.ts';
import type { PlaceService } from './placeService.ts';

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

/** Events within this time of the first are told of together, ms. */
const TOGETHER_MS = 1_000;
/** After that nothing is told for so long, and then all of it together, ms: some accounts have fills all the time. */
const REST_MS = 5_000;

/**
 * Gathers what becomes of orders, each event once, also of those that the venue made by itself to close a position: the store takes each piece of news once, whatever way it
 * comes. Of an order whose cancel or placement is not settled, that service tells. Several events of one order within
 * a moment are one, the latest.
 */
export class OrderNews extends DisposableStore {
  readonly #clock: Clock;
  readonly #cancels: Pick<CancelService, 'phaseOf'>;
  readonly #places: Pick<PlaceService, 'phaseOf'>;
  readonly #told = this.register(new Emitter<readonly OrderEvent[]>());
  /** Fires with what happened in a moment, an event for each order. */
  readonly onDidHappen = this.#told.event;
  readonly #over = new AbortController();
  #gathered = new Map<string, OrderEvent>();
  #telling = false;

  constructor(
    store: OrderStore,
    cancels: Pick<CancelService, 'phaseOf'>,
    places: Pick<PlaceService, 'phaseOf'>,
    clock: Clock,
  ) {
    super();
    this.#clock = clock;
    this.#cancels = cancels;
    this.#places = places;
    this.register(store.onDidStep((steps) => steps.forEach((step) => this.#take(step))));
    this.register({ dispose: () => this.#over.abort() });
  }

  #take({ before, after }: OrderStep): void {
    const { orderId } = after;
    const kind = kindOf(before, after);
    if (!kind) return;
    if (this.#cancels.phaseOf(orderId) ?? this.#places.phaseOf(orderId)) return;
    const earlier = this.#gathered.get(orderId)?.quantity ?? '0';
    const more = new Big(after.filledQuantity).minus(before?.filledQuantity ?? 0);
    const event = { kind, order: after, quantity: more.plus(earlier).toFixed() };
    this.#gathered.set(orderId, event);
    if (!this.#telling) void this.#tell();
  }

  async #tell(): Promise<void> {
    const { signal } = this.#over;
    this.#telling = true;
    await this.#clock.delay(TOGETHER_MS, signal);
    while (this.#gathered.size > 0 && !signal.aborted) {
      const events = [...this.#gathered.values()];
      this.#gathered = new Map();
      this.#told.fire(events);
      await this.#clock.delay(REST_MS, signal);
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

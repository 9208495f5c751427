import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Transcript } from '../net/transcript.ts';
import { compareFilled, isTerminal } from '../orders/order.ts';
import type { OrderFeed } from '../orders/orderFeed.ts';
import type { OrderEvent, OrderEventKind, OrderNews } from '../orders/orderNews.ts';
import type { OrderStore } from '../orders/orderStore.ts';
import { claimEvents, type Claims } from '../orders/told.ts';
import { VenueError } from '../venues/errors.ts';
import type { Order, OrderStatus, Venue } from '../venues/venue.ts';
import { kept, type SeenOrder, type SeenOrders, type SeenStore } from './seenOrders.ts';

/** What became of orders that were open when a window last saw them, as far as no window has told of it. */
export interface Meanwhile {
  /** Local Unix ms. */
  readonly seenAt: number;
  /** How many were open then, and of those now. */
  readonly before: number;
  readonly open: number;
  /** Those that are open and have more filled. */
  readonly filledMore: readonly Order[];
  /** Those of the others that waited for their trigger and work now. */
  readonly triggered: readonly Order[];
  /** Those that ended, as they ended. */
  readonly ended: readonly Order[];
  /** Those that are not listed any more, and of which it could not be told how they ended. */
  readonly unknown: readonly SeenOrder[];
  /** The latest answer that says so, or the failed one. */
  readonly transcript: Transcript | undefined;
}

/** So often they are kept, ms, besides at the end: only what a crash takes along goes by it. */
const KEEP_MS = 30_000;
/** A window that was away for less, as for a reload, tells of changes alone, ms. */
const AWAY_MS = 60_000;
/** No more requests than this ask how orders ended. */
const MOST_REQUESTS = 10;

export interface GuardTools {
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly feed: OrderFeed;
  readonly clock: Clock;
  readonly seen: SeenStore;
  readonly news: Pick<OrderNews, 'untold'>;
  readonly claims: Claims;
  /** Whether what became of an order is told as the end of its cancel or placement. */
  readonly isFollowed: (orderId: string) => boolean;
}

/** Keeps which orders are open, and tells once, at the first list, what became of those of the last time. */
export class SessionGuard extends DisposableStore {
  readonly #tools: GuardTools;
  readonly #over = new AbortController();
  readonly #found = this.register(new Emitter<Meanwhile>());
  /** Fires once at most: where orders were open when they were last seen. */
  readonly onDidFind = this.#found.event;
  #listed = false;
  /** What is kept is from this time on: all before is told of. */
  #keeps = false;

  constructor(tools: GuardTools) {
    super();
    this.#tools = tools;
    this.register(tools.feed.onDidChange(({ asOf }) => asOf !== undefined && void this.#begin()));
    this.register({ dispose: () => this.#end() });
  }

  async #begin(): Promise<void> {
    if (this.#listed) return;
    this.#listed = true;
    const before = this.#tools.seen.get();
    if (before && before.orders.length > 0) await this.#compare(before);
    if (!this.#over.signal.aborted) await this.#keep();
  }

  /** What was never listed says nothing of what is open. */
  #end(): void {
    this.#over.abort();
    if (this.#keeps) this.#tools.seen.putNow(this.#now);
  }

  /** What is still to be told of is kept as it was before: the next window tells of it. */
  get #now(): SeenOrders {
    const { store, clock, news } = this.#tools;
    const open = new Map([...store.working, ...news.untold].map((each) => [each.orderId, each]));
    return { seenAt: clock.now(), orders: [...open.values()].map(kept) };
  }

  async #keep(): Promise<void> {
    const { seen, clock } = this.#tools;
    const { signal } = this.#over;
    this.#keeps = true;
    while (!signal.aborted) {
      await seen.put(this.#now);
      await clock.delay(KEEP_MS, signal);
    }
  }

  async #compare({ seenAt, orders }: SeenOrders): Promise<void> {
    const { store, clock, claims, isFollowed } = this.#tools;
    const { signal } = this.#over;
    const away = clock.now() - seenAt;
    const gone = orders.filter(({ orderId }) => !store.isWorking(orderId));
    const { found, transcript } = await this.#ask(gone);
    await claims.turn(signal);
    // Windows that open together have seen the same, and one of them tells.
    if (signal.aborted || !(await claims.claim('', `seen${seenAt}`))) return;
    const known = new Set(found.map(({ orderId }) => orderId));
    const went = orders.flatMap((before) => {
      const now = store.isWorking(before.orderId) ? store.get(before.orderId) : undefined;
      return now ? [{ before, now }] : [];
    });
    const ended = found.filter((order) => isTerminal(order) && !isFollowed(order.orderId));
    const more = went.filter(({ before, now }) => compareFilled(now, before) > 0);
    const triggers = went.filter(
      ({ before, now }) => before.status === 'pending' && now.status === 'open',
    );
    const news = await this.#untold([
      ...ended.flatMap((now) => eventOf(ENDS[now.status], now)),
      ...more.flatMap(({ now }) => eventOf('partlyFilled', now)),
      ...triggers.flatMap(({ now }) => eventOf('triggered', now)),
    ]);
    const meanwhile: Meanwhile = {
      ...{ seenAt, before: orders.length, transcript },
      open: orders.length - gone.length + found.filter((order) => !isTerminal(order)).length,
      filledMore: news.get('partlyFilled') ?? [],
      triggered: news.get('triggered') ?? [],
      // That one was canceled no window tells of by itself.
      ended: ended.filter((now) => !ENDS[now.status] || news.get(ENDS[now.status])?.includes(now)),
      unknown: gone.filter(({ orderId }) => !known.has(orderId)),
    };
    const { filledMore, triggered, unknown } = meanwhile;
    const changed = [filledMore, triggered, meanwhile.ended, unknown].some(({ length }) => length);
    if (changed || away >= AWAY_MS) this.#found.fire(meanwhile);
  }

  /** Orders by what became of them, without those of which a window has told by an alert. */
  async #untold(
    events: readonly OrderEvent[],
  ): Promise<ReadonlyMap<OrderEventKind | undefined, readonly Order[]>> {
    const ours = await claimEvents(this.#tools.claims, events);
    const kinds = Map.groupBy(ours, ({ kind }) => kind);
    return new Map([...kinds].map(([kind, some]) => [kind, some.map(({ order }) => order)]));
  }

  /** How orders ended that are not listed, as far as the venue tells. */
  async #ask(
    gone: readonly SeenOrder[],
  ): Promise<{ found: readonly Order[]; transcript: Transcript | undefined }> {
    const { venue } = this.#tools;
    const { maxStatusQuery: size } = venue.capabilities;
    const found: Order[] = [];
    let transcript: Transcript | undefined;
    try {
      for (let at = 0; at < Math.min(gone.length, size * MOST_REQUESTS); at += size) {
        const ids = gone.slice(at, at + size).map(({ orderId }) => orderId);
        const call = { signal: this.#over.signal, priority: 'background' } as const;
        const answer = await venue.orderStatus(ids, call);
        found.push(...answer.value);
        ({ transcript } = answer);
      }
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      // What was not told is told of as not known.
      transcript = error.transcript;
    }
    return { found, transcript };
  }
}

/** How an order ends where an alert tells of it. */
const ENDS: Readonly<Partial<Record<OrderStatus, OrderEventKind>>> = {
  filled: 'filled',
  rejected: 'rejected',
};

function eventOf(kind: OrderEventKind | undefined, order: Order): readonly OrderEvent[] {
  return kind ? [{ kind, order, quantity: '0' }] : [];
}

import type { Clock } from '../common/clock.ts';
import type { Disposable } from '../common/disposable.ts';
import type { Transcript } from '../net/transcript.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import { leavesOpen } from '../orders/cancelRules.ts';
import type { CancelService } from '../orders/cancelService.ts';
import type { OrderFeed } from '../orders/orderFeed.ts';
import type { OrderStore } from '../orders/orderStore.ts';
import type { PlaceService, UnsettledPlace } from '../orders/placeService.ts';
import type { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { CloseReport, CloseService } from './closeService.ts';
import { isDone, leftBy, type Left } from './left.ts';
import type { OpenPosition } from './position.ts';
import type { PositionFeed } from './positionFeed.ts';
import type { PositionStore } from './positionStore.ts';

/** A request to cancel everything, and what the venue said to it. */
export type CancelAllRequest = {
  readonly transcript: Transcript | undefined;
  readonly error: VenueError | undefined;
};

/** What a panic did and what a fresh read says of it. Times are local Unix ms. */
export interface PanicReport {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Whether it was stopped before it was done. */
  readonly stopped: boolean;
  readonly requests: readonly CancelAllRequest[];
  /** What is known of the cancel of each order that was listed. */
  readonly cancels: readonly CancelReport[];
  /** In the order they were sent; a position that was closed in several goes is there several times. */
  readonly closes: readonly CloseReport[];
  readonly orders: Left<Order>;
  /** New orders, sent before, of which nobody knows yet whether they were placed: they may still come. */
  readonly mayCome: readonly UnsettledPlace[];
  readonly positions: Left<OpenPosition>;
}

/** Where a panic stands. `round` counts from 1. */
export interface PanicProgress {
  readonly step: 'canceling' | 'closing' | 'verifying';
  readonly round: number;
}

export interface PanicTools {
  readonly clock: Clock;
  readonly orders: { readonly store: OrderStore; readonly feed: OrderFeed };
  readonly cancels: CancelService;
  readonly positions: { readonly store: PositionStore; readonly feed: PositionFeed };
  readonly closes: CloseService;
  readonly places: PlaceService;
}

/** How long each go waits for cancels, and for closes, to settle, ms. They are followed on after that. */
const CANCEL_MS = 3_000;
const CLOSE_MS = 5_000;
/** Waits before each further go, ms: so many of them there are at most. */
const AGAIN_AFTER = [500, 1_000, 2_000, 4_000];

/**
 * Cancels everything, closes every position by market and reduce-only, and reads both again, in several goes
 * until a read shows that nothing is left, and no order that was sent before may still come. What is left is
 * tried again only where that is safe: an order that a read shows open, a position whose earlier close is
 * settled. It needs no stream.
 */
export class Panic implements Disposable {
  readonly #tools: PanicTools;
  readonly #reports = new Map<string, PanicReport>();
  readonly #over = new AbortController();

  constructor(tools: PanicTools) {
    this.#tools = tools;
  }

  /** Of earlier panics, the latest last. */
  get reports(): readonly PanicReport[] {
    return [...this.#reports.values()];
  }

  /** The report of an earlier panic, by when it began, as text. */
  reportOf(startedAt: string): PanicReport | undefined {
    return this.#reports.get(startedAt);
  }

  /** Once the signal aborts, or this is disposed, nothing more is sent; what is then true is read all the same. */
  async run(
    stop: AbortSignal,
    onProgress: (progress: PanicProgress) => void = () => undefined,
  ): Promise<PanicReport> {
    const { clock, cancels: service } = this.#tools;
    const signal = AbortSignal.any([stop, this.#over.signal]);
    const startedAt = clock.now();
    const requests: CancelAllRequest[] = [];
    const cancels = new Map<string, CancelReport>();
    const closes: CloseReport[] = [];
    const keepLate = (): void => {
      for (const { orderId } of cancels.values()) keep(service.reportOf(orderId));
    };
    const keep = (report: CancelReport | undefined): void => {
      if (report && isNews(report, cancels.get(report.orderId)))
        cancels.set(report.orderId, report);
    };
    let orders: Left<Order> | undefined;
    let positions: Left<OpenPosition> | undefined;
    let mayCome: readonly UnsettledPlace[];
    let done: boolean;
    for (let round = 1; ; round += 1) {
      onProgress({ step: 'canceling', round });
      keepLate();
      for (const each of await this.#cancel(requests, orders, signal)) keep(each);
      onProgress({ step: 'closing', round });
      closes.push(...(await this.#close(signal)));
      onProgress({ step: 'verifying', round });
      [orders, positions] = await Promise.all([this.#ordersLeft(), this.#positionsLeft()]);
      keepLate();
      const wait = AGAIN_AFTER[round - 1];
      mayCome = this.#mayCome;
      done = isDone(orders) && isDone(positions) && mayCome.length === 0;
      if (done || wait === undefined || signal.aborted) break;
      await clock.delay(wait, signal);
      if (signal.aborted) break;
    }
    const report = {
      ...{ startedAt, endedAt: clock.now(), stopped: signal.aborted && !done },
      ...{ requests, closes, orders, mayCome, positions },
      cancels: [...cancels.values()],
    };
    this.#reports.set(String(startedAt), report);
    return report;
  }

  dispose(): void {
    this.#over.abort();
  }

  /**
   * Everything by one request, also what is not listed here; again only where none was sent. What a read
   * since shows to be open is canceled by itself.
   */
  async #cancel(
    requests: CancelAllRequest[],
    read: Left<Order> | undefined,
    signal: AbortSignal,
  ): Promise<readonly CancelReport[]> {
    if (signal.aborted) return [];
    const { cancels } = this.#tools;
    const patience = { ms: CANCEL_MS, signal };
    if (requests.every(({ error }) => error?.kind === 'notSent')) {
      const { reports, transcript, error } = await cancels.cancelAll(undefined, patience);
      requests.push({ transcript, error });
      return reports;
    }
    const left = read?.kind === 'read' ? read.left : [];
    // Some may have closed since they were read, while the next round was waited for.
    const open = left.filter(({ orderId }) => this.#tools.orders.store.isWorking(orderId));
    return open.length > 0 ? cancels.cancelMany(open, patience) : [];
  }

  /** Where the positions cannot be read the last known ones are closed: reduce-only, that can do no harm. */
  async #close(signal: AbortSignal): Promise<readonly CloseReport[]> {
    if (signal.aborted) return [];
    const { closes, positions } = this.#tools;
    await this.#positionsLeft();
    const patience = { ms: CLOSE_MS, signal, lastKnown: true };
    return Promise.all(
      positions.store.open
        .filter(({ symbol }) => !closes.isUnderWay(symbol))
        .map(({ symbol, side }) => closes.close({ symbol, side }, patience)),
    );
  }

  /** What closes positions is told of by the closes. */
  get #mayCome(): readonly UnsettledPlace[] {
    return this.#tools.places.unsettled.filter(({ request }) => request.reduceOnly !== true);
  }

  #ordersLeft(): Promise<Left<Order>> {
    const { store, feed } = this.#tools.orders;
    return leftBy(feed, () => store.working);
  }

  #positionsLeft(): Promise<Left<OpenPosition>> {
    const { store, feed } = this.#tools.positions;
    return leftBy(feed, () => store.open);
  }
}

/**
 * Whether a report says more than the one before. A later cancel that was not sent, or refused, says nothing of
 * one that is settled; of one that was still followed it is the end, as the service knows of no other.
 */
function isNews(report: CancelReport, before: CancelReport | undefined): boolean {
  if (!before || !leavesOpen(report.outcome)) return true;
  const { outcome } = before;
  return outcome.kind === 'underWay' || (outcome.kind === 'unknown' && outcome.followed);
}

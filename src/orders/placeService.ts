import { DisposableStore } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';
import { VenueError } from '../venues/errors.ts';
import type { PlacePlan, PlaceRequest } from '../venues/placing.ts';
import { stopped } from './cancelRules.ts';
import type { Patience } from './followCancels.ts';
import { newPlace, ofPlaceJournal, type PendingPlace } from './pendingPlace.ts';
import type { PlacePhase, PlaceReport } from './placeOutcome.ts';
import { PlaceRegister } from './placeRegister.ts';
import { lookForPlace, sendPlace, type PlaceTools } from './placeSteps.ts';

const PATIENCE_MS = 8_000;
/** Waits before each look for the order, ms; the last one repeats. */
const LOOK_AFTER = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** An order that was sent and of which nobody knows yet whether it was placed. */
export interface UnsettledPlace {
  readonly orderId: string;
  readonly symbol: string;
  readonly request: PlaceRequest;
  readonly phase: PlacePhase;
}

/** How a placement is waited for. */
export interface PlacePatience extends Patience {
  /** Asked at the last moment before it is sent, as much may happen before: `false` sends nothing. */
  readonly isWanted?: () => boolean;
}

/**
 * The life of placements: journaled, sent once, and then looked for by the order's id, which is known
 * beforehand, and heard of by the stream and the list of orders, until the order is found or cannot
 * come any more. No error on the way is turned into a statement about the order, and none is ever
 * sent twice. Unsettled ones are followed again after {@link resume}.
 */
export class PlaceService extends DisposableStore {
  readonly #tools: PlaceTools;
  readonly #register: PlaceRegister;
  readonly #closing = new AbortController();
  /** Fires an order's id when the phase of its placement changes. */
  readonly onDidChange: Event<string>;
  /** Fires when a placement that had been reported as unknown is settled after all. */
  readonly onDidSettleLate: Event<PlaceReport>;

  constructor(tools: PlaceTools) {
    super();
    this.#tools = tools;
    this.#register = this.register(new PlaceRegister(tools));
    this.register({ dispose: () => this.#closing.abort() });
    this.onDidChange = this.#register.onDidChange;
    this.onDidSettleLate = this.#register.onDidSettleLate;
  }

  /** The phase of an order's unsettled placement; `undefined` where there is none. */
  phaseOf(orderId: string): PlacePhase | undefined {
    return this.#register.get(orderId)?.phase;
  }

  /** Orders of which it is not known whether they were placed. */
  get unsettled(): readonly UnsettledPlace[] {
    return this.#register.pending.map(({ orderId, plan: { request }, phase }) => {
      return { orderId, symbol: request.symbol, request, phase };
    });
  }

  /** What is known of an order's placement, settled or not. */
  reportOf(orderId: string): PlaceReport | undefined {
    return this.#register.reportOf(orderId);
  }

  /** What is known of placements: those not settled, then the latest to settle first. */
  get reports(): readonly PlaceReport[] {
    return this.#register.reports;
  }

  /** Goes on with the placements that other windows left unsettled. Nothing is sent again. */
  resume(): void {
    for (const entry of this.#tools.journal.list()) {
      if (this.#register.get(entry.orderId)) continue;
      const pending = ofPlaceJournal(entry);
      this.#register.add(pending);
      void this.#follow(pending, {}, () => Promise.resolve());
    }
  }

  /**
   * Places an order and resolves when it is settled, or as `unknown` when the patience ends; it is
   * then looked for in the background.
   */
  async place(request: PlaceRequest, patience: PlacePatience = {}): Promise<PlaceReport> {
    let plan: PlacePlan;
    try {
      plan = await this.#tools.venue.placing.plan(request, this.#closing.signal);
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      return neverSent(request, error);
    }
    const { signal, isWanted = () => true } = patience;
    if (signal?.aborted || this.#closing.signal.aborted || !isWanted()) {
      return neverSent(request, stopped().error);
    }
    return new Promise((answer) => {
      const pending = newPlace(plan, answer);
      this.#register.add(pending);
      const rename = (orderId: string): void => this.#register.rename(pending, orderId);
      void this.#follow(pending, patience, () =>
        sendPlace(this.#tools, pending, rename, { isWanted, signal }),
      );
    });
  }

  /** Stops following a placement that was sent and is not settled. Nothing is claimed of the order. */
  dismiss(orderId: string): void {
    const pending = this.#register.get(orderId);
    if (pending && pending.phase !== 'sending') this.#register.end(pending, undefined);
  }

  /** Sends, then looks for what is not settled, again and again, until it is. */
  async #follow(
    pending: PendingPlace,
    { ms = PATIENCE_MS, signal }: Patience,
    send: () => Promise<void>,
  ): Promise<void> {
    const register = this.#register;
    const { clock } = this.#tools;
    const over = pending.abort.signal;
    const stopWaiting = (): void => register.stopWaiting(pending);
    signal?.addEventListener('abort', stopWaiting, { once: true, signal: over });
    const deadline = clock.now() + ms;
    try {
      await send();
      for (let turn = 0; !register.endSettled(pending); turn += 1) {
        register.tell(pending);
        if (clock.now() >= deadline || signal?.aborted) stopWaiting();
        const wait = LOOK_AFTER[Math.min(turn, LOOK_AFTER.length - 1)] ?? 0;
        await clock.delay(wait, over);
        if (over.aborted) return;
        pending.waited += wait;
        await lookForPlace(this.#tools, pending);
      }
    } catch (error) {
      register.abandon(pending);
      throw error;
    }
  }
}

function neverSent(request: PlaceRequest, error: VenueError): PlaceReport {
  const outcome = { kind: 'notSent', error } as const;
  return {
    ...{ orderId: undefined, request, time: undefined },
    ...{ outcome, evidence: [], proof: undefined },
  };
}

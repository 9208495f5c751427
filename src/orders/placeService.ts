import PQueue from 'p-queue';
import { DisposableStore } from '../common/disposable.ts';
import type { Event } from '../common/event.ts';
import { VenueError } from '../venues/errors.ts';
import type { PlacePlan, PlaceRequest } from '../venues/placing.ts';
import { stopped } from './cancelRules.ts';
import type { Patience } from './followCancels.ts';
import { followPlaces } from './followPlaces.ts';
import { inGroups } from './inGroups.ts';
import { newPlace, type PendingPlace } from './pendingPlace.ts';
import type { PlaceTools } from './placeFindings.ts';
import type { PlacePhase, PlaceReport } from './placeOutcome.ts';
import { PlaceRegister } from './placeRegister.ts';
import { sendPlaces } from './placeSteps.ts';

/** Requests for new orders of one call that are under way at once. */
const PARALLEL = 4;

/** An order that was sent and of which nobody knows yet whether it was placed. */
export interface UnsettledPlace {
  readonly orderId: string;
  readonly symbol: string;
  readonly request: PlaceRequest;
  readonly phase: PlacePhase;
}

/** How a placement is waited for. */
export interface PlacePatience extends Patience {
  /** Asked at the last moment before one is sent, as much may happen before: `false` sends nothing. */
  readonly isWanted?: (request: PlaceRequest) => boolean;
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

  /**
   * Goes on with the placements that other windows left unsettled. Nothing is sent again.
   * @param sentBy with those that were sent no later than this, local Unix ms
   */
  resume(sentBy = Infinity): void {
    for (const pending of this.#register.left(sentBy)) {
      this.#register.add(pending);
      this.#follow([pending], {}, Promise.resolve());
    }
  }

  /**
   * Places an order and resolves when it is settled, or as `unknown` when the patience ends; it is
   * then looked for in the background.
   */
  place(request: PlaceRequest, patience: PlacePatience = {}): Promise<PlaceReport> {
    const asked = ask(request);
    void this.#send([asked], patience);
    return asked.promise;
  }

  /**
   * The same for many, in as few requests as the venue allows and several of them at once: a report of
   * each, in the order given, as soon as there is one. Once the patience's signal aborts nothing more is
   * sent; what was sent is followed all the same.
   */
  placeMany(
    requests: readonly PlaceRequest[],
    patience: PlacePatience = {},
  ): readonly Promise<PlaceReport>[] {
    const sending = new PQueue({ concurrency: PARALLEL });
    const asked = requests.map(ask);
    for (const group of inGroups(asked, this.#tools.venue.capabilities.maxBatchPlace))
      void sending.add(() => this.#send(group, patience));
    return asked.map(({ promise }) => promise);
  }

  /** Stops following a placement that was sent and is not settled. Nothing is claimed of the order. */
  dismiss(orderId: string): void {
    const pending = this.#register.get(orderId);
    if (pending && pending.phase !== 'sending') this.#register.end(pending, undefined);
  }

  /** Plans some orders, sends them by one request and has them followed. Resolves when they are sent. */
  async #send(asked: readonly AskedPlace[], patience: PlacePatience): Promise<void> {
    const { signal, isWanted = () => true } = patience;
    const plans = await Promise.all(asked.map((each) => this.#plan(each)));
    const isOff = signal?.aborted || this.#closing.signal.aborted;
    const group = asked.flatMap(({ request, resolve }, at) => {
      const plan = plans[at];
      if (!plan) return [];
      if (isOff || !isWanted(request)) {
        resolve(neverSent(request, stopped().error));
        return [];
      }
      const pending = newPlace(plan, resolve);
      this.#register.add(pending);
      return pending;
    });
    if (group.length === 0) return;
    const rename = (pending: PendingPlace, orderId: string): void =>
      this.#register.rename(pending, orderId);
    const sent = sendPlaces(this.#tools, group, { isWanted, signal, rename });
    this.#follow(group, patience, sent);
    await Promise.allSettled([sent]);
  }

  /** An order that cannot be planned is told as never sent. */
  async #plan({ request, resolve, reject }: AskedPlace): Promise<PlacePlan | undefined> {
    try {
      return await this.#tools.venue.placing.plan(request, this.#closing.signal);
    } catch (error) {
      if (error instanceof VenueError) resolve(neverSent(request, error));
      else reject(error);
      return undefined;
    }
  }

  #follow(group: readonly PendingPlace[], patience: Patience, sent: Promise<void>): void {
    void followPlaces(this.#tools, this.#register, group, patience, sent);
  }
}

/** An order that somebody waits to be told of. */
interface AskedPlace extends PromiseWithResolvers<PlaceReport> {
  readonly request: PlaceRequest;
}

function ask(request: PlaceRequest): AskedPlace {
  return { request, ...Promise.withResolvers<PlaceReport>() };
}

function neverSent(request: PlaceRequest, error: VenueError): PlaceReport {
  const outcome = { kind: 'notSent', error } as const;
  return {
    ...{ orderId: undefined, request, time: undefined },
    ...{ outcome, evidence: [], proof: undefined },
  };
}

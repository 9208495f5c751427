import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import type {
  BatchPlaceResult,
  ContractTerms,
  Fees,
  PlaceAnswer,
  PlacePlan,
  PlaceRequest,
  Placing,
  Quote,
} from '../placing.ts';
import type { Account, Answer, Call } from '../venue.ts';
import type { Caller } from './caller.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { checkSymbol, makeRequestId } from './input.ts';
import { isUserId, orderIdOf } from './orderIds.ts';
import { placeRefused, readPlace } from './placeAnswer.ts';
import { readPlaceBatch } from './placeBatchAnswer.ts';
import { checkPlace, checkPlaceBatch, placeBatchBody, placeBody } from './placeInput.ts';
import { toFees, toGenericFees, toQuote, toTerms } from './placingSchema.ts';
import type { Reader } from './reader.ts';
import { readAll, readOne } from './reads.ts';
import { requestLike } from './requestLike.ts';
import { SchemaError } from './schema.ts';
import { changeError, newOrder, newOrders } from './trouble.ts';

const PLANNED_KEPT = 1_000;

export interface PlacesOptions {
  readonly caller: Caller;
  readonly reader: Reader;
  readonly account: (call: Call | undefined) => Promise<Answer<Account>>;
  readonly groupFor: (call: Call | undefined) => Promise<string>;
  readonly random: () => number;
  /** Most orders in one batch. */
  readonly maxBatch: number;
  /** The venue's time as far as it is known, Unix ms. */
  readonly now: () => number;
}

/** Places orders, and reads what has to be known to write one. All throw a VenueError and nothing else. */
export class Places implements Placing {
  readonly timeWindow = 30_000;
  readonly requestLike = requestLike;
  readonly #options: PlacesOptions;
  /** The latest ones. */
  readonly #plannedIds = new Set<string>();
  #userId: string | undefined;
  #readingUserId: Promise<string> | undefined;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  async plan(request: PlaceRequest, signal?: AbortSignal): Promise<PlacePlan> {
    checkPlace(request);
    const { now, random } = this.#options;
    const userId = (this.#userId ??= await this.#readUserIdOnce(signal));
    const requestId = request.clientId ?? makeRequestId(random);
    let time = now();
    // Requests of the same millisecond may have ids that end alike.
    while (this.#plannedIds.has(orderIdOf(time, userId, requestId))) time += 1;
    const orderId = orderIdOf(time, userId, requestId);
    this.#remember(orderId);
    return { request, requestId, time, orderId };
  }

  async place(plan: PlacePlan): Promise<Answer<PlaceAnswer>> {
    checkPlace(plan.request);
    const body = (): string => placeBody(plan);
    const { answer, transcript } = await this.#send(endpoints.placeOrder, 'the order', plan, body);
    if (answer.kind === 'refusal') throw placeRefused(answer, transcript);
    if (answer.kind === 'fault') throw changeError(answer, transcript, newOrder);
    return { value: readPlace(answer, plan, transcript), transcript };
  }

  async placeMany(plans: readonly PlacePlan[]): Promise<Answer<readonly BatchPlaceResult[]>> {
    checkPlaceBatch(plans, this.#options.maxBatch);
    const [first] = plans as readonly [PlacePlan];
    const body = (): string => placeBatchBody(plans);
    const { answer, transcript } = await this.#send(endpoints.placeBatch, 'the batch', first, body);
    if (answer.kind === 'fault') throw changeError(answer, transcript, newOrders);
    return { value: readPlaceBatch(answer, plans, transcript), transcript };
  }

  async terms(call?: Call): Promise<Answer<readonly ContractTerms[]>> {
    const what = 'the contracts';
    const { answer, transcript } = await this.#options.reader.read(endpoints.contracts, what, call);
    return { value: readAll(answer.data, what, transcript, toTerms), transcript };
  }

  async quote(symbol: string, call?: Call): Promise<Answer<Quote>> {
    checkSymbol(symbol);
    const what = `the ticker of ${symbol}`;
    const query = `symbol=${encodeURIComponent(symbol)}`;
    const convert = (value: unknown): Quote => {
      const { symbol: of, ...quote } = toQuote(value);
      if (of !== symbol) throw new SchemaError(`The ticker is of ${of}.`);
      return quote;
    };
    return this.#readOne(endpoints.ticker, what, convert, call, query);
  }

  fees(call?: Call): Promise<Answer<ReadonlyMap<string, Fees>>> {
    return this.#readOne(endpoints.fees, 'the fees', toFees, call);
  }

  generalFees(call?: Call): Promise<Answer<Fees>> {
    return this.#readOne(endpoints.feeSchedule, 'the fees', toGenericFees, call);
  }

  /** Signed with the time that its orders were planned for. */
  async #send(endpoint: Endpoint, what: string, { time }: PlacePlan, body: () => string) {
    const { caller, groupFor } = this.#options;
    const group = await groupFor({ urgent: true }).catch((error: unknown) => {
      throw beforePlacing(error);
    });
    return caller.act(endpoint, what, { group, time, body });
  }

  #remember(orderId: string): void {
    this.#plannedIds.add(orderId);
    const [oldest] = this.#plannedIds.size > PLANNED_KEPT ? this.#plannedIds : [];
    if (oldest !== undefined) this.#plannedIds.delete(oldest);
  }

  /** Orders that are planned together have it read once. */
  #readUserIdOnce(signal: AbortSignal | undefined): Promise<string> {
    return (this.#readingUserId ??= this.#readUserId(signal).finally(() => {
      this.#readingUserId = undefined;
    }));
  }

  async #readUserId(signal: AbortSignal | undefined): Promise<string> {
    const call = { signal, urgent: true };
    const { value, transcript } = await this.#options.account(call).catch((error: unknown) => {
      throw beforePlacing(error);
    });
    if (isUserId(value.userId)) return value.userId;
    throw notSent('the account does not say the user id that order ids are made of', {
      transcript,
    });
  }

  async #readOne<T>(
    endpoint: Endpoint,
    what: string,
    convert: (value: unknown) => T,
    call: Call | undefined,
    query?: string,
  ): Promise<Answer<T>> {
    const { answer, transcript } = await this.#options.reader.read(endpoint, what, call, query);
    return { value: readOne(answer, what, transcript, convert), transcript };
  }
}

/** The account had to be read first and could not be: the order itself was never sent. */
function beforePlacing(error: unknown): unknown {
  if (!(error instanceof VenueError) || error.kind === 'notSent') return error;
  const { reason, code, detail, transcript, retryAfter } = error;
  const more = { code, detail, transcript, retryAfter, cause: error };
  return new VenueError('notSent', reason, `The order was not sent: ${error.message}`, more);
}

function notSent(what: string, more: { transcript: Transcript }): VenueError {
  return new VenueError('notSent', 'other', `The order was not sent: ${what}.`, more);
}
